"""The customers and what each is owed, as SQL over a plain count: no Python object per customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from hozen.workflows.sample.chance import BITS, WHOLE, Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.rows import in_order, literal

MONEY = "JPY"
# How likely a customer holds these, in thousandths; all other assets share `_OTHERS` between them.
_HOLDS = {MONEY: 900, "BTC": 780, "ETH": 600, "XRP": 520}
_OTHERS = 1_200
_LEAST_YEN = 5_000
_FRACTION = 10  # values are kept in 1/1024 yen
_PRECISION = 20  # bits of a price that count
_WHALE = 200_000  # the largest holding is this many times the least
_DUST = 12  # a forgotten holding is worth 1/4096 of its like


@dataclass(frozen=True, slots=True)
class UnitScale:
    """How a value in 1/1024 yen and a draw become smallest units.

    ((value * a) >> s) * b  +  ((draw * c) >> 31) * d

    Integers only, within 64 bits but for the product with `b`. The second part lies in [0, b): it fills the figures
    that the first one leaves at zero.
    """

    a: int
    s: int
    b: int
    c: int
    d: int

    @classmethod
    def of(cls, price: str, decimals: int) -> UnitScale:
        """For an asset at `price` yen a coin. ValueError where no exact scale fits."""
        per_yen = Decimal(10) ** decimals / Decimal(price)  # smallest units for one yen
        b, s = max(1, int(per_yen) >> _PRECISION), 0
        if b >> BITS >= WHOLE:
            raise ValueError(f"{decimals} decimals at {price} yen are too fine for the sample")
        while per_yen * (1 << (s + 1)) < 2 << _PRECISION:
            s += 1
        return cls(int(per_yen * (1 << s) / b), s + _FRACTION, b, min(b, WHOLE), max(1, b >> BITS))

    def units(self, value: int, draw: int) -> int:
        """The same in Python."""
        return ((value * self.a) >> self.s) * self.b + ((draw * self.c) >> BITS) * self.d


@dataclass(frozen=True, slots=True)
class Slot:
    """One holding a customer may have: an asset of its own, or one of a group."""

    assets: tuple[str, ...]
    first: int  # of its assets, in alphabetical order
    likely: int  # of WHOLE


def slots(coins: Sequence[Coin]) -> tuple[Slot, ...]:
    """Slots in alphabetical order of their assets, so that rows come out sorted by their key."""
    names = sorted([MONEY, *(coin.symbol for coin in coins)])
    others = sum(name not in _HOLDS for name in names)
    out: list[Slot] = []
    for key, group in groupby(enumerate(names), lambda pair: pair[1] if pair[1] in _HOLDS else ""):
        members = list(group)
        thousandths = _HOLDS.get(key) or min(900, _OTHERS * len(members) // others)
        likely = thousandths * WHOLE // 1000
        out.append(Slot(tuple(name for _, name in members), members[0][0], likely))
    return tuple(out)


def customer_id(index: str) -> str:
    """The SQL of a customer's id."""
    return f"'C' || lpad(CAST({index} AS VARCHAR), 9, '0')"


def customers_sql(chance: Chance, customers: int, before: date) -> str:
    """(customer_id, kind, opened), in the order of the ids; every account was opened before `before`."""
    return f"""
        SELECT {customer_id("k")} AS customer_id,
               CASE WHEN {chance.sql("kind", "k", 50)} = 0 THEN 'company' ELSE 'person' END AS kind,
               {literal(before)} - CAST(1 + {chance.sql("opened", "k", 3200)} AS INTEGER) AS opened
        FROM (SELECT range AS k FROM range({customers}))"""


def balances_sql(chance: Chance, coins: Sequence[Coin], day: date, first: int, last: int) -> str:
    """The day's balances of customers `first` to `last` - 1, by customer and asset.

    Values are Pareto-like (constant over a uniform draw), so that a few hold much. A holding moves by a few
    per cent every five to thirty days and does not depend on how many days are made.
    """
    held, number = slots(coins), day.toordinal()
    count = len(held)
    period = f"(5 + {chance.sql('period', 'k', 26)})"
    moved = f"({number} + {chance.sql('phase', 'k', 1024)}) // {period}"
    sql = f"""
        SELECT {literal(day)} AS day, {customer_id(f"k // {count}")} AS customer_id, a.asset,
               CAST((value * a.a) >> a.s AS DECIMAL(18,0)) * a.b
                   + CAST(((draw * a.c) >> {BITS}) * a.d AS DECIMAL(19,0)) AS units
        FROM (
            SELECT k, asset_number, {chance.sql("low", "k + move")} AS draw,
                   ((base >> dust) * (960 + {chance.sql("move", "k + move * 7919", 129)})) >> 10 AS value
            FROM (
                SELECT k, s.first + (({chance.sql("which", "k")} * s.members) >> {BITS}) AS asset_number,
                       {_LEAST_YEN * 1024 * WHOLE} // greatest({chance.sql("size", "k")}, {WHOLE // _WHALE}) AS base,
                       CASE WHEN {chance.sql("dust", "k", 7)} = 0 THEN {_DUST} ELSE 0 END AS dust,
                       {moved} AS move
                FROM (SELECT range AS k FROM range({first * count}, {last * count}))
                JOIN (VALUES {_slot_rows(held)}) s(slot, first, members, likely) ON k % {count} = s.slot
                WHERE {chance.sql("holds", "k")} < s.likely
            )
        ) h
        JOIN (VALUES {", ".join(_scale_rows(coins))}) a(number, asset, a, s, b, c, d) ON h.asset_number = a.number"""
    return in_order(sql, "k", last - first)


def _slot_rows(held: Sequence[Slot]) -> str:
    rows = [
        f"(CAST({number} AS BIGINT), CAST({slot.first} AS BIGINT), {len(slot.assets)}, {slot.likely})"
        for number, slot in enumerate(held)
    ]
    return ", ".join(rows)


def _scale_rows(coins: Sequence[Coin]) -> Iterator[str]:
    scales = {coin.symbol: UnitScale.of(coin.price, coin.decimals) for coin in coins}
    scales[MONEY] = UnitScale(1, _FRACTION, 1, 1, 1)
    for number, (asset, one) in enumerate(sorted(scales.items())):
        whole = ", ".join(f"CAST({value} AS BIGINT)" for value in (one.a, one.s))
        low = ", ".join(f"CAST({value} AS BIGINT)" for value in (one.c, one.d))
        yield f"(CAST({number} AS BIGINT), {literal(asset)}, {whole}, CAST({one.b} AS DECIMAL(20,0)), {low})"
