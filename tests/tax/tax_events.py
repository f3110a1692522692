"""Short ways to write events in tests: coins as text, yen as whole numbers, days at noon in Japan."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from tax_vectors import units

from hozen.law import Law, Reading
from hozen.rules.tax.asset_year import AssetYear, asset_year
from hozen.rules.tax.events import Kind, TaxEvent
from hozen.rules.tax.facts import Pool
from hozen.rules.tax.jp_events import postings
from hozen.rules.tax.lines import lines_of
from hozen.values import JST

LAW = Law.load("jp")
TODAY = LAW.folder / "scenarios" / "tax" / "today.yaml"
FLAT = LAW.folder / "scenarios" / "tax" / "flat-20.yaml"
AMOUNTS = ("yen", "fee", "market", "cost")


def reading(year: int, scenario: Any = None) -> Reading:
    return LAW.reading(date(year, 12, 31), scenario)


def event(day: str, kind: str, qty: str = "1", asset: str = "BTC", **more: Any) -> TaxEvent:
    exact = {key: Fraction(value) if key in AMOUNTS else value for key, value in more.items()}
    at = datetime.combine(date.fromisoformat(day), time(12), JST)
    return TaxEvent(at, Kind(kind), asset, units(qty), **exact)


def year_of(
    events: list[TaxEvent], asset: str = "BTC", mode: str = "total_average", opening: Pool | None = None
) -> AssetYear:
    law = reading(events[0].year, TODAY)
    found = [one for each in events for one in postings(law, each) if one.asset == asset]
    return asset_year(asset, mode, opening or Pool(), lines_of(asset, found))
