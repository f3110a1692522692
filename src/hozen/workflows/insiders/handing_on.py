"""The facts and lists of a book as the tables of a tape that the detector of trades before facts reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from hozen.records import Table
from hozen.records.tape_tables import ANNOUNCEMENTS, INSIDER_LISTS
from hozen.rules.insiders import MaterialFact
from hozen.workflows.insiders.act import recognised
from hozen.workflows.insiders.errors import InsiderRefused


def hand_on(facts: Sequence[MaterialFact], tape: Path, day: date) -> tuple[Path, ...]:
    """announcements.csv and insider_lists.csv into a tape folder: facts that are published where it counts, and their lists.

    InsiderRefused where either stands already with other rows.
    """
    told = [(one, at) for one in facts if (at := one.public_since(recognised(day))) is not None]
    tables = {
        ANNOUNCEMENTS: list(_announcements(told)),
        INSIDER_LISTS: list(_lists([one for one, _ in told])),
    }
    return tuple(_put(tape, table, rows) for table, rows in tables.items())


def _announcements(told: Sequence[tuple[MaterialFact, datetime]]) -> Iterator[list[str]]:
    for one, public in told:
        where = next(said.where for said in one.published if said.at == public)
        for market in one.markets:
            name = one.fact if len(one.markets) == 1 else f"{one.fact} {market}"
            yield [name, market, one.kind, one.effect, _text(one.decided_at), _text(public), where, one.fact]


def _lists(facts: Sequence[MaterialFact]) -> Iterator[list[str]]:
    for one in facts:
        for account in sorted({said.account for said in one.listed}):
            since = min(said.knows_since for said in one.listed if said.account == account)
            yield [one.fact, account, _text(since)]


def _put(tape: Path, table: Table, rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(rows)
    path, content = tape / f"{table.name}.csv", text.getvalue().encode()
    others = [one for one in tape.glob(f"{table.name}*") if one != path]
    if others or (path.is_file() and path.read_bytes() != content):
        raise InsiderRefused(
            "the tape has such a table already",
            where=str(others[0] if others else path),
            expected="a tape without it",
            try_next="move it away, or write into another folder",
        )
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return path


def _text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
