"""Published cases rebuilt as small tapes. The numbers are read from the list of enforcement cases; what it does not say
(prices, the flow of others) is made up, and said so.
"""

from __future__ import annotations

import csv
import random
import re
from decimal import Decimal
from pathlib import Path

from tape_rows import DAY, HOUR, MINUTE, SECOND, Rows, Usual, micros

CASES = Path(__file__).resolve().parents[3] / "shared" / "data" / "surveillance" / "enforcement_cases.csv"


def facts(path: Path = CASES) -> dict[str, str]:
    """Case → its published facts."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["case_id"]: row["facts_usable_as_test_expectation"] for row in csv.DictReader(file)}


def number(pattern: str, text: str) -> Decimal:
    """The number that a pattern's group finds."""
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in: {text}"
    return Decimal(found[1].replace(",", ""))


def wahi(folder: Path, said: str) -> Path:
    """Two wallets buy for USD 80,000 from two days before the listing is announced, sell nearly all above, gain 17,950.

    Made up: a price of 0.05, 16 orders, a link between the wallets, the usual flow.
    """
    spent, gain = number(r"about USD ([0-9]+)", said), number(r"profit USD ([0-9]+)", said)
    rows, published = Rows(), micros(2021, 6, 8, 16)
    start, price, tick = micros(2021, 5, 28), Decimal("0.05000"), Decimal("0.00001")
    after = price * (spent + gain) / spent  # 22 % above: more than the 11 % that were published
    Usual(rows, "AMP/USD", price, tick, Decimal(2000), 1).between(start, published, 20 * MINUTE)
    later = Usual(rows, "AMP/USD", after.quantize(tick), tick, Decimal(2000), 2)
    later.between(published + 5 * MINUTE, published + 3 * DAY, 20 * MINUTE)
    each = (spent / price / 16).quantize(Decimal(1))
    for turn in range(16):
        wallet, at = f"wallet-{turn % 2 + 1}", micros(2021, 6, 6, 15) + turn * 170 * MINUTE + 7 * SECOND
        offer = rows.new(at, "AMP/USD", f"q{turn}", "sell", price, each)
        rows.trade(at + SECOND, offer, wallet, each)
    for turn in range(16):
        at = published + HOUR + turn * 20 * MINUTE + 9 * SECOND
        bid = rows.new(at, "AMP/USD", f"r{turn}", "buy", after.quantize(tick), each)
        rows.trade(at + SECOND, bid, f"wallet-{turn % 2 + 1}", each)
    rows.links.append(("wallet-1", "wallet-2", "bank_account"))
    rows.facts.append(("amp", "AMP/USD", "listing", "good", micros(2021, 6, 6, 12), published))
    return rows.write(folder)


def sarao(folder: Path, said: str, ratios: str) -> Path:
    """4 to 6 large sell orders a level apart, 3 to 4 levels above the best ask, moved with it, then withdrawn.

    More than 99 % are cancelled; each is modified so many times as published. Made up: prices, sizes, and the small
    purchases that he made meanwhile.
    """
    least, most = (
        int(number(pattern, said)) for pattern in (r"([0-9]) to [0-9] large", r"[0-9] to ([0-9]) large")
    )
    away = int(number(r"at least ([0-9])-[0-9] levels", said))
    changes = int(number(r"([0-9]+) modifications per order", ratios))
    rows, chance, tick = Rows(), random.Random(3), Decimal("0.25")  # noqa: S311  # a made-up market, no secret
    start = micros(2010, 5, 6, 15)
    usual = Usual(rows, "ES/USD", Decimal("1150.00"), tick, Decimal(2), 4)
    usual.between(start, start + 3 * HOUR, 5 * SECOND * 4)
    for burst in range(25):
        at, best = start + 6 * MINUTE * (burst + 1), Decimal("1150.00") + 2 * tick
        levels = chance.randrange(least, most + 1)
        orders = [
            rows.new(at + level, "ES/USD", "sarao", "sell", best + (away + level) * tick, Decimal(600))
            for level in range(levels)
        ]
        for turn in range(changes):
            at += 400_000
            best += tick if turn % 2 else -tick
            for level, order in enumerate(orders):
                rows.change(at + level, order, best + (away + level) * tick)
        bid = rows.new(at + SECOND, "ES/USD", "sarao", "buy", best - 2 * tick, Decimal(10))
        rows.trade(at + 2 * SECOND, bid, f"p{chance.randrange(40)}", Decimal(10))
        for level, order in enumerate(orders):
            rows.cancel(at + 4 * SECOND + level, order)
    return rows.write(folder)


