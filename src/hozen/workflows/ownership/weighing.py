"""Weighing a book's evidence for one day: page by page, so that memory does not grow with the number of wallets."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
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
from hozen.rules.custody.ownership.measures import WEIGHED, evidence_of_counted
from hozen.workflows.ownership.remembered import Answer, Remembered, answer_of, key_of, verified_of

PAGE = 50_000  # pieces held at one time
_COLUMNS = {
    "wallet_id": "STRING",
    "kind": "STRING",
    "made_on": "DATE",
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

    The answers go to one CSV file in `folder`, replaced whole; the same book, day and entries give the same file. A
    signature is verified once, and then remembered. Raises OwnershipExtraMissing where there is a signature to verify
    and no library to do it, EngineError where the book's views are not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "wallet-evidence.csv"
    scale = _Scale(day, terms_of(settings), written, remembered)
    partial = folder / f".{path.name}.{uuid4().hex}"
    try:
        weighed = _write(partial, scale, _pages(engine, day))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in _COLUMNS.items())
    engine.view(WEIGHED, f"SELECT {casts} FROM {engine.scan([path], 'csv', {})}")
    return weighed


def _write(path: Path, scale: _Scale, pages: Iterator[list[Evidence]]) -> WeighedEvidence:
    digest, pieces = hashlib.sha256(), 0
    with path.open("wb") as file:
        _put(file, digest, [list(_COLUMNS)])
        for page in pages:
            _put(file, digest, scale.weighed(page))
            pieces += len(page)
    return WeighedEvidence(pieces, digest.hexdigest())


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


def _pages(engine: Engine, day: date) -> Iterator[list[Evidence]]:
    after = ""
    while rows := engine.rows(evidence_of_counted(day, after, PAGE)):
        yield [_evidence(row) for row in rows]
        after = str(rows[-1][0])
        if len(rows) < PAGE:
            return


def _evidence(row: tuple[Cell, ...]) -> Evidence:
    _, wallet, kind, made_on, until, wallet_address, keeper, *rest = row
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


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What every piece is weighed by."""

    day: date
    terms: Terms
    written: Written
    remembered: Remembered

    def weighed(self, page: list[Evidence]) -> list[list[str]]:
        """One line of the answers for each piece; signatures not met before are remembered."""
        keys = {key_of(one) for one in page if one.kind.method}
        known, new = self.remembered.known(keys) if keys else {}, dict[str, Answer]()
        lines = [_line(one, self._weigh(one, known, new)) for one in page]
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


def _line(one: Evidence, found: Weighed) -> list[str]:
    until = found.fresh_until.isoformat() if found.fresh_until else ""
    return [one.wallet_id, one.kind.value, one.made_on.isoformat(), found.stands.value, found.reason, until]


def _put(file: IO[bytes], digest: hashlib._Hash, lines: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    data = text.getvalue().encode()
    digest.update(data)
    file.write(data)
