"""book.toml: who the firm is and how its files are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hozen.records.business_years import BusinessYears
from hozen.values import BusinessDays, BusinessYear, Ratio


@dataclass(frozen=True, slots=True)
class Settings:
    """帳簿設定: what book.toml says, read strictly (an unknown key is refused).

    `buffer_limits`: asset → coins as a decimal string. `columns`: table → contract's column → the name
    the file uses. `encoding`: table → 'utf-8' or 'shift_jis' (CSV only; Shift_JIS is read as cp932).
    `withdrawal_days`: contractual withdrawal time in business days, None where none is agreed.
    `transfer_days`: business days for which a transfer that names no last day may be in flight, None where house rules
    name none. `ownership_days`: how many calendar days evidence of a wallet is fresh, by the key of [ownership].
    `provider_limits`: the largest shares that house rules allow, by the key of [providers].
    """

    book: str
    firm: str
    firm_ja: str
    years: BusinessYears
    business_days: BusinessDays
    price_source: str
    buffer_limits: Mapping[str, str] = field(default_factory=dict)
    withdrawal_days: int | None = None
    transfer_days: int | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    encoding: Mapping[str, str] = field(default_factory=dict)
    ownership_days: Mapping[str, int] = field(default_factory=dict)
    provider_limits: Mapping[str, Ratio] = field(default_factory=dict)

    @property
    def business_years(self) -> tuple[BusinessYear, ...]:
        """The years that book.toml names one by one, in date order."""
        return self.years.named

    def business_year_of(self, day: date) -> BusinessYear:
        """The business year that holds `day`."""
        return self.years.of(day)

    def years_before(self, day: date, count: int) -> tuple[BusinessYear, ...]:
        """Years begun within `count` years before the current year's first day, in date order."""
        return self.years.begun_before(day, count)
