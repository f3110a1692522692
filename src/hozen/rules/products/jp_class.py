"""What the law takes a token for: PSA 2(14) and 2(5) today, the specified crypto-asset of the reform, and what stays out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law import Lawful, LawGap, Reading
from hozen.rules.products.on_day import ProductOnDay

CRYPTO = "crypto_asset"


@dataclass(frozen=True, slots=True)
class LegalClass:
    """法令上の区分: as the register states it for the day, the provision behind it, and since when it is so."""

    kind: str
    figure: Lawful[str]
    since: date
    basis: str


def class_figure(reading: Reading, kind: str) -> Lawful[str]:
    """The provision behind a class, with its standing."""
    return reading.text(f"products.class.{kind}")


def legal_class(reading: Reading, product: ProductOnDay) -> LegalClass | None:
    """The class on the reading's day; None where the register does not say."""
    if product.kind is None:
        return None
    figure = class_figure(reading, product.kind.kind)
    return LegalClass(product.kind.kind, figure, product.kind.period.since, product.kind.basis)


def moves_on(reading: Reading) -> Lawful[date] | None:
    """施行日: the day on which crypto-assets move from the PSA to the amended FIEA; None where no text fixes it."""
    try:
        return reading.date("reform.main_effective_day")
    except LawGap:
        return None
