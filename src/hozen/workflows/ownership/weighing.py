"""Weighing a book's evidence for one day: once for all pieces that weigh alike, page by page.

So neither memory nor time grows with the number of wallets for which a custodian or an auditor says the same.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from uuid import uuid4

from hozen.engine import Cell, Engine
from hozen.records import Settings
from hozen.rules.custody.ownership import (
    Evidence,
    EvidenceKind,
    Terms,
    Verified,
    Weighed,
    Written,
    verify,
    weigh,
)
from hozen.rules.custody.ownership.measures import (
    ANSWERS,
    PIECES,
    WEIGHED,
    evidence_of_counted,
    evidence_to_weigh,
    weighed_pieces,
)
from hozen.workflows.ownership.remembered import Answer, Remembered, answer_of, key_of, verified_of

PAGE = 50_000  # pieces held at one time
_COLUMNS = {
    "alike": "BIGINT",
    "stands": "STRING",
    "reason": "STRING",
    "fresh_until": "DATE",
}


@dataclass(frozen=True, slots=True)
class WeighedEvidence:
    """評価済証跡: how many pieces were weighed, and the SHA-256 of the answers, for the closing's fingerprint."""

    pieces: int
    sha256: str


def weigh_evidence(
    engine: Engine, settings: Settings, day: date, written: Written, remembered: Remembered, folder: Path
) -> WeighedEvidence:
    """Weigh all evidence for wallets that the close of `day` counts, and name the view that the measures read.

    The pieces go to one Parquet file in `folder` and the answers to one CSV file, each replaced whole; the same book,
    day and entries give the same answers. A signature is verified once, and then remembered. Raises
    OwnershipExtraMissing where there is a signature to verify and no library to do it, EngineError where the book's
    views are not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces = engine.write_parquet(evidence_of_counted(day), folder / "wallet-evidence.parquet")
    engine.view(PIECES, f"SELECT * FROM {engine.scan([pieces.path], 'parquet', {})}")
    answers = folder / "wallet-evidence.csv"
    sha256 = _write(answers, _Scale(day, terms_of(settings), written, remembered), engine)
    casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in _COLUMNS.items())
    engine.view(ANSWERS, f"SELECT {casts} FROM {engine.scan([answers], 'csv', {})}")
    engine.view(WEIGHED, weighed_pieces())
    return WeighedEvidence(pieces.rows, sha256)


def _write(path: Path, scale: _Scale, engine: Engine) -> str:
    """The answers, whole or not at all; their SHA-256."""
    partial = path.with_name(f".{path.name}.{uuid4().hex}")
    digest = hashlib.sha256()
    try:
        with partial.open("wb") as file:
            _put(file, digest, [list(_COLUMNS)])
            for page in _pages(engine):
                _put(file, digest, scale.weighed(page))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return digest.hexdigest()


def terms_of(settings: Settings) -> Terms:
    """The house rule of book.toml: `valid_days` for every kind that has no days of its own."""
    days = settings.ownership_days
    every = days.get("valid_days")
    return Terms(
        book=settings.book,
        signature_days=every,
        statement_days=days.get("statement_days", every),
        send_to_self_days=days.get("send_to_self_days", every),
    )


def _pages(engine: Engine) -> Iterator[list[tuple[int, Evidence]]]:
    after = 0
    while rows := engine.rows(evidence_to_weigh(after, PAGE)):
        yield [(_number(alike), _evidence(row)) for alike, _, *row in rows]
        after += PAGE


def _evidence(row: Sequence[Cell]) -> Evidence:
    wallet, kind, made_on, until, wallet_address, keeper, *rest = row
    address, said, signature, digest, checked_by, txid, units, to_address, first_on = rest
    return Evidence(
        wallet_id=str(wallet),
        kind=EvidenceKind(kind),
        made_on=_day(made_on),
        valid_until=None if until is None else _day(until),
        wallet_address=str(wallet_address),
        keeper=str(keeper),
        address=_text(address),
        challenge=_text(said),
        signature=_text(signature),
        file_sha256=_text(digest),
        checked_by=_text(checked_by),
        txid=_text(txid),
        units=units if isinstance(units, int) else 0,
        to_address=_text(to_address),
        first_on=None if first_on is None else _day(first_on),
    )


def _day(cell: Cell) -> date:
    if not isinstance(cell, date):
        raise TypeError(f"a measure must yield a day, not {cell!r}")
    return cell


def _number(cell: Cell) -> int:
    if not isinstance(cell, int):
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What every piece is weighed by."""

    day: date
    terms: Terms
    written: Written
    remembered: Remembered

    def weighed(self, page: list[tuple[int, Evidence]]) -> list[list[str]]:
        """One line of the answers for each number; signatures not met before are remembered."""
        keys = {key_of(one) for _, one in page if one.kind.method}
        known, new = self.remembered.known(keys) if keys else {}, dict[str, Answer]()
        lines = [_line(alike, self._weigh(one, known, new)) for alike, one in page]
        if new:
            self.remembered.add(new)
        return lines

    def _weigh(self, one: Evidence, known: Mapping[str, Answer], new: dict[str, Answer]) -> Weighed:
        def check(signed: Evidence) -> Verified:
            key = key_of(signed)
            answer = known.get(key) or new.get(key)
            if answer is None:
                found = verify(signed.from_address, signed.challenge, signed.signature, signed.kind.method)
                answer = new[key] = answer_of(found)
            return verified_of(signed, answer)

        return weigh(one, self.day, self.terms, self.written, check)


def _line(alike: int, found: Weighed) -> list[str]:
    until = found.fresh_until.isoformat() if found.fresh_until else ""
    return [str(alike), found.stands.value, found.reason, until]


def _put(file: IO[bytes], digest: hashlib._Hash, lines: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    data = text.getvalue().encode()
    digest.update(data)
    file.write(data)
