"""The day's facts and findings by hozen itself, as flat figures."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sizes import DAY
from hozen.engine import open_engine
from hozen.law import Law
from hozen.records import Book
from hozen.regimes.day import DayFacts
from hozen.workflows.daily_close.closing_day import judge_day
from hozen.workflows.daily_close.facts import day_facts
from hozen.workflows.door import PassedFiles, admit

SCENARIO = "press-band"
_CUSTODY = ("owed", "cold", "not_cold", "guarantee_cold", "guarantee_not_cold", "guarantee_ledger")


def measure(book: str, home: str, memory: str) -> dict[str, object]:
    """The job: measures and rules together are timed, the door before them is not."""
    opened, reading = Book.open(book), Law.load().reading(DAY, SCENARIO)
    with open_engine("duckdb", memory) as engine:
        admit(opened, engine, day=DAY, passed=PassedFiles.load(Path(home)), rejects=Path(home) / "rejects")
        wall, cpu = time.perf_counter(), time.process_time()
        facts = day_facts(engine, opened.settings, DAY)
        judged = judge_day(facts, reading, opened, {})
        used = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**used, "findings": len(judged.findings), "figures": figures(facts)}


def figures(facts: DayFacts) -> dict[str, int | str]:
    """Name → figure, without those that are zero: smallest units, whole yen, and prices as text."""
    found = {**dict(_by_asset(facts)), **dict(_of_the_firm(facts))}
    return {name: value for name, value in found.items() if value}


def _by_asset(facts: DayFacts) -> Iterator[tuple[str, int | str]]:
    for one in facts.custody:
        for name in _CUSTODY:
            yield f"{name}/{one.asset}", getattr(one, name)
        yield f"buffer/{one.asset}", one.buffer_cold + one.buffer_not_cold
    for held in facts.holdings:
        yield f"in_flight/{held.asset}", held.in_flight
    for asset, (price, _) in facts.price_of.items():
        yield f"price/{asset}", price


def _of_the_firm(facts: DayFacts) -> Iterator[tuple[str, int | str]]:
    yield "owed/JPY", facts.money.owed.amount
    yield "in_trust", facts.money.in_trust.amount
    yield "reserve", facts.reserve_held.amount
    yield "policies", len(facts.policies)
    if facts.capital:
        yield "capital", facts.capital.capital.amount
        yield "net_assets", facts.capital.net_assets.amount
    for year in facts.years:
        for product, yen in year.by_class.items():
            yield f"volume/{year.year.first}/{product}", yen.amount
