"""Rows of an evidence file, page by page: never all of them in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.faces.reports.errors import ReportError
from hozen.records import Query
from hozen.workflows.daily_close import EvidenceFile
from hozen.workflows.engine_at_home import engine_at_home

PAGE = 20_000
_POSITION = ("filename", "file_row_number")
_VIEW = "evidence"
_CHUNK = 1 << 20


@contextmanager
def evidence_rows(
    folder: Path, file: EvidenceFile, most: int, wanted: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]]:
    """Column names, and at most `most` rows in the file's order.

    Where there are more, the rows of the `wanted` assets come first, and customers' ledger rows last: the few
    wallets and trusts say more than the first of a million customers. Raises ReportError for a file that is
    absent or not the one the closing names; EngineError for one that is broken.
    """
    path = folder / file.path
    _refuse_another(path, file)
    with engine_at_home(memory_limit="1GB") as engine:
        engine.view(_VIEW, f"SELECT * FROM {engine.scan([path], 'parquet', {'position': 'true'})}")
        columns = _columns(engine)
        rank = _rank(columns, len(wanted)) if file.rows > most else "0"
        yield columns, _rows(engine, columns, rank, wanted, most)


def _refuse_another(path: Path, file: EvidenceFile) -> None:
    if not path.is_file():
        raise ReportError(
            f"the rows behind {file.check} are not there",
            where=str(path),
            expected=f"the evidence file that the closing names ({file.rows:,} rows)",
            try_next="give the folder into which the day was closed, or close the day again",
        )
    found = _sha256(path)
    if found != file.sha256:
        raise ReportError(
            f"{path.name} is not the file that the closing rests on",
            where=str(path),
            found=f"SHA-256 {found}",
            expected=f"SHA-256 {file.sha256}",
            try_next="put the kept file back, or close the day again",
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _columns(engine: Engine) -> tuple[str, ...]:
    sql = f"SELECT column_name FROM (DESCRIBE SELECT * FROM {_VIEW})"
    names = (str(name) for (name,) in engine.rows(Query("columns", sql, (_VIEW,))))
    return tuple(name for name in names if name not in _POSITION)


def _rank(columns: Sequence[str], wanted: int) -> str:
    """0 to 3: wanted assets before others; within them, the ledger last."""
    parts = ["0"]
    if "asset" in columns and wanted:
        names = ", ".join(f":wanted{number}" for number in range(wanted))
        parts.append(f"CASE WHEN asset IN ({names}) THEN 0 ELSE 2 END")
    if "side" in columns:
        parts.append("CASE WHEN side = 'ledger' THEN 1 ELSE 0 END")
    return " + ".join(parts)


def _rows(
    engine: Engine, columns: Sequence[str], rank: str, wanted: Sequence[str], most: int
) -> Iterator[tuple[Cell, ...]]:
    left = most
    for group in range(1 if rank == "0" else 4):
        after = 0
        while left and (page := _page(engine, columns, rank, wanted, group, after, min(left, PAGE))):
            yield from (row[1:] for row in page)
            left -= len(page)
            after = int(str(page[-1][0]))


def _page(
    engine: Engine,
    columns: Sequence[str],
    rank: str,
    wanted: Sequence[str],
    group: int,
    after: int,
    count: int,
) -> list[tuple[Cell, ...]]:
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    sql = f"""
        SELECT file_row_number, {names} FROM {_VIEW}
        WHERE file_row_number > :after AND {rank} = :group
        ORDER BY file_row_number LIMIT {count}
    """
    named = {f"wanted{number}": one for number, one in enumerate(wanted)}
    return engine.rows(Query("evidence rows", sql, (_VIEW,), {"after": after, "group": group, **named}))
