"""内部者取引: what makes a purchase before a good fact stand out. Nobody here is on a list."""

from __future__ import annotations

import pytest
from made_tape import MadeTape, at

DAY = 86400


def fact(tape: MadeTape, market: str, days: float = 0) -> None:
    told = {"symbol": f"{market}/JPY", "fact_type": "listing", "effect": "good"}
    tape.add("announcements", **told, announcement_id=f"{market} {days}", published_at=at(days * DAY))


def turn(
    tape: MadeTape, market: str, who: str, amount: float, sold: float | None = None, days: float = 0
) -> None:
    """Bought at 100 a day before the fact, sold at 111 an hour after it: 110 in a thousand."""
    tape.trade((days - 1) * DAY, who, f"seller to {who}", 100, amount, f"{market}/JPY")
    tape.trade(
        days * DAY + 3600, f"buyer from {who}", who, 111, amount if sold is None else sold, f"{market}/JPY"
    )


def test_a_gain_beyond_the_markets_buyers(look) -> None:
    """39 strangers gain 11 each and keep: the 38th of 40 gains 11. 20 times that and out again is told; 19.9 is not.

    Of ten the third largest is the measure; nine are too few.
    """
    tape = MadeTape()
    cases = {
        "TWENTY": (20, 20, 39),
        "LESS": (19.9, 19.9, 39),
        "KEEPS": (20, 0.5, 39),
        "HALF": (20, 10, 39),
        "TEN": (20, 20, 9),
        "NINE": (20, 20, 8),
    }
    for market, (amount, sold, others) in cases.items():
        tape.crowd(-10 * DAY, 0, others, symbol=f"{market}/JPY")
        fact(tape, market)
        turn(tape, market, f"big {market}", amount, sold)
    found = look(tape, "insider")
    assert set(found) == {"TWENTY/JPY", "HALF/JPY", "TEN/JPY"}
    one = found["TWENTY/JPY"][0]
    assert (one["reason"], one["accounts"]) == ("beyond-buyers", ["big TWENTY"])
    assert one["figures"] == {
        "trades": 1,
        "share": 338,
        "facts": 1,
        "gain": 110,
        "gain_times": 20,
    }  # 20 of 59


@pytest.mark.parametrize("lucky", [0, 9])
def test_more_facts_than_chance_has_it(look, lucky) -> None:
    """Two facts, 102 who traded. Alone so lucky: 1/102 each, twice by chance 1 in 5,000; one of 102 is 1 in 50.

    With nine others as lucky as the buyer it is 10 of 120 each, twice 1 in 80: of 120 somebody is.
    """
    tape = MadeTape()
    for market in ("A", "B"):
        tape.crowd(-10 * DAY, 0, 50, amount=10, symbol=f"{market}/JPY")
        fact(tape, market)
        turn(tape, market, "often", 1)
        for one in range(lucky):
            turn(tape, market, f"lucky {market} {one}", 1)
    turn(tape, "A", "once", 1)
    found = look(tape, "insider")
    if lucky:
        assert found == {}
    else:
        assert {market: [one["accounts"] for one in each] for market, each in found.items()} == {
            "A/JPY": [["often"]],
            "B/JPY": [["often"]],
        }
        assert {one["reason"] for one in found["A/JPY"]} == {"several-facts"}
        assert found["A/JPY"][0]["figures"]["facts"] == 2


def test_one_purchase_before_two_facts_is_lucky_once(look) -> None:
    tape = MadeTape()
    tape.crowd(-10 * DAY, 0, 50, amount=10, symbol="A/JPY")
    fact(tape, "A")
    fact(tape, "A", 0.01)
    turn(tape, "A", "once", 1)
    assert look(tape, "insider") == {}


def test_a_first_purchase_needs_days_before_it(look) -> None:
    """The window opens 14 days before the fact; 14 days before that must be known. A thousand newcomers are no alert."""
    tape = MadeTape()
    for market, start in (("KNOWN", 0), ("LATER", 1)):
        tape.crowd(-28 * DAY + start, 0, 60, amount=2, symbol=f"{market}/JPY")
        fact(tape, market)
        turn(tape, market, "new", 10)
        turn(tape, market, "small", 1)  # 1 of 71 is no large share
    found = look(tape, "insider")
    assert {market: [one["accounts"] for one in each] for market, each in found.items()} == {
        "KNOWN/JPY": [["new"]]
    }
    assert found["KNOWN/JPY"][0]["reason"] == "first-time"
