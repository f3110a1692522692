"""What the law takes a token for: PSA 2(14) and 2(5) today, the specified crypto-asset of the reform, and what stays out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law import Lawful, LawGap, Reading
from hozen.rules.products.on_day import ProductOnDay

CRYPTO = "crypto_asset"


@dataclass(frozen=True, slots=True)
class LegalClass:
    """法令上の区分: as the register states it for the day, and since when it is so.

    `figure` is the provision behind it; None where the law of the day has none yet.
    """

    kind: str
    figure: Lawful[str] | None
    since: date
    basis: str


def class_figure(reading: Reading, kind: str) -> Lawful[str] | None:
    """The provision behind a class, with its standing; None where the law of the day has none yet."""
    return text_or_none(reading, f"products.class.{kind}")


def text_or_none(reading: Reading, key: str) -> Lawful[str] | None:
    """A text of the law; None where there is none on the reading's day: what nobody asked then is not asked."""
    try:
        return reading.text(key)
    except LawGap:
        return None


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
