"""Rounds: what each gets, by hand; nobody is paid twice; nothing is lost or made."""

from __future__ import annotations

import csv
import shutil
from datetime import date

import pytest
from wind_case import ENGINE, Desk, at_work, by, shares

from hozen.books.errors import CaseMoved, SamePerson
from hozen.records import Query
from hozen.workflows.wind_down.book_transfer import transfer_book
from hozen.workflows.wind_down.claims import decide, decide_one, file_claims, match
from hozen.workflows.wind_down.confirming import confirm
from hozen.workflows.wind_down.errors import TermsRefused, WindDownRefused
from hozen.workflows.wind_down.estate import move_estate
from hozen.workflows.wind_down.paying import approve, payees, payments
from hozen.workflows.wind_down.payments_sql import payments_select
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.replay import replay
from hozen.workflows.wind_down.results import results
from hozen.workflows.wind_down.sending import pay
from hozen.workflows.wind_down.terms import terms_of

DAY = date(2026, 12, 20)
POOLS = "pools: [segregated_crypto, guarantee_crypto, trust_money]"
BTC = 10**8


def test_one_pool_with_a_base_payment(admitted, desk) -> None:
    # There: 10.3 BTC ¥103m, 101 ETH ¥40.4m, money ¥1.5m: ¥144.9m, of it 0.8 = ¥115.92m.
    # Claims: C1 60m + 1m, C2 40m + 40m + 0.5m: 61m and 80.5m. Base 200,000 each leaves 115.52m on 60.8m and 80.3m.
    found = plan(admitted, desk.terms("basis: pooled", POOLS, "base_payment_yen: 200000", "hold_back: 1/5"))
    first = 200_000 + 115_520_000 * 60_800_000 // 141_100_000
    second = 200_000 + 115_520_000 * 80_300_000 // 141_100_000
    assert shares(admitted, found) == {("C1", "JPY"): (first, 0), ("C2", "JPY"): (second, 0)}
    (sums,) = found.made.buckets
    assert (sums.available, sums.pay, sums.left) == (
        115_920_000,
        first + second,
        115_920_000 - first - second,
    )


