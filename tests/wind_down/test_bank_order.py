"""Orders for the bank: what goes in, what waits and why, the same bytes after a crash, nothing ordered twice."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise

import pytest
from wind_case import Desk, at_work, by

from hozen.books.errors import CaseMoved
from hozen.workflows.case_folder import CaseFileRefused
from hozen.workflows.compensation.zengin_order import Payer
from hozen.workflows.wind_down import pay_files, sending
from hozen.workflows.wind_down.bank_order import BankOrder
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import decide, decide_one, file_claims
from hozen.workflows.wind_down.confirming import confirm
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.estate import move_estate
from hozen.workflows.wind_down.paying import approve, payees
from hozen.workflows.wind_down.planning import plan
from hozen.workflows.wind_down.replay import replay
from hozen.workflows.wind_down.sending import pay

PAYER = Payer.read("0001-001-1-1234567", "1234567890", "ｶﾝﾘﾆﾝ")
TUESDAY = date(2027, 1, 5)
ORDER = BankOrder(PAYER, TUESDAY)
LIMIT = 10**10 - 1  # ten digits are all that an order has for its yen
# Type, bank, its name, branch, its name, clearing house, account type, number, holder, yen, new, our key, way, mark, rest.
WIDTHS = (1, 4, 15, 3, 15, 4, 1, 7, 30, 10, 1, 20, 1, 1, 7)


def fields(line: str) -> list[str]:
    ends = [sum(WIDTHS[:count]) for count in range(len(WIDTHS) + 1)]
    return [line[start:end] for start, end in pairwise(ends)]


@pytest.fixture(scope="module")
def approved(decided, tmp_path_factory):
    """C1 ¥1m and C2 ¥0.5m; MOST just as much as an order takes, MORE a yen above it."""
    folder = shutil.copytree(decided, tmp_path_factory.mktemp("bank") / "case")
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with at_work(folder) as at:
        file_claims(at, desk.claims(f"MORE,JPY,{LIMIT + 1},2026-12-01", f"MOST,JPY,{LIMIT},2026-12-01"))
        sold = (f"admitted,{who},JPY,{yen},sold" for who, yen in (("MORE", LIMIT + 1), ("MOST", LIMIT)))
        decide(at, desk.events("event,customer_id,asset,units,reason", *sold))
        move_estate(at, "trust_money", "JPY", 2 * LIMIT + 1, "a sponsor")
        rows = "payee_id,asset,destination,name,identity\n" + "".join(
            f"{who},JPY,{where},{name},verified\n"
            for who, where, name in (
                ("C1", "0005-123-2-0000042", "ﾔﾏﾀﾞ ﾀﾛｳ"),
                ("C2", "0005-123-1-0000043", "山田 花子"),
                ("MORE", "0009-001-1-0000044", "ﾓｱ"),
                ("MOST", "0009-001-1-0000045", "ﾓｽﾄ"),
            )
        )
        payees(at, desk.put(rows))
        plan(at, desk.terms("basis: per_asset", "pools: [trust_money]"))
        approve(by(at, "suzuki"), 1)
    return folder


@pytest.fixture
def ready(approved, tmp_path):
    with at_work(shutil.copytree(approved, tmp_path / "case")) as found:
        yield found


def held(sent) -> dict[str, int]:
    return {one.hold: one.units for one in sent.lines if one.asset == "JPY"}


def test_an_order_has_what_the_bank_needs_and_what_it_cannot_carry_waits(ready) -> None:
    sent = pay(ready, 1, ORDER)
    assert held(sent) == {"": LIMIT + 1_000_000, "no_account": 500_000, "too_large": LIMIT + 1}
    (file,) = sent.bank
    lines = file.read_bytes().decode("cp932").split("\r\n")
    assert {len(line) for line in lines} == {120, 0}
    keys = {row.split(",")[1]: row.split(",") for row in sent.file.read_text("utf-8").splitlines()[1:]}
    told = {one[10 + 1]: one for one in map(fields, lines[1:3])}
    for who, account, name, yen in (
        ("C1", ("0005", "123", "2", "0000042"), "ﾔﾏﾀﾞ ﾀﾛｳ", 1_000_000),
        ("MOST", ("0009", "001", "1", "0000045"), "ﾓｽﾄ", LIMIT),
    ):
        one = told[keys[who][0]]
        assert (one[1], one[3], one[6], one[7]) == account
        assert (one[8].rstrip(), int(one[9])) == (name, yen)
    assert lines[0][:60].startswith("1210" + "1234567890" + "ｶﾝﾘﾆﾝ")
    assert (int(lines[3][1:7]), int(lines[3][7:19])) == (2, LIMIT + 1_000_000)
    assert {row[0]: row[6] for row in keys.values()} == dict.fromkeys(told, "bank")
    assert all(one.agrees for one in replay(ready))
    file.write_bytes(file.read_bytes().replace(b"0000042", b"0000777"))  # an account that nobody approved
    assert [one.name for one in replay(ready) if not one.agrees] == [f"rounds/{file.name}"]
    with pytest.raises(CaseFileRefused):
        pay(ready, 1, ORDER)


ONE_A_FILE = BankOrder(PAYER, TUESDAY, most=1)


def killed(*_words, **_more):
    raise KeyboardInterrupt


def after(call, times: int = 1):
    """The call, which is killed once it was done `times` times."""
    done = []

    def called(*words, **more):
        found = call(*words, **more)
        done.append(found)
        return killed() if len(done) == times else found

    return called


def before_the_table(patch) -> None:
    patch.setattr(sending, "kept", killed)


def before_the_entry(patch) -> None:
    patch.setattr(At, "enter", killed)


def after_the_entry(patch) -> None:
    patch.setattr(At, "enter", after(At.enter))


def between_two_names(patch) -> None:
    patch.setattr(pay_files, "settle", after(pay_files.settle, 2))


def orders(at) -> dict[str, bytes]:
    """What could be given to a bank or sent by hand, by name."""
    return {path.name: path.read_bytes() for path in at.folder.rglob("*") if path.suffix in (".txt", ".csv")
            and "-pay-" in path.name}  # fmt: skip


@pytest.fixture(scope="module")
def undisturbed(approved, tmp_path_factory) -> dict[str, bytes]:
    """The orders of a call that nothing stopped: a list, and two files for the bank."""
    with at_work(shutil.copytree(approved, tmp_path_factory.mktemp("calm") / "case")) as at:
        pay(at, 1, ONE_A_FILE)
        made = orders(at)
    assert len(made) == 3
    return made


@pytest.mark.parametrize(
    ("point", "there", "entered"),
    [(before_the_table, 0, 0), (before_the_entry, 0, 0), (after_the_entry, 0, 1), (between_two_names, 2, 1)],
)
def test_killed_at_any_point_no_order_stands_without_its_entry_and_the_next_call_makes_the_same(
    ready, undisturbed, monkeypatch, point, there, entered
) -> None:
    with monkeypatch.context() as patch:
        point(patch)
        with pytest.raises(KeyboardInterrupt):
            pay(ready, 1, ONE_A_FILE)
    assert (len(orders(ready)), len(ready.record().of("sent"))) == (there, entered)
    sent = pay(ready, 1, ONE_A_FILE)
    assert (sent.entry is None, len(sent.again)) == (bool(entered), 3 - there if entered else 0)
    assert orders(ready) == undisturbed
    every = sorted(ready.folder.rglob("*"))
    assert pay(ready, 1, ONE_A_FILE).entry is None  # nothing is left to send
    assert (sorted(ready.folder.rglob("*")), len(ready.record().of("sent"))) == (every, 1)


def test_overtaken_by_a_colleague_no_order_stands_and_other_orders_are_made_than_were_asked_for_first(
    ready, monkeypatch
) -> None:
    def overtaken(patch, entered) -> None:
        was = sending.kept

        def kept(*words):
            if entered:
                ready.books.cases.enter("small", ready.case, "noted", {}, actor="suzuki")
            patch.setattr(sending, "kept", was)
            return was(*words) if entered else (was(*words), killed())

        patch.setattr(sending, "kept", kept)

    overtaken(monkeypatch, entered=True)
    with pytest.raises(CaseMoved):
        pay(ready, 1, ORDER)
    assert orders(ready) == {}
    overtaken(monkeypatch, entered=False)
    with pytest.raises(KeyboardInterrupt):
        pay(ready, 1, ORDER)
    sent = pay(ready, 1)  # without a bank: ¥0.5m and what is above its limit go out by hand, too
    assert held(sent) == {"": 2 * LIMIT + 1_500_001}
    assert all(one.agrees for one in replay(ready))


def test_an_account_that_changed_after_the_approval_is_not_ordered(ready, desk) -> None:
    row = "C1,JPY,0005-123-2-0000777,ﾔﾏﾀﾞ ﾀﾛｳ,verified"
    payees(ready, desk.put(f"payee_id,asset,destination,name,identity\n{row}\n"))
    sent = pay(ready, 1, ORDER)
    assert held(sent)["changed_payee"] == 1_000_000
    assert b"0000777" not in sent.bank[0].read_bytes()
    said = decide_one(ready, event="released", customer_id="C1", reason="called back", on_day="2027-01-05")
    assert (said.needs_two, pay(ready, 1, ORDER).entry) == (True, None)
    confirm(by(ready, "suzuki"), said.entry.seq)
    again = pay(ready, 1, ORDER)
    assert [fields(line)[7] for line in again.bank[0].read_bytes().decode("cp932").split("\r\n")[1:2]] == [
        "0000777"
    ]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (BankOrder(PAYER, date(2027, 1, 3)), "do not pay on this day"),
        (BankOrder(PAYER, TUESDAY, most=0), "no number of payments"),
    ],
)
def test_an_order_that_no_bank_takes_is_refused_and_leaves_no_file(ready, order, message) -> None:
    with pytest.raises(WindDownRefused, match=message):
        pay(ready, 1, order)
    assert not list((ready.folder / "rounds").glob("*-pay-*"))
