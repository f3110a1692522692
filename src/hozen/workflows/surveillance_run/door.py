"""受入: the door of a tape. Either every row is as the contracts ask and in sound order, or nothing is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from hozen.engine import Engine
from hozen.records import InputFile, Query, Reject
from hozen.records.door_sql import empty_select
from hozen.records.tape_tables import TAPE_BY_NAME, TAPE_TABLES
from hozen.workflows.door.marks import mark_files
from hozen.workflows.surveillance_run import order_checks, row_checks
from hozen.workflows.surveillance_run.laying import Laid, lay
from hozen.workflows.surveillance_run.refusing import refuse
from hozen.workflows.surveillance_run.row_checks import Listing
from hozen.workflows.surveillance_run.staging import Say, Stage, stage, too_wide
from hozen.workflows.surveillance_run.tape_folder import Tape


@dataclass(frozen=True, slots=True)
class Admitted:
    """受入済: the staged tape, and every file with its rows and SHA-256."""

    stage: Stage
    inputs: tuple[InputFile, ...]


def admit(tape: Tape, engine: Engine, folder: Path, rejects: Path, say: Say, crossed_us: int = 0) -> Admitted:
    """Check every row, then stage the tape below `folder`. RowsRefused, with rejects.csv below `rejects`.

    `crossed_us`: for how many microseconds a book may be crossed.
    """
    say("fingerprints")
    marks = mark_files([(file, "utf-8") for files in tape.places.values() for file in files])
    broken = [
        Reject(
            table,
            tape.relative(file),
            marks[file].line,
            "",
            marks[file].found,
            marks[file].fault,
            "a whole file",
        )
        for table, files in tape.places.items()
        for file in files
        if marks[file].fault
    ]
    refuse(tape, engine, rejects, broken, [])
    laid = _laid(tape, engine, rejects)
    rows = _rows(tape, engine, rejects, laid, say)
    made = _staged(tape, engine, folder, rejects, laid, say, crossed_us)
    inputs = tuple(
        InputFile(table, tape.relative(file), rows[table] if len(files) == 1 else 0, marks[file].sha256)
        for table, files in tape.places.items()
        for file in files
    )
    return Admitted(made, inputs)


def _laid(tape: Tape, engine: Engine, rejects: Path) -> dict[str, Laid]:
    found: dict[str, Laid] = {}
    wrong: list[Reject] = []
    for table in TAPE_TABLES:
        if table.name in tape.places:
            got = lay(tape, engine, table.name)
            if isinstance(got, Laid):
                found[table.name] = got
            else:
                wrong += got
    refuse(tape, engine, rejects, wrong, [])
    return found


def _rows(tape: Tape, engine: Engine, rejects: Path, laid: dict[str, Laid], say: Say) -> dict[str, int]:
    counts: dict[str, int] = {}
    bad: list[Listing] = []
    for name, one in laid.items():
        say(name)
        counts[name], found = row_checks.of_values(engine, one)
        bad += found
        bad += row_checks.of_keys(engine, one) if not found and name != "order_events" else []
    refuse(tape, engine, rejects, [], bad)
    small = [one for one in row_checks.of_references(laid) if one.table not in ("order_events", "trades")]
    refuse(tape, engine, rejects, [], [one for one in small if row_checks.any_row(engine, one)])
    return counts


def _staged(
    tape: Tape,
    engine: Engine,
    folder: Path,
    rejects: Path,
    laid: Collection[str],
    say: Say,
    crossed_us: int,
) -> Stage:
    for table in TAPE_TABLES:
        if table.name in ("order_events", "trades") and table.name not in laid:
            _nothing(engine, table.name)
    known_symbols = [one for one in row_checks.of_references(laid) if "symbol" in one.expected]
    refuse(tape, engine, rejects, [], [one for one in known_symbols if row_checks.any_row(engine, one)])
    made = stage(engine, folder, laid, trades_in_order=_in_order(tape, engine), say=say)
    say("sequence and orders")
    wide = [
        Reject(
            "trades",
            "",
            0,
            "amount",
            str(symbol),
            "too-many-digits",
            "at most 18 digits before and after the point",
        )
        for symbol, _ in too_wide(made)
    ]
    refuse(tape, engine, rejects, wide, [])
    refuse(tape, engine, rejects, [], list(_out_of_order(made, laid, crossed_us)))
    return made


def _out_of_order(made: Stage, laid: Collection[str], crossed_us: int) -> Iterator[Listing]:
    big = ("order_events", "trades")
    if "accounts" in laid and order_checks.unknown_accounts(made):
        yield from (
            one for one in row_checks.of_references({*laid}) if one.table in big and "account" in one.expected
        )
    yield from order_checks.faults(made, crossed_us)


def _nothing(engine: Engine, table: str) -> None:
    engine.view(f"no_{table}", empty_select(TAPE_BY_NAME[table]))


def _in_order(tape: Tape, engine: Engine) -> bool:
    """Whether the one file of trades stands in the order of time, ties by trade_id."""
    if engine.name != "duckdb" or len(tape.places.get("trades", ())) != 1 or tape.kind("trades") != "parquet":
        return False
    text = (
        "SELECT count(*) FROM (SELECT timestamp AS a, trade_id AS i, lag(timestamp) OVER () AS b, "
        "lag(trade_id) OVER () AS j FROM tape_trades) t WHERE a < b OR (a = b AND i <= j)"
    )
    return engine.rows(Query("order of trades", text, ()))[0][0] == 0
