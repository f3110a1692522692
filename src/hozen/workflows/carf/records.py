"""The records of a run: what is new, what is corrected, what is deleted, and in which message each goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.carf.bodies import Slice
from hozen.workflows.carf.errors import CarfInput
from hozen.workflows.carf.folder import RECORDS, WORK, Reports
from hozen.workflows.carf.head import CORRECTION, NEW

_ROOM = 700  # bytes around a body: the element, its DocSpec with two references
_HEAD = 12_000  # bytes of the largest head and end
_KINDS = {"N": NEW, "C": CORRECTION}


@dataclass(frozen=True, slots=True)
class Part:
    """報告ファイルの割付: one message to be written."""

    ref: str
    kind: str
    file: str
    users: int


def name_standing(engine: Engine, reports: Reports) -> None:
    """The views carf_sent (every record of every run) and carf_standing (of each customer the one that stands)."""
    parts = [
        f"SELECT {number} AS run, customer_id, action, doc_ref, size, sha256, body"
        f" FROM {engine.scan(paths, 'parquet', {})}"
        for number, paths in reports.records().items()
    ]
    engine.view("carf_sent", " UNION ALL ".join(parts) or _NONE_SENT)
    engine.view(
        "carf_standing",
        """SELECT s.customer_id, s.run, s.doc_ref, s.size, s.sha256
           FROM (SELECT customer_id, run, action, doc_ref, size, sha256 FROM carf_sent) AS s
           JOIN (SELECT customer_id, max(run) AS run FROM carf_sent GROUP BY customer_id) AS m
                ON m.customer_id = s.customer_id AND m.run = s.run
           WHERE s.action <> 'OECD3'""",
    )


def name_changes(engine: Engine, files: Sequence[Path]) -> None:
    """The view carf_changes (series, customer_id, action, corrects, run, size, sha256): empty where nothing changed.

    Texts stay out of it, so that joins and sorts carry none: carf_drawn and carf_sent have them.
    """
    engine.view("carf_drawn", f"SELECT * FROM {engine.scan(files, 'parquet', {})}" if files else _NONE_DRAWN)
    engine.view(
        "carf_changes",
        """SELECT CASE WHEN s.customer_id IS NULL THEN 'N' ELSE 'C' END AS series,
                  coalesce(b.customer_id, s.customer_id) AS customer_id,
                  CASE WHEN s.customer_id IS NULL THEN 'OECD1' WHEN b.customer_id IS NULL THEN 'OECD3'
                       ELSE 'OECD2' END AS action,
                  coalesce(s.doc_ref, '') AS corrects, coalesce(s.run, 0) AS run,
                  coalesce(b.size, s.size) AS size, coalesce(b.sha256, s.sha256) AS sha256
           FROM (SELECT customer_id, size, sha256 FROM carf_drawn) AS b
           FULL OUTER JOIN carf_standing s ON s.customer_id = b.customer_id
           WHERE b.customer_id IS NULL OR s.customer_id IS NULL OR b.sha256 <> s.sha256""",
    )


def fingerprint(engine: Engine) -> str:
    """One hash over every change: what makes a run's references its own."""
    text = "coalesce(string_agg(action || sha256, ',' ORDER BY customer_id), '')"
    query = Query(
        "fingerprint",
        f"SELECT sha256(whole) AS whole FROM (SELECT {text} AS whole FROM carf_changes) AS w",
        (),
    )
    ((whole,),) = engine.rows(query)
    return str(whole)


