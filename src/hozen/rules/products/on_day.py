"""The register as it stood on one day: what an asset of the book was, and whether it was handled. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hozen.rules.products.register import (
    DELIST,
    GREEN,
    GREEN_OFF,
    LIST,
    MIGRATE,
    RESUME,
    SPECIFIED,
    SUSPEND,
    ClassPeriod,
    Decision,
    Product,
    Register,
)
from hozen.values.period import Period

UNLISTED, LISTED, SUSPENDED, DELISTED = "unlisted", "listed", "suspended", "delisted"
_AFTER = {LIST: LISTED, RESUME: LISTED, SUSPEND: SUSPENDED, DELIST: DELISTED}


@dataclass(frozen=True, slots=True)
class ProductOnDay:
    """当日の取扱暗号資産: one product as of a day.

    `ticker` is '' where it had none. `since` is the day from which `state` holds; None for 'unlisted'.
    """

    product: Product
    ticker: str
    kind: ClassPeriod | None
    state: str
    since: date | None
    green: bool
    successor: str

    @property
    def handled(self) -> bool:
        """Whether the firm handled it: listed, or suspended for a while."""
        return self.state in (LISTED, SUSPENDED)


def products_on(register: Register, day: date) -> tuple[ProductOnDay, ...]:
    """Every product of the register as of `day`, by id."""
    return tuple(product_on(register, one, day) for one in register.products)


def product_on(register: Register, one: Product, day: date) -> ProductOnDay:
    """One product as of `day`: a later rename, delisting or reclassification is not known yet."""
    decided = tuple(each for each in register.decisions if each.product_id == one.product_id)
    known = [each for each in decided if each.effective_on <= day]
    last = _last(known, tuple(_AFTER))
    green = _last(known, (GREEN, GREEN_OFF))
    moved = _last(known, (MIGRATE,))
    return ProductOnDay(
        product=one,
        ticker=ticker_on(register, one.product_id, day),
        kind=class_on(register, one.product_id, day),
        state=_AFTER[last.decision] if last else UNLISTED,
        since=last.effective_on if last else None,
        green=green is not None and green.decision == GREEN,
        successor=moved.successor if moved else "",
    )


def _last(decisions: list[Decision], kinds: tuple[str, ...]) -> Decision | None:
    """The firm's own last decision of such kinds. A register has no two that change the state on one day."""
    own = [one for one in decisions if one.decision in kinds and not one.member]
    return max(own, key=lambda one: one.effective_on, default=None) if own else None


def ticker_on(register: Register, product_id: str, day: date) -> str:
    """What the product was called on the day; '' for none."""
    named = (one for one in register.tickers if one.product_id == product_id and one.period.has(day))
    return next((one.asset for one in named), "")


def class_on(register: Register, product_id: str, day: date) -> ClassPeriod | None:
    """Its class under the law on the day; None where the register does not say."""
    stated = (one for one in register.classes if one.product_id == product_id and one.period.has(day))
    return next(stated, None)


def asset_on(register: Register, asset: str, day: date) -> ProductOnDay | None:
    """The product that the book's symbol meant on `day`; None where it meant none."""
    meant = (one for one in register.tickers if one.asset == asset and one.period.has(day))
    found = next((register.find(one.product_id) for one in meant), None)
    return product_on(register, found, day) if found else None


def specified_periods(register: Register) -> dict[str, tuple[Period, ...]]:
    """特定暗号資産の期間: by the book's symbol, from when to when it was specified; renames are followed."""
    found: dict[str, tuple[Period, ...]] = {}
    for ticker in register.tickers:
        for period in _specified(register, ticker.product_id):
            shared = _shared(ticker.period, period)
            found[ticker.asset] = (*found.get(ticker.asset, ()), *shared)
    return {asset: periods for asset, periods in found.items() if periods}


def _specified(register: Register, product_id: str) -> Iterator[Period]:
    for one in register.classes:
        if one.product_id == product_id and one.kind == SPECIFIED:
            yield one.period


def _shared(one: Period, other: Period) -> tuple[Period, ...]:
    if not one.meets(other):
        return ()
    ends = [day for day in (one.until, other.until) if day is not None]
    return (Period(max(one.since, other.since), min(ends, default=None)),)
