"""Trades of a period by month, product and asset: what a tape or stated volumes say, and when they say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hozen.findings import AssetUnits
from hozen.rules.duties.draft import DraftFacts, DraftLine
from hozen.values import Units, Yen

TRADED, STATED = "traded", "volumes"  # names of the sources


def traded_yen(facts: DraftFacts, item: str, month: str, products: Sequence[str]) -> DraftLine:
    """Executed amounts of a month over the products, in yen."""
    why = silent(facts, month)
    if not why:
        told = (one.yen for one in facts.traded if one.month == month and one.product in products)
        return DraftLine(item, sum(told, Yen(0)), TRADED, of=month)
    stated = [facts.stated[month, one] for one in products if (month, one) in facts.stated]
    if len(stated) == len(products) or (stated and facts.tape is None):
        return DraftLine(item, sum(stated, Yen(0)), STATED, of=month)
    return DraftLine(item, None, why=why, of=month)


def traded_units(facts: DraftFacts, item: str, month: str, products: Sequence[str]) -> Iterator[DraftLine]:
    """Quantities of a month by asset; one blank where the tape does not say."""
    why = silent(facts, month)
    if why:
        yield DraftLine(item, None, why=why)
        return
    decimals = {one.asset: one.decimals for one in facts.kept}
    for asset in sorted({one.asset for one in facts.traded if one.month == month}):
        told = (
            one.units
            for one in facts.traded
            if (one.month, one.asset) == (month, asset) and one.product in products
        )
        units = sum((one.amount for one in told), 0)
        yield DraftLine(item, AssetUnits(asset, Units(units), decimals[asset]), TRADED, of=asset)


def silent(facts: DraftFacts, month: str) -> str:
    """Why the tape says nothing of the month as a whole; '' where it covers every day of it.

    A market that never closes has trades on its first and its last day: a tape without them may lack rows.
    """
    if facts.tape is None:
        return "no_tape"
    first, last = facts.months[month]
    begins, ends = facts.tape
    if begins > first:
        return "tape_begins_later"
    return "tape_ends_before" if ends < last else ""