def test_an_early_lump_sum_is_a_part_of_what_is_above_the_base(admitted, desk) -> None:
    decide_one(admitted, event="early", customer_id="C1", on_day="2026-12-20")
    terms = desk.terms(
        "basis: pooled", POOLS, "base_payment_yen: 200000", "early_ratio: 21/100", "hold_back: 1/5"
    )
    found = shares(admitted, plan(admitted, terms))
    # Early: 200,000 + 21% of 60.8m. The other's final payment is reckoned as if nobody had chosen.
    assert found["C1", "JPY"] == (200_000 + 12_768_000, 0)
    assert found["C2", "JPY"] == (200_000 + 115_520_000 * 80_300_000 // 141_100_000, 0)


def test_one_account_does_not_choose_the_early_lump_sum_for_the_person(admitted, desk) -> None:
    decide(admitted, desk.events("event,customer_id,to", "early,C1,", "linked,C1,C2"))
    early = ("basis: pooled", POOLS, "early_ratio: 21/100", "hold_back: 1/5")
    with pytest.raises(WindDownRefused, match="do not agree on the early lump sum") as refused:
        plan(admitted, desk.terms(*early, "linked: together"))
    assert refused.value.found == "C1 chose it, C2 did not"
    decide_one(admitted, event="early", customer_id="C2", on_day="2026-12-21")
    found = shares(admitted, plan(admitted, desk.terms(*early, "linked: together")))
    # 21% of 61m and of 80.5m, together 29,715,000; the yen that is left over goes to the larger.
    assert found == {("C1", "JPY"): (12_810_000, 0), ("C2", "JPY"): (16_905_000, 0)}


def test_per_asset_each_is_paid_of_its_own_coins_and_never_above_the_claim(admitted, desk) -> None:
    move_estate(admitted, "segregated_crypto", "BTC", -5 * BTC, "stolen")  # 5.3 of 10 BTC are left
    found = plan(admitted, desk.terms("basis: per_asset", POOLS))
    assert shares(admitted, found) == {
        ("C1", "BTC"): (318_000_000, 0),  # 6/10 of 5.3
        ("C2", "BTC"): (212_000_000, 0),
        ("C2", "ETH"): (100 * 10**18, 0),
        ("C1", "JPY"): (1_000_000, 0),
        ("C2", "JPY"): (500_000, 0),
    }


def test_a_dispute_keeps_its_share_back_and_catches_up_when_it_is_settled(at, desk) -> None:
    file_claims(at, desk.claims("C1,JPY,2000000,2026-12-01", "C2,JPY,500000,2026-12-01"))
    match(at, decide_by_rule=True, day=DAY)
    terms = desk.terms("basis: per_asset", POOLS, "unfiled: leave_out")
    first = plan(at, terms)
    # 1.5m on claims of 2m (half in dispute) and 0.5m: 60%.
    assert shares(at, first) == {("C1", "JPY"): (600_000, 600_000), ("C2", "JPY"): (300_000, 0)}
    approve(by(at, "suzuki"), 1)
    decide_one(
        at,
        event="admitted",
        customer_id="C1",
        asset="JPY",
        units="1500000",
        reason="vouchers",
        on_day="2026-12-21",
    )
    # 1.5m on 1.5m and 0.5m: 75%. Due 1,125,000 and 375,000, less what was paid.
    assert shares(at, plan(at, terms)) == {("C1", "JPY"): (525_000, 0), ("C2", "JPY"): (75_000, 0)}


def test_what_is_not_filed_is_paid_kept_back_or_left_out_as_the_terms_say(at, desk) -> None:
    file_claims(at, desk.claims("C1,JPY,1000000,2026-12-01"))
    match(at, decide_by_rule=True, day=DAY)
    move_estate(at, "trust_money", "JPY", -300_000, "costs")  # 1.2m for 1m and 0.5m: 80%
    money = {way: {} for way in ("count", "hold", "leave_out")}
    for way in money:
        found = shares(at, plan(at, desk.terms("basis: per_asset", POOLS, f"unfiled: {way}")))
        money[way] = {customer: paid for (customer, asset), paid in found.items() if asset == "JPY"}
    assert money == {
        "count": {"C1": (800_000, 0), "C2": (400_000, 0)},
        "hold": {"C1": (800_000, 0), "C2": (0, 400_000)},
        "leave_out": {"C1": (1_000_000, 0)},
    }


def test_linked_accounts_share_one_base_payment_and_stay_two(admitted, desk) -> None:
    move_estate(admitted, "trust_money", "JPY", -1_300_000, "costs")  # ¥200,000 in the trust
    decide_one(admitted, event="linked", customer_id="C1", to="C2", on_day="2026-12-20")
    base = ("basis: pooled", "pools: [trust_money]", "base_payment_yen: 100000")
    apart = shares(admitted, plan(admitted, desk.terms(*base, "linked: apart")))
    together = shares(admitted, plan(admitted, desk.terms(*base, "linked: together")))
    assert apart == {("C1", "JPY"): (100_000, 0), ("C2", "JPY"): (100_000, 0)}
    # One person: all of the ¥200,000, by claims of 61m and 80.5m; the yen that is left over to the larger.
    part = 200_000 * 61_000_000 // 141_500_000
    assert together == {("C1", "JPY"): (part, 0), ("C2", "JPY"): (200_000 - part, 0)}


def test_no_account_of_a_person_gets_more_than_its_claim(at, desk) -> None:
    names = ("X1", "X2", "X3")
    file_claims(at, desk.claims(*(f"{one},JPY,1,2026-12-01" for one in names)))
    admitted = (f"admitted,{one},JPY,1,,voucher" for one in names)
    linked = (f"linked,X1,,,{one}," for one in names[1:])
    decide(at, desk.events("event,customer_id,asset,units,to,reason", *admitted, *linked))
    move_estate(at, "trust_money", "JPY", -1_499_998, "costs")  # ¥2 for claims of ¥1 each
    found = shares(
        at, plan(at, desk.terms("basis: per_asset", POOLS, "unfiled: leave_out", "linked: together"))
    )
    assert found == {("X1", "JPY"): (1, 0), ("X2", "JPY"): (1, 0), ("X3", "JPY"): (0, 0)}


def test_accounts_linked_after_a_round_never_get_more_than_came_in_since(admitted, desk) -> None:
    terms = desk.terms("basis: per_asset", "pools: [trust_money]", "linked: together")
    move_estate(admitted, "trust_money", "JPY", -750_000, "costs")
    plan(admitted, terms)  # 750,000 on 1m and 0.5m: C1 500,000, C2 250,000
    approve(by(admitted, "suzuki"), 1)
    decide_one(admitted, event="linked", customer_id="C1", to="C2", on_day="2026-12-21")
    decide_one(admitted, event="admitted", customer_id="C1", asset="JPY", units="500000", on_day="2026-12-21")
    move_estate(admitted, "trust_money", "JPY", 100_000, "a refund")
    found = plan(admitted, terms)
    # One person with 1m is due 850,000: 425,000 an account. C1 has had more and keeps it; C2 gets the 100,000.
    due = {who: now for (who, asset), (now, _) in shares(admitted, found).items() if asset == "JPY"}
    assert due == {"C1": 0, "C2": 100_000}
    money = next(one for one in found.made.buckets if one.asset == "JPY")
    assert money.before + money.pay + money.left == money.available == 850_000
    assert money.left == 0


def test_a_payment_below_the_minimum_waits(admitted, desk) -> None:
    found = plan(admitted, desk.terms("basis: per_asset", "pools: [trust_money]", "minimum_payment: 500001"))
    money = next(one for one in found.made.buckets if one.asset == "JPY")
    assert (money.pay, money.deferred, money.left) == (1_000_000, 500_000, 0)


def test_another_person_approves_and_a_plan_that_was_replaced_cannot_be(admitted, desk) -> None:
    terms = desk.terms("basis: per_asset", POOLS)
    first = plan(admitted, terms)
    with pytest.raises(SamePerson):
        approve(admitted, 1)
    plan(admitted, desk.terms("basis: per_asset", POOLS, "hold_back: 1/2"))
    with pytest.raises(CaseMoved):  # two at once: who saw only the first is told
        admitted.books.cases.approve("small", admitted.case, first.entry.seq, actor="suzuki")
    approve(by(admitted, "suzuki"), 1)
    assert plan(admitted, terms).number == 2


def test_a_plan_made_before_a_decision_cannot_be_approved(admitted, desk) -> None:
    plan(admitted, desk.terms("basis: per_asset", POOLS))
    decide_one(admitted, event="rejected", customer_id="C1", asset="BTC", reason="fraud", on_day="2026-12-21")
    with pytest.raises(WindDownRefused, match="changed since"):
        approve(by(admitted, "suzuki"), 1)


def test_a_plan_cannot_be_approved_once_the_book_went_over(admitted, desk) -> None:
    plan(admitted, desk.terms("basis: per_asset", POOLS))
    transfer_book(admitted, "another exchange")
    with pytest.raises(WindDownRefused, match="changed since"):  # customers would have all of it twice
        approve(by(admitted, "suzuki"), 1)


@pytest.fixture(scope="session")
def round_one(decided, tmp_path_factory):
    """2 of C1's 6 BTC are FUND's; who has an account is told; round 1 is planned and approved."""
    folder = shutil.copytree(decided, tmp_path_factory.mktemp("round") / "case")
    desk = Desk(tmp_path_factory.mktemp("desk"))
    one = {"customer_id": "C1", "asset": "BTC", "on_day": "2026-12-20"}
    with at_work(folder) as at:
        decide_one(at, event="transferred", units="200000000", to="FUND", **one)
        payees(at, desk.payees("C1,BTC,addr-1,verified", "C2,BTC,addr-2,verified", "FUND,BTC,addr-3,verified",
                               "C1,JPY,bank-1,pending"))  # fmt: skip
        plan(at, desk.terms("basis: per_asset", POOLS))
        approve(by(at, "suzuki"), 1)
    return folder


@pytest.fixture
def approved(round_one, tmp_path):
    with at_work(shutil.copytree(round_one, tmp_path / "case")) as found:
        yield found


def sent_rows(sent) -> dict[str, tuple[str, int, str]]:
    with sent.file.open(encoding="utf-8") as file:
        return {
            row["payee"]: (row["destination"], int(row["units"]), row["payment"])
            for row in csv.DictReader(file)
        }


def test_a_claim_that_was_assigned_is_paid_to_its_holders(approved) -> None:
    found = sent_rows(pay(approved, 1))
    assert {name: row[:2] for name, row in found.items()} == {
        "C1": ("addr-1", 4 * BTC),
        "C2": ("addr-2", 4 * BTC),
        "FUND": ("addr-3", 2 * BTC),
    }


def test_ids_with_a_stroke_in_them_have_payments_of_their_own() -> None:
    """Two with one key would be one payment: the second would never go out."""
    rows = "('A|B', 'C', 'JPY', 1), ('A', 'B|C', 'JPY', 1)"
    ENGINE.view("dealt_out", f"SELECT * FROM (VALUES {rows}) AS t(customer_id, holder, asset, units)")
    found = ENGINE.rows(Query("keys", payments_select(1, "x"), ("dealt_out",)))
    assert len({row[1] for row in found}) == 2


def test_who_has_no_account_or_no_checked_identity_is_not_paid_yet(approved) -> None:
    pay(approved, 1)
    found = {(one.state, one.asset): one.payments for one in payments(approved)}
    assert found == {
        ("sent", "BTC"): 3,
        ("unclaimed", "ETH"): 1,
        ("on_hold", "JPY"): 1,
        ("unclaimed", "JPY"): 1,
    }


def test_nothing_is_paid_before_the_approval(admitted, desk) -> None:
    plan(admitted, desk.terms("basis: per_asset", POOLS))
    with pytest.raises(WindDownRefused, match="not approved"):
        pay(admitted, 1)


def test_asked_twice_nothing_is_sent_twice(approved) -> None:
    first = pay(approved, 1)
    again = pay(approved, 1)
    assert (again.file, again.entry) == (None, None)
    assert len(list((approved.folder / "rounds").glob("*-pay-*.csv"))) == 1
    assert first.file.exists()


def test_an_account_that_changed_after_the_approval_is_held_until_two_people_stand_for_it(
    approved, desk
) -> None:
    payees(approved, desk.payees("C2,BTC,addr-of-a-stranger,verified"))
    first = pay(approved, 1)
    assert "C2" not in sent_rows(first)
    assert ("changed_payee", "BTC", 1, 4 * BTC) in [
        (one.hold, one.asset, one.payments, one.units) for one in first.lines
    ]
    said = decide_one(
        approved, event="released", customer_id="C2", reason="called back", on_day="2026-12-28"
    ).entry
    assert pay(approved, 1).file is None  # the same person says both
    with pytest.raises(SamePerson):
        confirm(approved, said.seq)
    confirm(by(approved, "suzuki"), said.seq)
    assert {name: row[:2] for name, row in sent_rows(pay(approved, 1)).items()} == {
        "C2": ("addr-of-a-stranger", 4 * BTC)
    }


def test_who_is_first_told_after_the_approval_waits_for_a_second_person(approved, desk) -> None:
    """C2's ETH and yen had no payee; C1's identity for yen was not checked: one person cannot send any of it."""
    late = payees(
        approved,
        desk.payees("C2,ETH,addr-new,verified", "C2,JPY,bank-new,verified", "C1,JPY,bank-1,verified"),
    )
    first = pay(approved, 1)
    assert late.needs_two
    assert {row.asset: row.payments for row in first.lines if row.hold == "new_payee"} == {"ETH": 1, "JPY": 1}
    assert {row.asset: row.payments for row in first.lines if row.hold == "changed_payee"} == {"JPY": 1}
    confirm(by(approved, "suzuki"), late.entry.seq)
    assert sorted(sent_rows(pay(approved, 1))) == ["C1", "C2"]
    assert all(one.agrees for one in replay(approved))


def test_payees_of_the_approver_himself_have_one_persons_word(admitted, desk) -> None:
    told = payees(by(admitted, "suzuki"), desk.payees("C1,JPY,bank-1,verified"))
    plan(admitted, desk.terms("basis: per_asset", "pools: [trust_money]"))
    approve(by(admitted, "suzuki"), 1)
    assert ("new_payee", 1) in [(one.hold, one.payments) for one in pay(admitted, 1).lines]
    confirm(admitted, told.entry.seq)
    assert set(sent_rows(pay(admitted, 1))) == {"C1"}


def test_a_hold_is_lifted_by_two_people_and_a_later_one_holds_again(approved) -> None:
    day = {"customer_id": "C1", "reason": "x", "on_day": "2026-12-28"}
    decide_one(approved, event="held", **day)
    lifted = decide_one(approved, event="released", **day).entry
    assert "C1" not in sent_rows(pay(approved, 1))
    decide_one(approved, event="held", **day)
    confirm(by(approved, "suzuki"), lifted.seq)
    assert pay(approved, 1).file is None
    last = decide_one(approved, event="released", **day).entry
    confirm(by(approved, "suzuki"), last.seq)
    assert set(sent_rows(pay(approved, 1))) == {"C1"}


def test_who_is_held_is_held_in_each_of_his_accounts(approved, desk) -> None:
    decide(approved, desk.events("event,customer_id,to,reason", "linked,C1,C2,", "held,C1,,on a list"))
    assert set(sent_rows(pay(approved, 1))) == {"FUND"}
    undone = decide(approved, desk.events("event,customer_id,to", "unlinked,C2,C1"))
    assert (undone.needs_two, pay(approved, 1).file) == (True, None)
    confirm(by(approved, "suzuki"), undone.entry.seq)
    assert set(sent_rows(pay(approved, 1))) == {"C2"}


def test_a_link_undone_after_the_plan_makes_it_another(admitted, desk) -> None:
    decide(admitted, desk.events("event,customer_id,to", "linked,C1,C2"))
    undone = decide(admitted, desk.events("event,customer_id,to", "unlinked,C1,C2"))
    plan(admitted, desk.terms("basis: pooled", "pools: [trust_money]", "linked: together"))
    confirm(by(admitted, "suzuki"), undone.entry.seq)
    with pytest.raises(WindDownRefused, match="changed since"):
        approve(by(admitted, "suzuki"), 1)


def test_only_what_waits_for_a_second_person_is_confirmed(approved) -> None:
    for entry in (approved.record().entries[0], approved.record().of("decided")[-1]):
        with pytest.raises(WindDownRefused, match="no such entry waits"):
            confirm(by(approved, "suzuki"), entry.seq)


def test_what_came_back_is_sent_once_more_and_what_was_paid_never_again(approved, desk) -> None:
    keys = {name: row[2] for name, row in sent_rows(pay(approved, 1)).items()}
    file = desk.results(f"{keys['C1']},paid,2027-01-05", f"{keys['C2']},returned,2027-01-05")
    assert not results(approved, file).already_there
    assert results(approved, file).already_there
    second = sent_rows(pay(approved, 1))
    assert {name: row[2] for name, row in second.items()} == {"C2": keys["C2"]}
    assert pay(approved, 1).file is None  # the old word that it came back is not of the second sending
    refused = {
        f"{keys['C1']},paid,2027-01-06": "paid twice",
        f"{keys['C1']},failed,2027-01-06": "paid is said to have failed",
        f"{'0' * 20},paid,2027-01-06": "never sent",
    }
    for row, message in refused.items():
        with pytest.raises(WindDownRefused, match=message):
            results(approved, desk.results(row))


def attempts(desk, *rows: str):
    """Results that name the pay file."""
    return desk.put("\n".join(["payment,attempt,result,on_day", *rows]) + "\n")


def test_the_word_of_the_first_sending_is_not_taken_for_the_second(approved, desk) -> None:
    key = sent_rows(pay(approved, 1))["C1"][2]
    file = desk.results(f"{key},returned,2027-01-05")
    results(approved, file)
    with pytest.raises(WindDownRefused, match="has its result"):
        results(approved, desk.results(f"{key},returned,2027-01-06"))
    assert set(sent_rows(pay(approved, 1))) == {"C1"}
    for again, message in (
        (file, "went out again"),
        (
            desk.results(f"{key},returned,2027-01-07"),
            "more than once",
        ),  # typed anew: of the first, or of the second?
        (attempts(desk, f"{key},1,returned,2027-01-07"), "has its result"),
        (attempts(desk, f"{key},1,paid,2027-01-07"), "went out again since"),
        (attempts(desk, f"{key},3,paid,2027-01-07"), "did not send the payment"),
    ):
        with pytest.raises(WindDownRefused, match=message):
            results(approved, again)
    second = attempts(desk, f"{key},2,paid,2027-01-12")
    results(approved, second)
    assert results(approved, second).already_there


def test_what_was_said_to_have_failed_but_was_paid_is_not_sent_again(approved, desk) -> None:
    key = sent_rows(pay(approved, 1))["C1"][2]
    results(approved, desk.results(f"{key},failed,2027-01-05"))
    results(approved, desk.results(f"{key},paid,2027-01-06"))
    assert pay(approved, 1).file is None


def test_that_paid_money_came_back_is_said_by_two_people(approved, desk) -> None:
    keys = {name: row[2] for name, row in sent_rows(pay(approved, 1)).items()}
    results(approved, desk.results(f"{keys['C1']},paid,2027-01-05"))
    with pytest.raises(WindDownRefused, match="beside other results"):
        results(approved, desk.results(f"{keys['C1']},returned,2027-01-12", f"{keys['C2']},paid,2027-01-12"))
    back = results(approved, desk.results(f"{keys['C1']},returned,2027-01-12"))
    assert (back.needs_two, pay(approved, 1).file) == (True, None)
    with pytest.raises(WindDownRefused, match="waits to be confirmed"):
        results(approved, desk.results(f"{keys['C1']},returned,2027-01-13"))
    with pytest.raises(SamePerson):
        confirm(approved, back.entry.seq)
    confirm(by(approved, "suzuki"), back.entry.seq)
    assert set(sent_rows(pay(approved, 1))) == {"C1"}
    results(approved, attempts(desk, f"{keys['C1']},2,paid,2027-01-19"))
    with pytest.raises(WindDownRefused, match="paid twice"):
        results(approved, attempts(desk, f"{keys['C1']},2,paid,2027-01-20"))
    assert all(one.agrees for one in replay(approved))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("basis: pooled\n", "the terms lack pools"),
        ("basis: pooled\npools: [insurance_expected]\n", "not one of the choices"),
        ("basis: pooled\npools: [reserve]\nbonus: 1\n", "a key that the terms do not have"),
        ("basis: pooled\npools: [reserve]\nhold_back: 1.1\n", "not a ratio"),
        ("basis: per_asset\npools: [reserve]\nbase_payment_yen: 1\n", "are reckoned in yen"),
        ("- basis\n", "a list of keys"),
    ],
)
def test_terms_are_read_strictly(text, message) -> None:
    with pytest.raises(TermsRefused, match=message):
        terms_of(text, "terms.yaml")
