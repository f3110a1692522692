"""What a draft of a report holds: its figures, where each comes from, and what the books cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hozen.findings import Quantity
from hozen.values import Units, Yen

SPOT, MARGIN, DERIVATIVE = "spot", "margin", "derivative"
PRODUCTS = (SPOT, MARGIN, DERIVATIVE)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """記載項目: one figure of a draft, of the asset, trust or month in `of` ('' for the firm).

    `value` None is a blank, never a 0: `why` then says why, and `source` is ''. Else `source` names where it comes from.
    """

    item: str
    value: Quantity | None
    source: str = ""
    why: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class MonthTraded:
    """取引の月計: what was traded of an asset in a month ('2026-09') and a product, each trade counted once."""

    month: str
    asset: str
    product: str
    trades: int
    units: Units
    yen: Yen


@dataclass(frozen=True, slots=True)
class AssetKept:
    """預かり暗号資産: one asset at the period's end. `price`: yen for a whole coin as the close had it; '' for none."""

    asset: str
    decimals: int
    price: str
    owed: Units
    owed_yen: Yen
    cold: Units
    not_cold: Units
    guarantee: Units


@dataclass(frozen=True, slots=True)
class KeptAt:
    """保管先: customers' wallets at a keeper by temperature. `yen` is cut wallet by wallet; None where a price is lacking."""

    keeper: str
    temperature: str
    wallets: int
    yen: Yen | None


@dataclass(frozen=True, slots=True)
class OpenPosition:
    """建玉: customers' open positions in an asset at the period's end."""

    asset: str
    sold: Units
    bought: Units


@dataclass(frozen=True, slots=True)
class DaysClosed:
    """締めた日: how many days of the period were closed, on how many the law was broken, and business days left out."""

    closed: int
    in_breach: int
    left_out: int


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """報告書案の事実: what the books say of a period that ends on `last`. None, or no row, where they say nothing."""

    first: date
    last: date
    months: Mapping[str, tuple[date, date]]  # of the period, '2026-09' → its first and last day in it
    tape: tuple[date, date] | None  # first and last day with a trade; None where the book keeps no tape
    traded: tuple[MonthTraded, ...]
    stated: Mapping[tuple[str, str], Yen]  # (month, product) → yen, where volumes are stated without a tape
    kept: tuple[AssetKept, ...]
    money_owed: Yen
    in_trust: Yen | None
    trusts: tuple[tuple[str, str, Yen], ...]  # account, trustee, principal
    wallets: tuple[KeptAt, ...]
    customers: int | None  # opened by the period's end; None where a customer has no day of opening
    positions: tuple[OpenPosition, ...] | None
    capital: Yen | None
    net_assets: Yen | None
    reserve: Yen | None
    days: DaysClosed


def blanks(lines: Iterable[DraftLine]) -> tuple[DraftLine, ...]:
    """Lines without a figure."""
    return tuple(one for one in lines if one.value is None)
