"""Writes what changes slowly: volumes before the tape, cover, reserve, capital, providers, and book.toml."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.rules.reserves import ReserveFacts
from hozen.rules.reserves.from_rows import year_volumes
from hozen.rules.reserves.jp import crypto_requirement
from hozen.workflows.sample.book_toml import book_toml
from hozen.workflows.sample.filings import filing_rows
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plan import DayPlan
from hozen.workflows.sample.plants import DAYS_LEFT, NET_ASSETS, Said
from hozen.workflows.sample.products import product_tables
from hozen.workflows.sample.providers import provider_tables
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.terms import financial_rows, policy_rows, reserve_rows, short_reserve
from hozen.workflows.sample.volumes import YEARS, Volume, volumes_before
from hozen.workflows.sample.write_ledger import Traded


def write_terms(job: Job, plans: Sequence[DayPlan], traded: Sequence[Traded]) -> dict[str, Said]:
    """Write the tables, and book.toml last of all; what was planted in them, by the plant's name."""
    size, out = job.size, job.out
    out.say("policies")
    stated = volumes_before(job.chance, size.customers, size.tape_days[0])
    level = _level(job, traded, stated)
    days = size.balance_days
    out.small("volumes", ((*one, "monthly report") for one in stated))
    expiring = job.has("policy_expiring")
    out.small("policies", policy_rows(level, days[0], days[-1], expiring=expiring))
    out.small("reserve_positions", reserve_rows(level, days, short=job.has("reserve_short")))
    out.small("financials", _financials(job, plans))
    for table, rows in provider_tables(job).items():
        out.small(table, rows)
    if job.registers:
        _write_registers(job)
    limits = {one.coin: one.buffer_limit for one in plans[-1].assets.values()}
    (out.root / "book.toml").write_text(book_toml(limits), encoding="utf-8")
    return {
        "thin_capital": ("", 1, "yen below the least"),
        "negative_net_assets": ("", -NET_ASSETS, "yen below zero"),
        "policy_expiring": ("", DAYS_LEFT, "days of cover left"),
        "reserve_short": ("", short_reserve(level), "yen held"),
    }


def _write_registers(job: Job) -> None:
    """Crypto-assets handled, what is disclosed of them, and reports as filed."""
    for table, rows in product_tables(job).items():
        job.out.small(table, rows)
    job.out.text("filings", filing_rows(job))


def _level(job: Job, traded: Sequence[Traded], stated: Sequence[Volume]) -> int:
    """Yen at which the scenario's reserve is full on the last day; before, with less volume, it is no more."""
    facts = ReserveFacts(year_volumes(YEARS, job.size.last_day, traded, stated))
    return crypto_requirement(job.reading, facts).level.amount


def _financials(job: Job, plans: Sequence[DayPlan]) -> list[Row]:
    guarantee = max(plan.guarantee_value for plan in plans)
    thin, negative = job.has("thin_capital"), job.has("negative_net_assets")
    return financial_rows(job.limits, guarantee, job.size.balance_days, thin=thin, negative=negative)
