"""Trades that are none: with oneself, with friends, in a ring. Below, on and above what is asked for."""

from __future__ import annotations

import pytest
from made_tape import MadeTape

from hozen.rules.surveillance.circular import farthest_off, rings
from hozen.rules.surveillance.scores.chance import never_by_chance, surprise
from hozen.rules.surveillance.strong_components import strong_components

DAY = 86400


def test_self_match(look) -> None:
    """Two fills, or a tenth of the hour: one of a hundred is neither. Chance and a declared maker are let off."""
    tape = MadeTape()
    for name in ("ONE", "TWO", "HEAVY", "CHANCE", "MAKER", "UNDECLARED"):
        tape.crowd(0, 3600, 100, symbol=f"{name}/JPY")
    tape.account("a1", "W")
    tape.account("a2", "W")
    for owner, stp in (("M", "true"), ("N", "false")):
        tape.account(f"{owner}1", owner, "maker", stp_off=stp)
        tape.account(f"{owner}2", owner, "maker", stp_off=stp)
    for market, times in (("ONE", 1), ("TWO", 2)):
        for one in range(times):
            tape.trade(100 + one, "a1", "a2", 100, 1, f"{market}/JPY")
    for one in range(
        3
    ):  # one half of a firm buys 60 times, the other sells 60 times: 3 of 224 meet by chance
        tape.trade(200 + one, "a1", "a2", 100, 1, "CHANCE/JPY")
        tape.trade(200 + one, "M1", "M2", 100, 1, "MAKER/JPY")
        tape.trade(200 + one, "N1", "N2", 100, 1, "UNDECLARED/JPY")
    for one in range(60):
        tape.trade(300 + one, "a1", f"x{one}", 100, 1, "CHANCE/JPY")
        tape.trade(400 + one, f"y{one}", "a2", 100, 1, "CHANCE/JPY")
    tape.crowd(
        4000, 53000, 1000, symbol="HEAVY/JPY"
    )  # 1 of 1,101 trades, once; a tenth of the hour is 11.3 of 113
    tape.trade(200, "a1", "a2", 100, 12, "HEAVY/JPY")
    found = look(tape, "self_match")
    assert set(found) == {"TWO/JPY", "HEAVY/JPY", "UNDECLARED/JPY"}
    one = found["TWO/JPY"][0]
    assert (one["accounts"], one["reason"], one["law"]) == (["a1", "a2"], "one-owner", "185-24(1)")
    assert one["figures"] == {"fills": 2, "amount": "2", "hour_share": 19}  # 2 of 102 is 19 thousandths
    assert (one["rows"], one["to_us"] - one["from_us"]) == (2, 1_000_000)


def test_linked_owners(look) -> None:
    """One trade of 101 between who shares a device, or hangs together by a chain; an address on the net counts half.

    By chance it is 1 in 101, 10^-2.00: of twelve 167 thousandths. Not told: a family; a pair that buys and sells 40
    times and so meets anyway; eleven owners behind one address.
    """
    tape = MadeTape()
    cases = ("ONE", "CHAIN", "NET", "FAMILY", "BUSY", "CROWDED")
    for name in cases:
        tape.crowd(0, 3600, 100, symbol=f"{name}/JPY")
    links = [("one1", "one2", "device"), ("chain1", "chain0", "bank_account"), ("chain0", "chain2", "device")]
    links += [("net1", "net2", "ip"), ("family1", "family2", "family"), ("busy1", "busy2", "device")]
    links += [("crowded1", f"crowded{one}", "ip") for one in range(2, 12)]
    for name in dict.fromkeys(one for link in links for one in link[:2]):
        tape.account(name)
    for a, b, link in links:
        tape.add("account_links", account_a=a, account_b=b, link=link)
    for name in cases:
        tape.trade(60, f"{name.lower()}1", f"{name.lower()}2", 100, 1, f"{name}/JPY")
    for one in range(40):
        tape.trade(100 + one, "busy1", f"x{one}", 100, 1, "BUSY/JPY")
        tape.trade(200 + one, f"y{one}", "busy2", 100, 1, "BUSY/JPY")
    found = look(tape, "linked_owners")
    assert {market: (one["reason"], one["score"]) for market, (one,) in found.items()} == {
        "ONE/JPY": ("linked-owners", 167),
        "CHAIN/JPY": ("linked-owners", 167),
        "NET/JPY": ("linked-by-net", 83),
    }
    chain = found["CHAIN/JPY"][0]
    assert (chain["accounts"], chain["rows"]) == (["chain0", "chain1", "chain2"], 3)  # a trade, two links
    assert chain["figures"] == {"meets": 1, "amount": "1", "link": "bank_account device"}


