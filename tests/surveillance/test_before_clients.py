"""フロントランニング: who enters before a client's large order, how long before, and whether it is closed after."""

from __future__ import annotations

import pytest
from made_tape import MadeTape, alerts, at

from hozen.rules.surveillance.front_running import FRONT_RUNNING
from hozen.workflows.surveillance_run import run_surveillance

LIMITS = {"episodes": 1, "chance_exponent": 2, "person_exponent": 1}


def turn(
    tape: MadeTape, market: str, who: str = "staff", lead: float = 10, back: float = 2, client: float = 60
) -> None:
    """In with 2 before a client's order of 50, of which `client` are on offer; out with `back` 20 seconds later."""
    tape.crowd(0, 86000, 50, symbol=market)
    for one in range(40):
        tape.order(one, f"m{one}", "sell", 101 + one, 1, market)
    mine = tape.order(900, "mm", "sell", 100, 5, market)
    tape.meet(1000 - lead, mine, who, 2)
    if client:
        theirs = tape.order(900, "mm", "sell", 100, client, market)
        tape.meet(1000, theirs, "client", 50)
        tape.cancel(1009, theirs)
    else:
        tape.order(1000, "client", "buy", 99, 50, market)
    tape.cancel(1009, mine)
    bid = tape.order(1010, "mm2", "buy", 100, 5, market)
    if back:
        tape.meet(1020, bid, who, back)


def test_front_running(look) -> None:
    """Less than 60 seconds before, half of it closed after; the client's order need not be filled."""
    tape = MadeTape()
    tape.account("staff", kind="staff")
    turn(tape, "RIGHT/JPY")
    turn(tape, "NEAR/JPY", lead=59.999)
    turn(tape, "MINUTE/JPY", lead=60)
    turn(tape, "HALF/JPY", back=1)
    turn(tape, "LITTLE/JPY", back=0.9)
    turn(tape, "KEEPS/JPY", back=0)
    turn(tape, "RESTS/JPY", client=0)
    turn(tape, "STRANGER/JPY", who="nobody")
    found = look(tape, "front_running")
    assert set(found) == {"RIGHT/JPY", "NEAR/JPY", "HALF/JPY", "RESTS/JPY"}
    assert found["RIGHT/JPY"][0]["figures"] == {"episodes": 1, "orders": 2, "large": 2, "lead": 10_000_000}
    # the sale is the second order of the staff; the resting order of 60 that the client meets is large, too


def test_who_is_linked_to_staff_or_to_the_house(look) -> None:
    """A relative of staff, and who shares a purse with one who shares a device with the house; not a friend of a client."""
    tape = MadeTape()
    tape.account("staff", kind="staff")
    tape.account("house", kind="house")
    for market in ("WIFE", "CHAIN", "FRIEND"):
        turn(tape, f"{market}/JPY", who=market.lower())
    tape.account("between")
    links = [
        ("staff", "wife", "family"),
        ("house", "between", "device"),
        ("between", "chain", "bank_account"),
    ]
    for one, other, link in [*links, ("client", "friend", "device")]:
        tape.add("account_links", account_a=one, account_b=other, link=link)
    assert set(look(tape, "front_running")) == {"WIFE/JPY", "CHAIN/JPY"}


@pytest.mark.parametrize(
    ("person", "episodes", "orders", "lead", "told"),
    [
        (True, 1, 2, 105_360, True),  # -ln 0.9 = 0.1053605: so many are met by chance 1 time in 10
        (True, 1, 2, 105_361, False),
        (False, 1, 2, 10_050, True),  # -ln 0.99 = 0.0100503: 1 in 100
        (False, 1, 2, 10_051, False),
        (True, 1, 3, 52_680, True),  # one more entry: half of it each
        (True, 1, 3, 52_681, False),
        (True, 2, 4, 500_000, True),  # 0.5 expected, two seen: 1 - 1.5 / e^0.5 = 0.0902
        (True, 2, 4, 550_000, False),  # 1 - 1.55 / e^0.55 = 0.1057
    ],
)
def test_what_chance_does_is_no_alert(person, episodes, orders, lead, told) -> None:
    """Two large orders a day, one of each side, in a day of a second."""
    hit = {
        "person": person,
        "episodes": episodes,
        "orders": orders,
        "large": 2,
        "lead": lead,
        "span_us": 1_000_000,
    }
    assert (FRONT_RUNNING.judge(hit, LIMITS) is not None) == told


def test_the_order_of_rows_changes_no_alert(tmp_path) -> None:
    ids = []
    for shuffle in (None, 7):
        tape = MadeTape()
        tape.account("staff", kind="staff")
        turn(tape, "RIGHT/JPY")
        tape.crowd(-864000, 0, 39, symbol="FACT/JPY")
        tape.trade(-86400, "big", "s", 100, 20, "FACT/JPY")
        tape.trade(3600, "b", "big", 111, 20, "FACT/JPY")
        told = {"announcement_id": "N", "symbol": "FACT/JPY", "fact_type": "listing", "effect": "good"}
        tape.add("announcements", **told, published_at=at(0))
        out = tmp_path / f"out{shuffle}"
        names = ("front_running", "insider", "ramping", "price_fixing")
        run_surveillance(tape.write(tmp_path / f"tape{shuffle}", shuffle), out, detectors=names)
        ids.append([(one["detector"], one["alert_id"]) for one in alerts(out)])
    assert ids[0] == ids[1]
    assert {name for name, _ in ids[0]} == {"front_running", "insider"}
