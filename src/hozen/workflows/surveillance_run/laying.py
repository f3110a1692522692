"""From the files of a tape to raw and typed views in the engine, or rejects of whole files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hozen.engine import Engine, EngineError
from hozen.records import Query, Reject, Table
from hozen.records import door_sql as sql
from hozen.records.faults import expected
from hozen.records.shape import Family, Source, families, family_of
from hozen.records.tape_tables import TAPE_BY_NAME
from hozen.workflows.surveillance_run.tape_folder import Tape


@dataclass(frozen=True, slots=True)
class Laid:
    """A table whose files can be read, and each column's family."""

    table: Table
    types: Mapping[str, Family]


def lay(tape: Tape, engine: Engine, name: str) -> Laid | list[Reject]:
    """Name the views raw_, placed_, tried_ and traced_<name>; or say why files cannot be of the table."""
    table, rejects, fits = TAPE_BY_NAME[name], [], []
    for file in tape.places[name]:
        got = _fit(tape, engine, table, file)
        if isinstance(got, list):
            rejects += got
        else:
            fits.append((file, got))
    if rejects:
        return rejects
    sources = tuple(_source(tape, engine, name, *fit, placed=False) for fit in fits)
    placed = tuple(_source(tape, engine, name, *fit, placed=True) for fit in fits)
    laid = Laid(table, families(table, sources))
    _views(engine, laid, sources, placed)
    return laid


def _fit(tape: Tape, engine: Engine, table: Table, file: Path) -> dict[str, Family] | list[Reject]:
    place = tape.relative(file)
    try:
        read = engine.scan([file], tape.kind(table.name), {})
        described = engine.rows(Query(f"columns of {file.name}", f"DESCRIBE SELECT * FROM {read}", ()))
    except EngineError as error:
        reason = f"broken-{tape.kind(table.name)}"
        return [Reject(table.name, place, 0, "", str(error.found or error.message), reason, "a whole file")]
    theirs = {str(row[0]): family_of(str(row[1])) for row in described}
    missing = [one for one in table.columns if one.required and one.name not in theirs]
    header = 1 if tape.kind(table.name) == "csv" else 0
    if missing:
        shown = ", ".join(theirs)
        return [
            Reject(
                table.name,
                place,
                header,
                one.name,
                shown,
                "missing-column",
                f"a column {one.name}: {expected(one)}",
            )
            for one in missing
        ]
    return {one.name: theirs.get(one.name, Family.ABSENT) for one in table.columns}


def _source(
    tape: Tape, engine: Engine, name: str, file: Path, kinds: Mapping[str, Family], *, placed: bool
) -> Source:
    read = engine.scan([file], tape.kind(name), {"position": "true"} if placed else {})
    found = {column: column for column, family in kinds.items() if family is not Family.ABSENT}
    return Source(read, found, kinds)


def _views(engine: Engine, laid: Laid, sources: tuple[Source, ...], placed: tuple[Source, ...]) -> None:
    table, name = laid.table, laid.table.name
    engine.view(f"raw_{name}", sql.raw_select(table, sources, laid.types, placed=False))
    engine.view(f"placed_{name}", sql.raw_select(table, placed, laid.types, placed=True))
    engine.view(f"tried_{name}", sql.typed_select(table, laid.types, f"raw_{name}", tried=True))
    traced = sql.typed_select(table, laid.types, f"placed_{name}", tried=True, placed=True)
    engine.view(f"traced_{name}", traced)
    engine.view(f"tape_{name}", sql.typed_select(table, laid.types, f"raw_{name}"))
