"""Detectors of the price: each with a market below what is asked for and one on or above it."""

from __future__ import annotations

from made_tape import MadeTape, at

from hozen.rules.surveillance.scores.rush import rush_strength

HOUR = 3600


def test_marking_a_reference_time(look) -> None:
    """The last ten minutes before 15:00 UTC: 3 buys of 15 each against 12 strangers; up by 1.1 or by 0.9 in a hundred.

    Half of the way must be the owner's own steps: of 12 to 1,012, the strangers went 6 or 7 before.
    """
    tape = MadeTape()
    end = 15 * HOUR
    for name, last, before in (("UP", 1011, 0), ("LESS", 1009, 0), ("HALF", 1012, 6), ("OTHERS", 1012, 7)):
        for one in range(12):
            price = 1000 + before * (one == 11)
            tape.trade(end - 590 + 20 * one, f"p{one}", f"q{one}", price, 1, f"{name}/JPY")
        for one in range(3):
            tape.trade(end - 90 + 30 * one, "marker", f"z{one}", last - 2 + one, 15, f"{name}/JPY")
    found = look(tape, "marking_close")
    assert set(found) == {"UP/JPY", "HALF/JPY"}
    one = found["UP/JPY"][0]
    assert one["accounts"] == ["marker"]
    figures = {"share": 789, "move": 11, "pushed": 1000, "trades": 3, "days": 1}  # 45 of 57
    assert one["figures"] == figures


def test_ramping(look) -> None:
    """Five new highs, up by one in a hundred, half of it sold above the mean of 1,012 after the last; four are too few.

    Who keeps, sells less than half, sells at the mean, or sold before it was done is no ramper. A high is new against the
    ten minutes before the first step and all since: what the market saw an hour ago does not matter.
    """
    cases = {  # steps, sold, when, at
        "EARLIER": (5, 5, 900, 1019),
        "JUST": (5, 5, 900, 1019),
        "FIVE": (5, 5, 900, 1019),
        "FOUR": (4, 4, 900, 1019),
        "KEEPS": (5, 0, 900, 1019),
        "HALF": (5, 2.5, 900, 1013),
        "LESS": (5, 2.4, 900, 1019),
        "MEAN": (5, 5, 900, 1012),
        "BEFORE": (5, 5, 250, 1019),
    }
    tape = MadeTape()
    for name, (steps, sold, when, price) in cases.items():
        if name in ("EARLIER", "JUST"):
            for t, price in ((-3700, 1000), (-3600 if name == "EARLIER" else -300, 2000)):
                tape.trade(t, "p", "q", price, 1, f"{name}/JPY")
        tape.trade(0, "p", "q", 1000, 1, f"{name}/JPY")
        for one in range(steps):
            tape.trade(60 + 60 * one, "ramper", f"s{one}", 1004 + 4 * one, 1, f"{name}/JPY")
        if sold:
            tape.trade(when, "late", "ramper", price, sold, f"{name}/JPY", "sell")
    found = look(tape, "ramping")
    assert set(found) == {"FIVE/JPY", "HALF/JPY", "EARLIER/JPY"}
    figures = {"fresh": 5, "ticks": 5, "move": 15, "share": 1000}  # 1,004 to 1,020
    assert found["FIVE/JPY"][0]["figures"] == figures | {"closed": 1000}
    assert found["HALF/JPY"][0]["figures"] == figures | {"closed": 500}


def test_momentum(look) -> None:
    """Eight aggressive buys in ten seconds, the market one in a hundred higher, half sold there."""
    tape = MadeTape()
    for name, buys, high in (("LIT", 8, 1010), ("SEVEN", 7, 1010), ("FLAT", 8, 1009)):
        for one in range(buys):
            tape.trade(0.5 * one, "fire", f"s{one}", 1000, 1, f"{name}/JPY")
        tape.trade(120, "crowd", "other", high, 1, f"{name}/JPY")
        tape.trade(300, "late", "fire", high, 4, f"{name}/JPY", "sell")
    found = look(tape, "momentum")
    assert set(found) == {"LIT/JPY"}
    assert found["LIT/JPY"][0]["figures"] == {"trades": 8, "move": 10, "closed": 500, "back_trades": 1}


