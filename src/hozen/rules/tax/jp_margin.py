"""Margin trades and what a company adds at its year's end: Order 119-7; Corporation Tax Act 61."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from hozen.law import Lawful, Reading
from hozen.rules.tax.facts import Pool, TaxRefused
from hozen.rules.tax.jp import MISCELLANEOUS, regime_of
from hozen.values import legal_day


@dataclass(frozen=True, slots=True)
class MarginTrade:
    """信用取引: opened and, unless still open, settled. Yen without fees; the fee and interest beside them."""

    opened: datetime
    settled: datetime | None
    long: bool
    open_yen: Fraction
    close_yen: Fraction
    interest_paid: Fraction = Fraction(0)
    lending_fee_received: Fraction = Fraction(0)
    fee: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class MarginResult:
    """決済損益: what a settled trade earned in the year of settlement. Its cost is its own purchase, no average."""

    year: int
    cost: Fraction
    revenue: Fraction
    income: Fraction
    rests_on: tuple[Lawful[object], ...]


def settled(reading: Reading, trade: MarginTrade, kind: str = "margin") -> MarginResult:
    """The result, in the settlement year. TaxRefused for a trade still open, or settled before it was opened."""
    if trade.settled is None or trade.settled < trade.opened:
        raise TaxRefused(
            "the margin trade is not settled",
            found=f"opened {trade.opened}, settled {trade.settled}",
            expected="a settlement on or after the opening",
            try_next="leave it out until its settlement year",
        )
    rule = reading.text(f"tax.event.{kind}")
    return _result(trade, legal_day(trade.settled).year, (rule,))


def _result(trade: MarginTrade, year: int, read: tuple[Lawful[object], ...]) -> MarginResult:
    """Interest paid adds to the cost, a lending fee received takes from it."""
    carried = trade.interest_paid - trade.lending_fee_received
    bought, sold = (trade.open_yen, trade.close_yen) if trade.long else (trade.close_yen, trade.open_yen)
    cost = bought + carried
    return MarginResult(year, cost, sold, sold - cost - trade.fee, read)


def basket_of_position(reading: Reading, kind: str) -> Lawful[str]:
    """The basket of a 'margin' trade, a 'derivative' or an 'etf': today all is aggregate; later what the text says."""
    if regime_of(reading).value == MISCELLANEOUS:
        return reading.text(f"tax.event.{kind}")
    return reading.text(f"tax.separate.{_AFTER[kind]}")


_AFTER = {"margin": "margin", "derivative": "derivatives", "etf": "etf"}


def deemed_settled(reading: Reading, trade: MarginTrade, year_end_yen: Fraction, year: int) -> MarginResult:
    """A company's open margin trade, deemed settled at its year's end at that day's value."""
    rule = reading.text("tax.company.open_margin")
    at_end = MarginTrade(
        trade.opened,
        None,
        trade.long,
        trade.open_yen,
        year_end_yen,
        trade.interest_paid,
        trade.lending_fee_received,
        trade.fee,
    )
    return _result(at_end, year, (rule,))


@dataclass(frozen=True, slots=True)
class YearEnd:
    """期末評価: what a company's coins are worth at the year's end; `gain` joins its income."""

    value: Fraction
    gain: Fraction
    at_market: bool
    rests_on: tuple[Lawful[object], ...]


def year_end(
    reading: Reading, closing: Pool, market: Fraction | None, active: bool, excepted: bool
) -> YearEnd:
    """Mark to market where there is an active market and no exception (own issue, locked); else the book value."""
    rule = reading.text("tax.company.year_end")
    if not active or excepted:
        return YearEnd(closing.yen, Fraction(0), False, (rule,))
    if market is None:
        raise TaxRefused("no value at the year's end", found="nothing", expected="the market value, in yen")
    return YearEnd(market, market - closing.yen, True, (rule,))
