"""Writes what the firm holds against its ledger, day by day: wallets, trusts, prices, and the firm's own coins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hozen.workflows.sample.break_door import broken_prices, broken_wallets
from hozen.workflows.sample.cut_offs import cutoff_rows, quiet
from hozen.workflows.sample.house import TRUSTS, house_rows, transfer_rows, trust_rows
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.moves import ChainMoves
from hozen.workflows.sample.plan import DayPlan
from hozen.workflows.sample.prices import price_rows
from hozen.workflows.sample.proofs import proofs_sql
from hozen.workflows.sample.rows import Row, rows_sql
from hozen.workflows.sample.wallets import ROLES, deposit_rows_sql, fixed_rows, wallets_sql

_IN_FLIGHT = timedelta(days=2)  # what a transfer may take before it is a break


def write_holdings(job: Job, plans: Sequence[DayPlan], moves: ChainMoves | None) -> None:
    """Write every table of the firm's side of `plans`, which are in day order."""
    size, out = job.size, job.out
    out.say("wallets")
    wallets = wallets_sql(job.chance, size.coins, _deposits(job))
    added = f" UNION ALL ({rows_sql('wallets', moves.wallets)})" if moves and moves.wallets else ""
    out.whole("wallets", f"({wallets}){added}" if added else wallets)
    out.whole("wallet_evidence", proofs_sql(job, out.source("wallets")))
    out.small("trust_accounts", TRUSTS)
    for plan in plans:
        out.say("wallet_balances")
        _wallet_balances(job, plan, moves)
    out.say("house_balances")
    out.small("house_balances", (row for plan in plans for row in house_rows(plan)))
    out.small("transfers", _transfers(plans, moves))
    stated = {**quiet(job), **(moves.stated if moves else {})}
    out.small("chain_cutoffs", cutoff_rows(job.chance, size.coins, size.balance_days, stated))
    if moves:
        _chain_tables(job, moves)
    out.small("trust_balances", (row for plan in plans for row in trust_rows(plan)))
    prices = price_rows(size.coins, job.ticks, size.tape_days)
    out.small("prices", broken_prices(job, prices))


def _deposits(job: Job) -> int:
    return job.size.wallets - len(job.size.coins) * len(ROLES)


def _transfers(plans: Sequence[DayPlan], moves: ChainMoves | None) -> Iterator[Row]:
    for plan in plans:
        for row in transfer_rows(plan):
            yield (*row, None, None, plan.day + _IN_FLIGHT, None)
    yield from moves.transfers if moves else ()


def _chain_tables(job: Job, moves: ChainMoves) -> None:
    job.out.small("chain_events", sorted(moves.events, key=lambda row: str(row[1])))
    job.out.small("ledger_entries", moves.entries)


def _wallet_balances(job: Job, plan: DayPlan, moves: ChainMoves | None) -> None:
    assets, deposits, on_deposit = tuple(plan.assets.values()), _deposits(job), {}
    if deposits:
        sql = deposit_rows_sql(job.chance, assets, plan.day, deposits)
        # Its ids come after the others, so it is the second part; its sums say what the first one holds.
        on_deposit = job.out.sums([job.out.part("wallet_balances", plan.day, 1, sql)])
    rows = fixed_rows(job.chance, assets, plan.day, on_deposit)
    if plan.day == job.size.last_day:
        rows = [*broken_wallets(job, rows), *(moves.balances if moves else ())]
    job.out.part("wallet_balances", plan.day, 0, rows_sql("wallet_balances", rows))
