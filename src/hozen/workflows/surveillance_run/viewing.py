"""A tape's tables as views with the contract's types, for who reads a tape and looks for nothing in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hozen.engine import Engine
from hozen.errors import HozenError
from hozen.records import Table
from hozen.records.door_sql import empty_select
from hozen.workflows.surveillance_run.laying import lay
from hozen.workflows.surveillance_run.tape_folder import open_tape


def lay_views(tape: Path, engine: Engine, tables: Sequence[Table], refused: type[HozenError]) -> None:
    """Views tape_<table>; one that is absent has no rows. TapeError for no tape, `refused` where one cannot be read."""
    found = open_tape(tape)
    for table in tables:
        if not found.places.get(table.name):
            engine.view(f"tape_{table.name}", empty_select(table))
            continue
        laid = lay(found, engine, table.name)
        if isinstance(laid, list):
            first = laid[0]
            raise refused(
                "the tape cannot be read",
                where=f"{tape / first.file}, {first.column}",
                found=first.value,
                expected=first.expected,
                try_next=f"hozen surveil run {tape}",
            )
