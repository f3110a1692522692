"""Claims: filed, compared with the ledger, decided; nothing merges, nothing is half taken in."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.records import RowsRefused
from hozen.workflows.case_folder import sha256_of
from hozen.workflows.wind_down.claims import decide, decide_one, file_claims, match, register
from hozen.workflows.wind_down.errors import ClaimRefused, WindDownRefused
from hozen.workflows.wind_down.take_in import take_in

DAY = date(2026, 12, 20)
BTC = 10**8


def states(at) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(state, asset) → claims, admitted net, in dispute."""
    return {(one.state, one.asset): (one.claims, one.net, one.disputed) for one in register(at)}


def test_before_anybody_files_the_register_is_the_ledger(at) -> None:
    assert states(at) == {
        ("unclaimed", "BTC"): (2, 0, 0),
        ("unclaimed", "ETH"): (1, 0, 0),
        ("unclaimed", "JPY"): (2, 0, 0),
    }


def test_claims_are_told_apart_by_how_they_stand_against_the_ledger(at, desk) -> None:
    file_claims(at, desk.claims("C1,BTC,600000000,2026-12-01", "C1,JPY,1000001,2026-12-01",
                                "C2,BTC,399999999,2026-12-01", "C9,ETH,5,2026-12-02"))  # fmt: skip
    found = {(one.difference, one.asset): (one.claims, one.by) for one in match(at, day=DAY).lines}
    assert found == {
        ("agrees", "BTC"): (1, 0),
        ("less", "BTC"): (1, -1),
        ("unknown_customer", "ETH"): (1, 5),
        ("not_filed", "ETH"): (1, -100 * 10**18),
        ("more", "JPY"): (1, 1),
        ("not_filed", "JPY"): (1, -500_000),
    }


def test_by_rule_the_ledger_is_admitted_and_what_is_above_it_is_in_dispute(at, desk) -> None:
    file_claims(at, desk.claims("C1,JPY,1000001,2026-12-01", "C9,ETH,5,2026-12-02"))
    match(at, decide_by_rule=True, day=DAY)
    found = states(at)
    assert found["disputed", "JPY"] == (1, 1_000_000, 1)
    assert found["disputed", "ETH"] == (1, 0, 5)
    assert found["unclaimed", "BTC"] == (2, 0, 0)


def test_what_nobody_filed_is_admitted_only_when_asked(at) -> None:
    match(at, decide_by_rule=True, unfiled_too=True, day=DAY)
    assert states(at)["admitted", "BTC"] == (2, 10 * BTC, 0)


def test_an_unknown_asset_is_refused_with_its_row_and_nothing_is_taken_in(at, desk) -> None:
    with pytest.raises(RowsRefused, match=r"line 3, column asset: unknown-asset: found 'XRP'"):
        file_claims(at, desk.claims("C1,BTC,1,2026-12-01", "C1,XRP,6,2026-12-01"))
    assert len(at.record().entries) == 1
    assert not list((at.folder / "batches").glob("*")) if (at.folder / "batches").exists() else True


def test_the_same_file_is_taken_in_once_and_a_later_one_takes_its_place(at, desk) -> None:
    first = desk.claims("C1,BTC,1,2026-12-01")
    assert not file_claims(at, first).already_there
    assert file_claims(at, first).already_there
    file_claims(at, desk.claims("C1,BTC,2,2026-12-03"))
    assert [one.filed for one in register(at) if one.state == "filed"] == [2]


def test_the_same_file_is_said_anew_under_a_name_of_its_own(at, desk) -> None:
    """Held, released, and held again in the very same words: without a name the second hold would be nothing new."""
    file = desk.put("event_id,event,customer_id,reason,on_day\na,held,C1,x,2026-12-20\n")
    assert [decide(at, file).already_there for _ in "ab"] == [False, True]
    assert [decide(at, file, "again").already_there for _ in "ab"] == [False, True]
    other = desk.put("event_id,event,customer_id,reason,on_day\na,held,C2,x,2026-12-20\n")
    with pytest.raises(WindDownRefused, match="another file came under this key"):
        decide(at, other, "again")
    assert [one.body["batch"] for one in at.record().of("decided")] == [1, 2]


def test_after_the_bar_day_a_claim_is_late(at, desk) -> None:
    file_claims(at, desk.claims("C1,BTC,1,2026-12-10", "C2,BTC,1,2026-12-11"))
    found = {one.state: one.claims for one in register(at, date(2026, 12, 10)) if one.asset == "BTC"}
    assert found == {"filed": 1, "late": 1}


WRONG = (
    ({"event": "set_off", "units": "600000001"}, "more is set off"),
    ({"event": "transferred", "units": "600000001", "to": "FUND"}, "more of a claim is assigned"),
    ({"event": "transferred", "units": "1"}, "names no asset or no quantity"),
    ({"event": "admitted", "units": "600000001"}, "without a reason"),
    ({"event": "admitted", "units": "1", "customer_id": "C7"}, "nobody filed"),
)


def test_what_does_not_fit_the_register_is_refused_whole(at) -> None:
    decide_one(at, event="admitted", customer_id="C1", asset="BTC", units="600000000", on_day="2026-12-20")
    before = states(at)
    for cells, message in WRONG:
        with pytest.raises(ClaimRefused, match=message):
            decide_one(at, **{"customer_id": "C1", "asset": "BTC", "on_day": "2026-12-21", **cells})
    assert states(at) == before
    assert len(at.record().entries) == 2
    assert len(list((at.folder / "batches").glob("*.parquet"))) == 1


def test_a_refusal_never_removes_what_a_colleague_wrote_meanwhile(at, desk) -> None:
    file = desk.put("event_id,event,customer_id,reason,on_day\na,held,C1,x,2026-12-20\n")
    path = at.folder / f"batches/0001-decided-{sha256_of(file)[:12]}.parquet"

    def look(_at, _number) -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"the colleague's")
        raise ClaimRefused("no")

    with pytest.raises(ClaimRefused):
        take_in(at, "decided", file, look)
    assert path.read_bytes() == b"the colleague's"
    assert [one.name for one in at.folder.iterdir() if one.name.startswith(".")] == []


def test_two_decisions_of_one_claim_in_one_file_are_refused(at, desk) -> None:
    rows = "a,admitted,C1,BTC,1,2026-12-20\nb,rejected,C1,BTC,,2026-12-20\n"
    with pytest.raises(ClaimRefused, match="two decisions"):
        decide(at, desk.put("event_id,event,customer_id,asset,units,on_day\n" + rows))


def test_a_set_off_and_a_transfer_leave_their_mark(at) -> None:
    one = {"customer_id": "C1", "asset": "BTC", "on_day": "2026-12-20"}
    decide_one(at, event="admitted", units="600000000", **one)
    decide_one(at, event="transferred", units="200000000", to="FUND", **one)
    assert states(at)["transferred", "BTC"] == (1, 6 * BTC, 0)
    decide_one(at, event="transferred", units="200000000", holder="FUND", to="OTHER", **one)
    with pytest.raises(ClaimRefused, match="more of a claim is assigned"):
        decide_one(at, event="transferred", units="1", holder="FUND", to="OTHER", **one)
    decide_one(at, event="set_off", units="400000000", **one)
    with pytest.raises(ClaimRefused, match="more is set off"):
        decide_one(at, event="rejected", reason="fraud", **one)
