"""受付: a file that creditors or the office hand in, through the door into the case: whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hozen.records import Book, Query
from hozen.workflows.case_folder import CaseFile, sha256_of, unchanged, writing
from hozen.workflows.door import admit
from hozen.workflows.home import home
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.files import files_in, write_bytes, write_table
from hozen.workflows.wind_down.opening import SETTINGS
from hozen.workflows.wind_down.register_sql import EMPTY
from hozen.workflows.wind_down.views import BATCH_EVENTS, approved, case_views, waits

if TYPE_CHECKING:
    from hozen.books import CaseEntry, CaseRecord

TABLE_OF = {
    "filed": "claims",
    "decided": "claim_events",
    "payees": "claim_payees",
    "results": "payment_results",
    "forks": "claim_forks",
}
"""Event of the journal → the table whose contract its files keep."""


Look = Callable[[At, int], Mapping[str, object] | None]
"""Called with the number of the file that comes; raises to refuse it. What it gives back the entry says, too."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """受付結果: the entry that names the file, and whether it was there before.

    `needs_two`: it lets money go, and waits until a second person has confirmed it.
    """

    entry: CaseEntry
    already_there: bool
    needs_two: bool = False


def take_in(at: At, event: str, file: Path, look: Look | None = None, key: str = "") -> TakenIn:
    """Let one file into the case. `look` may refuse it, once its rows are among the case's views.

    The same bytes again are the file that is there, unless they come under another `key`: then they are said anew.
    Raises RowsRefused row by row, WindDownRefused for a file that is not CSV or Parquet, KeyReused for a key under which
    another file came, CaseMoved.
    """
    record = at.work()
    digest = _readable(file)
    before = _before(record, event, digest, key)
    if before is not None:
        return TakenIn(before, True, _needs_two(before, record))
    number = 1 + sum(one.event in BATCH_EVENTS for one in record.entries)
    name = f"batches/{number:04d}-{event}-{digest[:12]}"
    table, more = _admitted(at, record, event, file, number, f"{name}.parquet", look)
    raw = write_bytes(
        file.read_bytes(), at.folder, name + file.suffix.lower().replace(".parquet", ".as-filed.parquet")
    )
    body = {"series": f"{event}-{number}", "batch": number, "sha256": digest, "rows": table.rows, **more}
    body["files"], body["as_filed"] = [table.body()], raw.body()
    if key:
        body["key"] = key
    entry = at.enter(event, body, key=f"{at.case} {event} {key or digest}", after=record.last)
    return TakenIn(entry, False, _needs_two(entry, record))


def _needs_two(entry: CaseEntry, record: CaseRecord) -> bool:
    late = entry.event == "payees" and bool(approved(record.entries))
    return not entry.approved_by and (late or bool(entry.body.get("frees")) or waits(entry))


def _before(record: CaseRecord, event: str, digest: str, key: str) -> CaseEntry | None:
    """The entry that said this before: of the same key, or without one of the same bytes. Raises WindDownRefused."""
    name, wanted = ("key", key) if key else ("sha256", digest)
    found = next((one for one in record.of(event) if one.body.get(name) == wanted), None)
    if found is not None and found.body["sha256"] != digest:
        raise WindDownRefused(
            "another file came under this key",
            where=f"case {record.case} entry {found.seq}",
            found=key,
            expected="the same file again, or a key of its own",
        )
    return found


def _admitted(
    at: At, record: CaseRecord, event: str, file: Path, number: int, name: str, look: Look | None
) -> tuple[CaseFile, Mapping[str, object]]:
    """The rows as a file of the case. It is looked at apart, so that a refusal never removes what a colleague wrote."""
    more: Mapping[str, object] = {}
    with TemporaryDirectory(prefix=".look-", dir=at.folder) as place:
        apart = Path(place)
        table = through_the_door(at, record, event, file, number, name, apart)
        if look:
            case_views(at.engine, at.folder, record.entries, coming=(event, apart / table.name))
            more = look(at, number) or {}
        with writing(_home_of(at.folder / name)) as part:
            os.link(apart / table.name, part)
    return table, more


def _home_of(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _readable(file: Path) -> str:
    if file.suffix.lower() not in (".csv", ".parquet") or not file.is_file():
        raise WindDownRefused(
            "no such file, or not of a kind that is read", where=str(file), expected="a .csv or .parquet file"
        )
    return sha256_of(file)


def _assets(at: At, record: CaseRecord, event: str, sealed: Path, to: Path) -> None:
    """The assets that a file may name: the book's; for payees and forks also those that came of a fork: nobody files them."""
    if event not in ("payees", "forks") or not record.of("forks"):
        shutil.copy(sealed, to)
        return
    case_views(at.engine, at.folder, record.entries)
    at.engine.write_parquet(Query("assets", "SELECT * FROM case_assets ORDER BY asset", ("case_assets",)), to)


def through_the_door(
    at: At, record: CaseRecord, event: str, file: Path, number: int, name: str, to: Path
) -> CaseFile:
    """The file's rows as the contract types them, with the number of the file beside each, as `name` below `to`."""
    table = TABLE_OF[event]
    sealed = {one.name: one for one in files_in(record.entries[0].body)}
    with TemporaryDirectory(prefix=".door-", dir=at.folder) as place:
        room = Path(place)
        shutil.copy(unchanged(at.folder, sealed[SETTINGS]), room / "book.toml")
        _assets(
            at, record, event, unchanged(at.folder, sealed["sealed/assets.parquet"]), room / "assets.parquet"
        )
        shutil.copy(file, room / f"{table}{file.suffix.lower()}")
        admit(
            Book.open(room, whole=False),
            at.engine,
            rejects=home() / "rejects" / at.book / at.case / f"{number:04d}",
        )
        columns = ", ".join(f"`{one}`" for one in EMPTY[BATCH_EVENTS[event]] if one != "batch")
        key = ", ".join(str(place + 2) for place in range(len(columns.split(", "))))
        text = f"SELECT CAST({number} AS BIGINT) AS batch, {columns} FROM {table} ORDER BY {key}"
        return write_table(at.engine, Query(f"{table} as filed", text, (table,)), to, name)