def willy(folder: Path, said: str) -> Path:
    """One account buys 10 to 20 BTC every 5 to 10 minutes for days, exactly so many for exactly so much, sells nothing.

    Made up: the path of the price in between, who sold, and the usual flow.
    """
    coins, spent = number(r"bought ([0-9.]+) BTC", said), number(r"exactly USD ([0-9]+)", said)
    rows, chance, tick = Rows(), random.Random(5), Decimal("0.01")  # noqa: S311  # a made-up market, no secret
    start, end = micros(2013, 9, 27, 13, 41), micros(2013, 10, 1, 0, 30)
    mean, drift = spent / coins, Decimal("12.00")
    usual = Usual(rows, "BTC/USD", (mean - drift / 2).quantize(tick), tick * 20, Decimal(1), 6)
    usual.between(start - 2 * DAY, start, 6 * MINUTE)
    usual.between(start, end, 2 * MINUTE, drift)
    turns = int((end - start) / (5 * MINUTE))
    amounts = [(coins / turns).quantize(Decimal("0.0001")) for _ in range(turns - 2)]
    amounts += [
        (coins - sum(amounts) - 16),
        Decimal(16),
    ]  # a whole number last, so that its price has few digits
    paid = Decimal(0)
    for turn, amount in enumerate(amounts):
        at = start + (end - start) * turn // (turns - 1)
        price = (mean - drift / 2 + drift * turn / (turns - 1)).quantize(tick)
        if turn == turns - 1:
            price = (spent - paid) / amount
        offer = rows.new(at - SECOND, "BTC/USD", f"s{chance.randrange(60)}", "sell", price, amount)
        rows.trade(at, offer, "807884", amount)
        paid += price * amount
    return rows.write(folder)


def fsa_2017(folder: Path, said: str) -> Path:
    """On 45 stocks and 28 days: large orders on one side, a fill on the other, the large orders gone at once.

    Made up: that both venues' orders stand in one book (the fills were on a PTS), prices and sizes.
    """
    stocks, days = int(number(r"([0-9]+) stocks", said)), int(number(r"([0-9]+) trading days", said))
    rows, chance, tick = Rows(), random.Random(7), Decimal(1)  # noqa: S311  # a made-up market, no secret
    start = micros(2014, 4, 9)
    for stock in range(stocks):
        symbol, price = f"S{stock:02d}/JPY", Decimal(chance.randrange(400, 3000))
        day = start + (stock * days // stocks) * 2 * DAY
        Usual(rows, symbol, price, tick, Decimal(100), 100 + stock).between(day, day + 4 * HOUR, 4 * MINUTE)
        for turn in range(3):
            at = day + HOUR + turn * 40 * MINUTE + chance.randrange(60) * SECOND
            bid = rows.new(at, symbol, "select", "buy", price, Decimal(200))
            fakes = [
                rows.new(at + SECOND, symbol, "select", "sell", price + 3 + level, Decimal(9000))
                for level in range(3)
            ]
            rows.trade(at + 2 * SECOND, bid, f"p{chance.randrange(40)}", Decimal(200))
            for fake in fakes:
                rows.cancel(at + 3 * SECOND + 500_000, fake)
    return rows.write(folder)
