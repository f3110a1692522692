"""Orders that were not meant to trade."""

from __future__ import annotations

from made_tape import MadeTape

MARKET = "BTC/JPY"


def book(symbol: str = MARKET) -> MadeTape:
    """A book of 80 orders of 2, ten levels a side, and 300 trades of strangers."""
    tape = MadeTape()
    fill(tape, symbol)
    return tape


def fill(tape: MadeTape, symbol: str) -> None:
    tape.crowd(0, 86000, 300, symbol=symbol)
    for one in range(40):
        tape.order(one, f"b{one}", "buy", 90 - one % 10, 2, symbol)
        tape.order(one, f"s{one}", "sell", 110 + one % 10, 2, symbol)


def spoof(
    tape: MadeTape, symbol: str, large: float, gone_after: float, start: float = 1000, kind: str = "sp"
) -> None:
    """One of 1 to sell, a large one to buy a second later; the small one is filled a second after that."""
    small = tape.order(start, kind, "sell", 101, 1, symbol)
    big = tape.order(start + 1, kind, "buy", 99, large, symbol)
    tape.meet(start + 2, small, f"v{start}{symbol}", 1)
    tape.cancel(start + 2 + gone_after, big)


def test_spoofing(look) -> None:
    """5 times the filled order, once at once or twice later; what stays, a maker and an equal size are let off."""
    tape = MadeTape()
    cases = ("SMALL", "FIVE", "LATE", "TWICE", "STAYS", "MAKER")
    for name in cases:
        fill(tape, f"{name}/JPY")
    tape.account("mm", kind="maker")
    spoof(tape, "SMALL/JPY", 4.9, 1)
    spoof(tape, "FIVE/JPY", 5, 1)
    spoof(tape, "LATE/JPY", 50, 600)
    for one in range(2):
        spoof(tape, "TWICE/JPY", 50, 300, 1000 + 2000 * one)
    spoof(tape, "STAYS/JPY", 50, 1300)  # 21 minutes and 41 seconds: no fleeting order
    spoof(tape, "MAKER/JPY", 50, 1, kind="mm")
    found = look(tape, "spoofing")
    assert set(found) == {"FIVE/JPY", "TWICE/JPY"}
    one = found["FIVE/JPY"][0]
    assert (one["reason"], one["accounts"], one["eu"]) == ("gone-at-once", ["sp"], "MAR 5(e)")
    assert one["figures"] == {"episodes": 1, "tight": 1, "large": 1, "amount": "5", "fills": 1}
    assert one["rows"] == 3  # entered, cancelled, and the trade
    assert found["TWICE/JPY"][0]["reason"] == "gone-after"


def test_layering(look) -> None:
    """Three levels, gone within ten seconds of the fill, nine in ten of the owner's orders, three times what was filled."""
    cases = {
        "ON": (3, 1, 40, 0),
        "TEN": (3, 10, 40, 0),
        "TWO": (2, 1, 40, 0),
        "LATE": (3, 10.1, 40, 0),
        "KEEPS": (3, 1, 40, 1),  # 3 of 4 orders is below nine in ten
        "LITTLE": (3, 1, 0.9, 0),  # 2.7 is less than three times what was filled
    }
    tape = MadeTape()
    for name, (levels, gone_after, amount, kept) in cases.items():
        market = f"{name}/JPY"
        fill(tape, market)
        small = tape.order(1000, "la", "sell", 101, 1, market)
        layers = [
            tape.order(1001 + 0.1 * one, "la", "buy", 99 - one, amount, market) for one in range(levels)
        ]
        for one in range(kept):
            tape.order(1002, "la", "buy", 95 - one, amount, market)
        tape.meet(1003, small, "victim", 1)
        tape.cancel(1003 + gone_after, *layers)
    found = look(tape, "layering")
    assert set(found) == {"ON/JPY", "TEN/JPY"}
    one = found["ON/JPY"][0]
    assert one["figures"] == {"episodes": 1, "levels": 3, "orders": 3, "of_depth": 1000, "amount": "120"}
    assert one["rows"] == 7  # three entered, three cancelled, one trade