def test_painting(look) -> None:
    """One window of six has four times the usual volume; of its 40 trades the three have 21 or 20 among themselves.

    By number, not by size: the strangers' are ten times as large. Ten orders are asked for: one that takes 21 is one.
    """
    tape = MadeTape()
    for name, among in (("MORE", 21), ("HALF", 20), ("SWEPT", 21)):
        for slot in range(5):
            tape.crowd(600 * slot, 600 * slot + 590, 10, symbol=f"{name}/JPY")
        for one in range(among):
            buyer, seller = (("a", "b"), ("b", "c"), ("c", "a"))[one % 3]
            if name == "SWEPT":
                buyer, seller = "a", ("b", "c")[one % 2]
            tape.trade(3000 + one, buyer, seller, 100, 1, f"{name}/JPY")
            if name == "SWEPT":
                tape.rows["trades"][-1] |= {"buy_order_id": "sweep"}
        tape.crowd(3100, 3500, 40 - among, amount=10, symbol=f"{name}/JPY")
    found = look(tape, "painting")
    assert set(found) == {"MORE/JPY"}
    assert found["MORE/JPY"][0]["figures"] == {"trades": 21, "share": 525}


def test_high_share(look) -> None:
    """More than a fifth of the day's volume on three of five days; a fifth is not more; two days are not three.

    Ten trades a day make a weight, nine do not.
    """
    tape = MadeTape()
    cases = {"THREE": (3, 5.1, 10), "FIFTH": (3, 4.75, 10), "TWO": (2, 5.1, 10), "NINE": (3, 5.1, 9)}
    for name, (days, amount, trades) in cases.items():
        for day in range(days):
            tape.crowd(86400 * day, 86400 * day + 900, 19, symbol=f"{name}/JPY")
            for one in range(trades):
                tape.trade(86400 * day + 1000 + one, "big", f"z{day}", 100, amount / trades, f"{name}/JPY")
    found = look(tape, "high_share")
    assert {one["symbol"] for market in found.values() for one in market if "big" in one["accounts"]} == {
        "THREE/JPY"
    }
    assert found["THREE/JPY"][0]["figures"] == {"days": 3, "share": 211}  # 5.1 of 24.1


def test_cross_venue(look) -> None:
    """Usually equal; three minutes at 1.2 in a hundred above the median of two venues; two minutes are a moment.

    For ten minutes after a published fact the price here is explained by it.
    """
    tape = MadeTape()
    for name, seconds in (("NEWS", 1795), ("OLD", 1200)):
        told = {"announcement_id": name, "symbol": f"{name}/JPY", "fact_type": "listing", "effect": "good"}
        tape.add("announcements", **told, published_at=at(seconds))
    for name, minutes in (("LONG", 3), ("SHORT", 2), ("NEWS", 3), ("OLD", 3)):
        for minute in range(60):
            apart = 30 <= minute < 30 + minutes
            tape.trade(60 * minute + 10, "x", "y", 1012 if apart else 1000, 1, f"{name}/JPY")
            for venue in ("one", "two"):
                tape.add(
                    "prices_elsewhere",
                    timestamp=at(60 * minute),
                    symbol=f"{name}/JPY",
                    venue=venue,
                    price=1000,
                )
    found = look(tape, "cross_venue")
    assert set(found) == {"LONG/JPY", "OLD/JPY"}
    assert found["LONG/JPY"][0]["figures"] == {"minutes": 3, "apart": 12}


def test_insider(look) -> None:
    """Who is on the list is told; a newcomer who buys, sells at a gain and stays away otherwise is; an old hand is not."""
    tape = MadeTape()
    day = 86400
    for name in ("insider", "lucky", "regular"):
        tape.account(name)
    tape.crowd(-40 * day, 0, 80, symbol="AMP/JPY")
    for one in range(20):
        tape.trade(-40 * day + one * day, "regular", f"o{one}", 100, 10, "AMP/JPY")
    for name, amount in (("insider", 1), ("lucky", 50), ("regular", 10)):
        tape.trade(-day, name, f"seller of {name}", 100, amount, "AMP/JPY")
        tape.trade(3600, f"buyer of {name}", name, 111, amount, "AMP/JPY")
    listed = {"announcement_id": "N1", "symbol": "AMP/JPY", "fact_type": "listing", "effect": "good"}
    tape.add("announcements", **listed, published_at=at(0), insider_list_id="L1")
    tape.add("insider_lists", insider_list_id="L1", account_id="insider", knows_since=at(-2 * day))
    found = {one["accounts"][0]: one for one in look(tape, "insider")["AMP/JPY"]}
    assert {name: one["reason"] for name, one in found.items()} == {
        "insider": "on-list",
        "lucky": "first-time",
    }
    assert found["insider"]["figures"]["gain"] == 110  # 111 of the last trade after, against 100 paid