def test_matched_orders(look) -> None:
    """Three times, at most one second apart, within one hundredth: 5 against 5.05 is 0.99 hundredths of the larger."""
    cases = {
        "ON": (3, 1, "5"),
        "TWO": (2, 1, "5"),
        "LATE": (3, 1.000001, "5"),
        "NEAR": (3, 1, "5.05"),
        "FAR": (3, 1, "5.06"),
    }
    tape = MadeTape()
    for name, (times, lag, amount) in cases.items():
        tape.crowd(0, 7200, 300, symbol=f"{name}/JPY")
        for one in range(times):
            rest = tape.order(100 + 600 * one, "m1", "sell", 100, 5, f"{name}/JPY")
            tape.meet(100 + 600 * one + lag, rest, "m2", 5, order=amount)
    found = look(tape, "matched_orders")
    assert set(found) == {"ON/JPY", "NEAR/JPY"}
    assert found["ON/JPY"][0]["accounts"] == ["m1", "m2"]
    assert found["ON/JPY"][0]["figures"] == {"meets": 3, "amount": "15", "concentration": 1000}


def test_a_customer_of_a_busy_house_is_no_plan(look) -> None:
    """b sells 150 of the 300 that are sold; whoever buys 6 times meets it 3 times by chance."""
    tape = MadeTape()
    tape.crowd(0, 7200, 150)
    for one in range(150):
        rest = tape.order(40 * one, "b", "sell", 100, 1)
        tape.meet(40 * one + 0.5, rest, "c" if one % 50 == 0 else f"z{one}", 1)
    for one in range(3):
        tape.trade(7000 + one, "c", f"s{one}", 100, 1)
    assert look(tape, "matched_orders") == {}


def test_ring(look) -> None:
    """Three owners, twice round. One who keeps a twentieth breaks it; two who trade to and fro are no ring."""
    tape = MadeTape()
    for name in ("ROUND", "KEEPS", "PAIR", "ONWARD"):
        tape.crowd(0, 7200, 300, symbol=f"{name}/JPY")
    for one in range(2):
        start = 100 + 600 * one
        for place, (buyer, seller) in enumerate((("r1", "r2"), ("r2", "r3"), ("r3", "r1"))):
            tape.trade(start + 30 * place, buyer, seller, 100, 5, "ROUND/JPY")
            tape.trade(start + 30 * place, buyer, seller, 100, 5 + 0.25 * (place == 2), "KEEPS/JPY")
        tape.trade(start, "r1", "r2", 100, 5, "PAIR/JPY")
        tape.trade(start + 30, "r2", "r1", 100, 5, "PAIR/JPY")
        tape.trade(start, "r1", "r2", 100, 5, "ONWARD/JPY")
        tape.trade(start + 30, "r2", "r3", 100, 5, "ONWARD/JPY")
    found = look(tape, "circular")
    assert set(found) == {"ROUND/JPY"}
    assert found["ROUND/JPY"][0]["accounts"] == ["r1", "r2", "r3"]
    assert found["ROUND/JPY"][0]["figures"] == {"members": 3, "trades": 6, "amount": "30"}


@pytest.mark.parametrize(("window", "told"), [("hour", ["r", "r"]), ("day", ["r"]), ("week", ["r", "s"])])
def test_the_window_of_a_ring_is_the_firms_choice(look, window, told) -> None:
    """r goes round in each of two hours; s once in three days, two trades a day: no hour and no day holds its ring."""
    tape = MadeTape()
    tape.crowd(0, 7200, 200)
    tape.crowd(0, 3 * DAY, 100)
    for place, (buyer, seller) in enumerate(((1, 2), (2, 3), (3, 1))):
        for one in range(2):
            tape.trade(1000 + 3600 * one + 60 * place, f"r{buyer}", f"r{seller}", 100, 5)
            tape.trade(2000 + 60 * one + DAY * place, f"s{buyer}", f"s{seller}", 100, 5)
    us = {"hour": "3600000000", "day": "86400000000", "week": "604800000000"}[window]
    found = look(tape, "circular", circular={"window_us": us}).get("BTC/JPY", [])
    assert sorted(one["accounts"][0][0] for one in found) == told


def test_what_is_taken_out_of_a_set_until_it_fits() -> None:
    """1 → 2 → 3 → 1 fit; 4 sells 9 to 1 and buys 1 from 3, so that it is farthest off."""
    edges = [(1, 2, 1, 5), (2, 3, 1, 5), (3, 1, 1, 5), (4, 1, 1, 9), (3, 4, 1, 1)]
    assert farthest_off(edges, 10) == ([1, 4, 3, 2], False)
    rows = [(7, 20, *edge, 10, 15) for edge in edges if 4 not in edge]
    assert list(rings(rows)) == [(1, 7, 20, 1), (1, 7, 20, 2), (1, 7, 20, 3)]


def test_components_by_hand() -> None:
    edges = [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 4), (6, 6)]
    assert strong_components(edges) == [(1, 2, 3), (4, 5)]


@pytest.mark.parametrize(
    ("seen", "top", "bottom", "expected"),
    [(0, 1, 1, 0.0), (1, 1, 10, 1.0215), (3, 1, 10, 3.8106), (1, 2, 1, 0.0)],
)
def test_surprise(seen, top, bottom, expected) -> None:
    """P(N >= 1), mean 0.1: 0.095163, which is 10^-1.0215. P(N >= 3): 1.5465e-4. At or below the mean: no surprise."""
    assert surprise(seen, top, bottom) == pytest.approx(expected, abs=1e-3)
    assert never_by_chance(seen, top, bottom, 4) == 0
