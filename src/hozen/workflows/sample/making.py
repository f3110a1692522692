"""The whole sample, from a size and a seed to a book folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hozen.law import Law
from hozen.records import TABLES
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.sample import cut_offs, filings, products, proofs, providers
from hozen.workflows.sample.book_toml import BOOK
from hozen.workflows.sample.break_chain import break_chain
from hozen.workflows.sample.break_door import cut_in_half
from hozen.workflows.sample.break_door import said as door_said
from hozen.workflows.sample.break_plan import break_plan
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.limits import Limits
from hozen.workflows.sample.movements import TRADES_A_YEAR, write_movements
from hozen.workflows.sample.moves import ChainMoves, sound_moves
from hozen.workflows.sample.out import Out, Progress
from hozen.workflows.sample.plan import DayPlan, Planner
from hozen.workflows.sample.plants import PLANTS, Plant, Planted, chosen
from hozen.workflows.sample.prices import price_paths
from hozen.workflows.sample.sample import Sample
from hozen.workflows.sample.size import Size
from hozen.workflows.sample.staged import staged
from hozen.workflows.sample.write_holdings import write_holdings
from hozen.workflows.sample.write_ledger import Ledger, write_ledger, write_tape
from hozen.workflows.sample.write_terms import write_terms

SCENARIO = "press-band"  # what the sample's reserve and cover are sized by
LAST_DAY = date(2026, 11, 20)


def make_sample(
    folder: Path,
    *,
    customers: int = 100_000,
    days: int = 30,
    seed: int = 7,
    plant: Sequence[str] = (),
    last_day: date = LAST_DAY,
    trades: int | None = None,
    wallets: int | None = None,
    assets: int | None = None,
    moves: bool = False,
    registers: bool = False,
    year: int | None = None,
    memory_limit: str = "4GB",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Sample:
    """Write the book of a made-up exchange into `folder`, which is new or empty; whole or not at all.

    `registers`: with the crypto-assets handled, what is disclosed of each, and the reports filed; so always where a
    fault is to be planted there. `moves`: the last day has its moves on the chains as well, and what the ledger books
    of them. `year`: a whole year instead of the last days, with what moved on customers' accounts; its last day and
    that of the year before can be closed.
    The same arguments give the same bytes, whatever `threads` and `memory_limit` are. UnknownPlant for a plant that
    PLANTS lacks; SampleError for a size that cannot be made or a folder in use; EngineError from the engine.
    """
    plants = chosen(plant)
    size = _size(customers, days, last_day, trades, wallets, assets, year)
    with staged(folder) as root, engine_at_home("duckdb", memory_limit, threads=threads) as engine:
        out = Out(engine, root, progress or (lambda _what, _done, _of: None), _steps(size))
        job = _job(size, Chance(seed), plants, out, registers)
        planted = _write(job, moves or bool(job.at("chain")))
        out.say("done")
    rows = {table.name: out.rows[table.name] for table in TABLES if table.name in out.rows}
    return Sample(Path(folder), BOOK, size.last_day, size.days, rows, planted)


def _size(
    customers: int,
    days: int,
    last_day: date,
    trades: int | None,
    wallets: int | None,
    assets: int | None,
    year: int | None,
) -> Size:
    if year is None:
        return Size.settle(customers, days, last_day, trades, wallets, assets)
    traded = customers * TRADES_A_YEAR if trades is None else trades
    return Size.settle(customers, 2, date(year, 12, 31), traded, wallets, assets, whole_year=True)


def _steps(size: Size) -> int:
    """Each day of balances twice (ledger and wallets), each day of the tape, and four small steps."""
    return 2 * len(size.balance_days) + len(size.tape_days) + 4 + size.whole_year


def _job(size: Size, chance: Chance, plants: tuple[Plant, ...], out: Out, registers: bool) -> Job:
    reading = Law.load().reading(size.last_day, SCENARIO)
    ticks = price_paths(chance, size.coins, size.tape_days)
    asked = registers or any(one.where == "handled" for one in plants)
    return Job(size, chance, plants, reading, Limits.read(reading), ticks, out, asked)


def _write(job: Job, with_moves: bool) -> tuple[Planted, ...]:
    ledger = write_ledger(job)
    traded = write_tape(job)
    if job.size.whole_year:
        write_movements(job)
    plans, planted = _plans(job, ledger), list[Planted]()
    # Breaks first: what is missing from wallets counts for how much of the rest is hot.
    moves = _moves(job, plans, planted) if with_moves else None
    for plant in job.at("plan"):
        plans[-1], told = break_plan(plant.name, plans[-1], job.limits)
        planted.append(job.planted(plant, told))
    proven = proofs.said(job, plans[-1])
    write_holdings(job, plans, moves)
    known = {
        **write_terms(job, plans, traded),
        **providers.said(job),
        **products.said(job),
        **filings.said(job),
        **proven,
        **cut_offs.said(),
        **door_said(),
    }
    if job.has("truncated_file"):
        cut_in_half(ledger.last_file)
    planted += [job.planted(one, known[one.name]) for one in job.plants if one.name in known]
    order = list(PLANTS)
    return tuple(sorted(planted, key=lambda one: order.index(one.plant.name)))


def _plans(job: Job, ledger: Ledger) -> list[DayPlan]:
    """Every day's plan, sound."""
    planner, coins = Planner(job.chance, job.limits), job.size.coins
    most = {one.symbol: max(owed.get(one.symbol, 0) for owed in ledger.owed.values()) for one in coins}
    plans = []
    for day, owed in ledger.owed.items():
        prices = {one.symbol: one.quote(job.ticks[one.symbol][day]) for one in coins}
        plans.append(planner.day(coins, day, prices, owed, most))
    return plans


def _moves(job: Job, plans: list[DayPlan], planted: list[Planted]) -> ChainMoves:
    """The last day's moves; planted breaks change its plan and are told in `planted`."""
    moves = ChainMoves(job.size.last_day, job.chance, job.size.coins)
    sound_moves(moves)
    for number, plant in enumerate(job.at("chain"), 1):
        plans[-1], told = break_chain(plant, number, plans[-1], moves)
        planted.append(job.planted(plant, told))
    return moves