def test_a_fifth_of_the_depth(look) -> None:
    """12 of the layers' own: with 48 better or equal by others they are a fifth of 60; with 49 they are less."""
    tape = MadeTape()
    for name, others in (("FIFTH", 48), ("LESS", 49)):
        fill(tape, f"{name}/JPY")
        tape.order(900, "deep", "buy", 99, others, f"{name}/JPY")
        small = tape.order(1000, "la", "sell", 101, 1, f"{name}/JPY")
        layers = [tape.order(1001, "la", "buy", 99 - one, 4, f"{name}/JPY") for one in range(3)]
        tape.meet(1003, small, "victim", 1)
        tape.cancel(1004, *layers)
    assert set(look(tape, "layering")) == {"FIFTH/JPY"}


def test_who_quotes_both_sides_is_no_layerer(look) -> None:
    """A house that nobody declared a maker: three levels each side; all of one side go when the other is filled."""
    tape = book()
    asks = [tape.order(1000, "quoter", "sell", 101 + one, 10) for one in range(3)]
    bids = [tape.order(1000, "quoter", "buy", 99 - one, 10) for one in range(3)]
    tape.meet(1003, asks[0], "taker", 1)
    tape.cancel(1003.5, *bids)
    assert look(tape, "layering", "spoofing") == {}


def test_stuffing(look) -> None:
    """Entered and cancelled is two messages: 20 a second are not more than 20, 22 are; with 6 fills 12 for each fill."""
    tape = MadeTape()
    for name, rate, fills in (("TWENTY", 10, 0), ("MORE", 11, 0), ("FILLED", 11, 6)):
        market = f"{name}/JPY"
        fill(tape, market)
        for second in range(3):
            for one in range(rate):
                order = tape.order(2000 + second + one / 50, "flood", "buy", 80, 1, market)
                tape.cancel(2000 + second + one / 50 + 0.005, order)
        for one in range(fills):
            tape.trade(3000 + one, "flood", f"w{one}", 100, 1, market)
    found = look(tape, "stuffing")
    assert set(found) == {"MORE/JPY"}
    figures = {"seconds": 3, "most": 22, "changes": 0, "cancelled": 1000, "per_fill": 66}
    assert found["MORE/JPY"][0]["figures"] == figures


def test_quotes_that_flicker(look) -> None:
    """31 bids above the book's 90, each gone before the next: 62 changes of the best in 4.7 seconds; 30 are 60, not more.

    Below the best bid nothing changes; below an own order that stands neither; 31 in 6 seconds are 26 in five; with 5
    fills there are 12 messages for each; a declared maker is let off.
    """
    cases = {  # bids, price, seconds from one to the next
        "MORE": (31, 95, 0.15),
        "THIRTY": (30, 95, 0.15),
        "BELOW": (31, 89.5, 0.15),
        "OWN": (31, 95, 0.15),
        "SLOW": (31, 95, 0.2),
        "FILLED": (31, 95, 0.15),
        "MAKER": (31, 95, 0.15),
    }
    tape = MadeTape()
    tape.account("maker", kind="maker")
    for name, (bids, price, step) in cases.items():
        market, who = f"{name}/JPY", "maker" if name == "MAKER" else "flicker"
        fill(tape, market)
        if name == "OWN":
            tape.cancel(2100, tape.order(1999, who, "buy", 96, 1, market))
        for one in range(bids):
            tape.cancel(2000 + one * step + 0.1, tape.order(2000 + one * step, who, "buy", price, 1, market))
        for one in range(5 if name == "FILLED" else 0):
            tape.trade(3000 + one, who, f"w{one}", 100, 1, market)
    found = look(tape, "stuffing")
    assert set(found) == {"MORE/JPY"}
    one = found["MORE/JPY"][0]
    assert one["reason"] == "quotes-flicker"
    assert one["figures"] == {"seconds": 0, "most": 0, "changes": 62, "cancelled": 0, "per_fill": 62}
    assert one["rows"] == 62
