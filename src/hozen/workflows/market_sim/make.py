"""The whole tape, from a size and a seed to a folder of the tape and one of the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from html import escape
from pathlib import Path

import numpy as np

from hozen.engine.arrow import need_arrow
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.market_sim.chance import Dice, Whole, bulk
from hozen.workflows.market_sim.errors import TapeError
from hozen.workflows.market_sim.fair import MINUTE, fair_path
from hozen.workflows.market_sim.flow import Flow
from hozen.workflows.market_sim.market import EVENT_COLUMNS, TRADE_COLUMNS
from hozen.workflows.market_sim.people import people
from hozen.workflows.market_sim.plan import Planner
from hozen.workflows.market_sim.play import Hall, Scripts, flow_of, run_market
from hozen.workflows.market_sim.stage import Stage
from hozen.workflows.market_sim.symbols import MOST, Symbol, markets
from hozen.workflows.market_sim.tables import write_small, write_truth
from hozen.workflows.market_sim.truth import planted
from hozen.workflows.market_sim.wanted import wanted_plants
from hozen.workflows.market_sim.write import Writer
from hozen.workflows.sample.staged import staged

Progress = Callable[[str, int, int], None]
"""Called with what comes next, how many steps are done, and how many there are."""

FIRST_DAY = date(2026, 11, 2)
JAPAN = timezone(timedelta(hours=9))
_EVENTS_A_MESSAGE = 25  # tenths: what one message of the usual flow comes to
_EVENTS_A_CASE = 170


@dataclass(frozen=True, slots=True)
class Tape:
    """見本テープ: what was made. `tape` and `truth` are folders; rows: table → rows; cases: play → how often."""

    tape: Path
    truth: Path
    first_day: date
    days: int
    rows: dict[str, int]
    cases: dict[str, int]

    def __str__(self) -> str:
        rows = (f"  {name:18} {count:>12,} rows" for name, count in self.rows.items())
        cases = (f"  {name:18} {count:>4} cases" for name, count in self.cases.items())
        return "\n".join([f"tape of {self.days} days from {self.first_day} in {self.tape}", *rows, *cases])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def make_tape(
    folder: Path,
    *,
    seed: int = 7,
    events: int = 300_000,
    days: int = 14,
    symbols: int = 16,
    plant: Sequence[str] = (),
    cases: int = 15,
    twins: int = 5,
    first_day: date = FIRST_DAY,
    memory_limit: str = "4GB",
    progress: Progress | None = None,
) -> Tape:
    """Write a made-up tape into `folder`/tape and what was planted into `folder`/truth; whole or not at all.

    `events`: about so many order events. `plant`: names of plays or typologies, each planted `cases` times, twins of
    them `twins` times. The same arguments give the same bytes. Needs the extra `arrow`. TapeError for a size that cannot
    be made, SampleError for a folder in use, EngineError from the engine.
    """
    need_arrow()
    _refuse(events, days, symbols)
    wanted = wanted_plants(plant, cases, twins)
    hall = Hall(seed, _midnight(first_day), days, people(seed))
    planner = Planner(Dice(seed, "plan"), hall.who, markets(symbols), hall.start, days)
    planner.plan(wanted)
    with staged(folder) as root, engine_at_home("duckdb", memory_limit) as engine:
        raw = root / "raw"
        raw.mkdir()
        writer = Writer(engine, root, raw, planner.symbols, {})
        _write(hall, planner, writer, events, progress or (lambda _what, _done, _of: None), first_day)
        for left in raw.iterdir():
            left.unlink()
        raw.rmdir()
    counts = {name: count for name, count in wanted.items() if count}
    return Tape(Path(folder) / "tape", Path(folder) / "truth", first_day, days, writer.rows, counts)


def _refuse(events: int, days: int, symbols: int) -> None:
    if events < 1_000 or not 1 <= days <= 60 or not 2 <= symbols <= MOST:
        raise TapeError(
            "a tape of this size cannot be made",
            found=f"{events} events, {days} days, {symbols} markets",
            expected=f"1,000 events or more, 1 to 60 days, 2 to {MOST} markets",
        )


def _midnight(day: date) -> int:
    """The first instant of a day in Japan, in microseconds UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=JAPAN).timestamp()) * 1_000_000


def _write(
    hall: Hall, planner: Planner, writer: Writer, events: int, progress: Progress, first_day: date
) -> None:
    weight = sum(one.weight for one in planner.symbols)
    left = max(events // 3, events - _EVENTS_A_CASE * len(planner.cases))
    happened, traded, elsewhere = [], [], []
    for symbol in planner.symbols:
        progress(symbol.name, symbol.number, len(planner.symbols) + 1)
        path = _path(hall, planner, symbol)
        count = left * symbol.weight // weight * 10 // _EVENTS_A_MESSAGE
        flow = flow_of(hall, symbol, path.tolist())
        market = run_market(hall, flow, count, _scripts(hall, planner, flow))
        happened.append(np.frombuffer(market.events, np.int64).reshape(-1, len(EVENT_COLUMNS)))
        traded.append(np.frombuffer(market.trades, np.int64).reshape(-1, len(TRADE_COLUMNS)))
        elsewhere.append(_elsewhere(hall, symbol, path))
    progress("writing", len(planner.symbols), len(planner.symbols) + 1)
    writer.events(happened)
    writer.trades(traded)
    columns = np.concatenate(elsewhere).T
    writer.elsewhere(dict(zip(("at_us", "market", "venue", "price"), columns, strict=True)))
    write_small(writer, hall.who, planner.facts, planner.cases, first_day, Dice(hall.seed, "tables"))
    write_truth(writer, list(planted(planner.cases, happened)))


def _path(hall: Hall, planner: Planner, symbol: Symbol) -> Whole:
    news = tuple(planner.moves.get(symbol.number, ()))
    return fair_path(hall.seed, symbol, hall.start, hall.days * 1440, news)


def _scripts(hall: Hall, planner: Planner, flow: Flow) -> Scripts:
    scripts = Scripts()
    for case in planner.cases:
        for part in case.parts:
            if part.symbol == flow.symbol.number:
                dice = Dice(hall.seed, f"case {case.number} {part.part}")
                stage = Stage(flow, dice, case.number, case.cast, part.start, part.parts, part.way)
                scripts.add(hall.start, case.plant.play(stage))
    return scripts


def _elsewhere(hall: Hall, symbol: Symbol, path: Whole) -> Whole:
    """(instant, market, venue, price): three venues a minute, some basis points apart from each other."""
    rng = bulk(hall.seed, f"elsewhere {symbol.name}")
    at = hall.start + np.arange(len(path)) * MINUTE
    rows = [
        np.stack(
            [
                at,
                np.full_like(at, symbol.number),
                np.full_like(at, venue),
                np.maximum(1, path + path * rng.integers(-3, 4, len(path)) // 10_000),
            ],
            axis=1,
        )
        for venue in (1, 2, 3)
    ]
    return np.concatenate(rows)