def place(engine: Engine, staging: Path, prefix: str, most: int) -> tuple[Part, ...]:
    """Give every record its message and its references; the messages in order. The view carf_placed holds no text.

    `most`: bytes that no message exceeds. CarfInput where one record alone is larger.
    """
    room = most - _HEAD - _largest(engine)
    if room <= 0:
        raise CarfInput(
            "a message cannot hold the largest record",
            where="--most-bytes",
            found=most,
            expected=f"at least {most - room + 1}",
        )
    text = _PLACED.format(prefix=prefix, room=room, size=_SIZE)
    path = engine.write_parquet(Query("carf placed", text, ()), staging / WORK / "placed.parquet").path
    engine.view("carf_placed", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    query = Query(
        "carf parts",
        "SELECT message_ref, series, part, count(*) AS users FROM carf_placed GROUP BY message_ref, series, part"
        " ORDER BY series, part",
        (),
    )
    rows: Any = engine.rows(query)
    return tuple(
        Part(ref, _KINDS[series], f"{series}{part:03}.xml", users) for ref, series, part, users in rows
    )


def write_records(engine: Engine, staging: Path, parts: Sequence[Slice]) -> tuple[Path, ...]:
    """Write every record with its references and its text, a file for each slice that has one."""
    found = []
    for one in parts:
        text = _RECORDS.format(placed=one.has("p.customer_id"), drawn=one.has("customer_id"))
        written = engine.write_parquet(
            Query("carf records", text, ()), staging / f"{RECORDS}-{one.number:05}.parquet"
        )
        if written.rows:
            found.append(written.path)
        else:
            written.path.unlink()
    return tuple(found)


def record_texts(engine: Engine, file: Path) -> Iterator[tuple[str, str]]:
    """(message_ref, records as XML) of a file, in order, a batch at a time."""
    rows = f"SELECT message_ref, {_TEXT} AS text, doc_ref FROM {engine.scan([file], 'parquet', {})}"
    refs = Query("carf messages", f"SELECT DISTINCT message_ref FROM ({rows}) AS r ORDER BY message_ref", ())
    for (ref,) in engine.rows(refs):
        query = Query(
            "carf texts",
            f"SELECT text FROM ({rows}) AS r WHERE message_ref = :ref ORDER BY doc_ref",
            (),
            {"ref": str(ref)},
        )
        for batch in engine.stream(query, batch_rows=4_096):
            yield str(ref), "".join(batch.column(0).to_pylist())


def actions(engine: Engine) -> dict[str, int]:
    """How many records there are of each DocTypeIndic."""
    query = Query(
        "actions", "SELECT action, count(*) AS n FROM carf_changes GROUP BY action ORDER BY action", ()
    )
    rows: Any = engine.rows(query)
    return dict(rows)


def _largest(engine: Engine) -> int:
    query = Query("largest", f"SELECT coalesce(max({_SIZE}), 0) AS size FROM carf_changes", ())
    rows: Any = engine.rows(query)
    return int(rows[0][0])


_SIZE = f"(size + {_ROOM})"
_NO_TEXT = "'' AS sha256, '' AS body WHERE 1 = 0"
_NONE_SENT = (
    f"SELECT 0 AS run, '' AS customer_id, '' AS action, '' AS doc_ref, CAST(0 AS BIGINT) AS size, {_NO_TEXT}"
)
_NONE_DRAWN = f"SELECT '' AS customer_id, CAST(0 AS BIGINT) AS size, {_NO_TEXT}"
# A record goes into the part in which its last byte falls; a part's first record may begin before it, by less than the
# largest record, which `room` leaves free.
_PLACED = """
    SELECT n.*, '{prefix}-' || series || lpad(CAST(part AS STRING), 5, '0') AS message_ref
    FROM (SELECT o.*, dense_rank() OVER (PARTITION BY series ORDER BY slot) AS part
          FROM (SELECT c.*, row_number() OVER (PARTITION BY series ORDER BY customer_id) AS number,
                       idiv(CAST(sum({size}) OVER (PARTITION BY series ORDER BY customer_id
                            ROWS UNBOUNDED PRECEDING) AS DECIMAL(38,0)) - 1, {room}) AS slot
                FROM carf_changes c) AS o) AS n"""
_RECORDS = """
    SELECT p.series, p.part, p.customer_id, p.action, p.message_ref,
           p.message_ref || '-U' || lpad(CAST(p.number AS STRING), 9, '0') AS doc_ref,
           p.corrects, p.size, p.sha256, b.body
    FROM (SELECT * FROM carf_placed p WHERE {placed}) AS p
    JOIN (SELECT 0 AS run, customer_id, body FROM carf_drawn WHERE {drawn}
          UNION ALL SELECT run, customer_id, body FROM carf_sent WHERE {drawn}) AS b
         ON b.customer_id = p.customer_id AND b.run = CASE WHEN p.action = 'OECD3' THEN p.run ELSE 0 END
    ORDER BY p.series, p.part, p.customer_id"""
_TEXT = """concat('<CryptoUsers>', body, '<DocSpec><stf:DocTypeIndic>', action, '</stf:DocTypeIndic><stf:DocRefId>',
                  doc_ref, '</stf:DocRefId>', CASE WHEN corrects = '' THEN ''
                  ELSE concat('<stf:CorrDocRefId>', corrects, '</stf:CorrDocRefId>') END,
                  '</DocSpec></CryptoUsers>', chr(10))"""