def test_pump(look) -> None:
    """One quiet hour, then 30 buys that take two orders each, 6 in a hundred up; 5 such buys are not enough."""
    tape = MadeTape()
    for name, rushes in (("PUMP", 30), ("FEW", 5)):
        tape.crowd(1, 5300, 100, price=1000, symbol=f"{name}/JPY")
        for one in range(rushes):
            for _ in range(2):
                tape.trade(5401 + 0.5 * one, f"b{one}", "s", 1000 + 2 * one * 30 // rushes, 1, f"{name}/JPY")
    found = look(tape, "pump")
    assert set(found) == {"PUMP/JPY"}
    assert found["PUMP/JPY"][0]["figures"]["rush"] == 30
    assert found["PUMP/JPY"][0]["figures"]["jump"] == 58  # 1,058 against 1,000
    assert rush_strength(100, 10, 1000, on_the_hour=True) == 9000  # 2 + twice 1 + 3 + 2
    assert rush_strength(100, 10, 1000, on_the_hour=False) == 7000


def test_abnormal(look) -> None:
    """Two quiet hours, then three minutes in a row of 1 in a hundred each, ten times the volume, by one buyer.

    Not told: ten buyers, one such minute alone, and what comes after a fact was published.
    """
    tape = MadeTape()
    cases = {"ONE": (1, 3), "TEN": (10, 3), "ALONE": (1, 1), "NEWS": (1, 3)}
    for name, (buyers, minutes) in cases.items():
        market = f"{name}/JPY"
        for minute in range(120):
            for one in range(2):
                price = 1000 + minute % 2
                tape.trade(60 * minute + 20 * one, f"p{minute}", f"q{one}{minute}", price, 1, market)
        for one in range(10 * minutes):
            tape.trade(7260 + 6 * one, f"b{one % buyers}", f"s{one}", 1000 + one, 4, market)
    told = {"announcement_id": "N", "symbol": "NEWS/JPY", "fact_type": "listing", "effect": "good"}
    tape.add("announcements", **told, published_at=at(7255))
    found = look(tape, "abnormal")
    assert set(found) == {"ONE/JPY"}
    one = found["ONE/JPY"][0]
    assert (one["accounts"], one["rows"]) == (["b0"], 30)
    assert (one["figures"]["move"], one["figures"]["minutes"], one["figures"]["share"]) == (29, 3, 1000)


def test_price_fixing(look) -> None:
    """Seven half hours with a band of 10; in one more a buyer of 8 trades of 10 in each ten minutes keeps it at 1,000.

    A trade at 1,050 in each ten minutes widens nothing. Not told: who has no more than half, who keeps it for twenty minutes,
    who has as much all day (57 of 140 else, 407, are more than half of 800; 56 are 400 and not), who sells 7 to the
    keeper of 8, a market whose usual band is nothing, and one that goes to and fro.
    """
    tape = MadeTape()
    cases = {  # of ten, elsewhere, windows
        "KEPT": (8, 0, 3),
        "SHARED": (5, 0, 3),
        "SHORT": (8, 0, 2),
        "ALWAYS": (8, 57, 3),
        "SELDOM": (8, 56, 3),
        "STILL": (8, 0, 3),
        "WIDE": (8, 0, 3),
    }
    for name, (mine, else_, windows) in cases.items():
        wide, market = 0 if name == "STILL" else 10, f"{name}/JPY"
        for one in range(140):
            buyer, t = "keeper" if one < else_ else f"p{one % 20}", 1800 * (one // 20) + 80 * (one % 20)
            tape.trade(t, buyer, f"q{one % 20}", 1000 + one % 2 * wide, 1, market)
        for one in range(10 * windows):
            buyer = "keeper" if one % 10 < mine else f"p{one}"
            seller = "other" if name == "KEPT" and one % 10 < 7 else f"q{one}"
            price = 1050 if one % 10 == 9 else 1000 + one % 2 * wide * (name == "WIDE")
            tape.trade(1800 * 7 + 60 * one, buyer, seller, price, 1, market)
    found = look(tape, "price_fixing")
    assert set(found) == {"KEPT/JPY", "SELDOM/JPY"}
    assert [one["accounts"] for one in found["KEPT/JPY"]] == [["keeper"]]
    figures = found["KEPT/JPY"][0]["figures"]
    assert figures == {"share": 800, "band": 0, "usual": 1000, "held": 3, "own_trades": 24, "usually": 0}
    assert found["KEPT/JPY"][0]["rows"] == 24
