"""What a closing rests on, as one hash and as named parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from hozen import __version__
from hozen.books import BreakKey, BreakTerms
from hozen.law import Lawful, Reading
from hozen.records import InputFile
from hozen.workflows.plain import Writer


def closing_parts(
    inputs: Iterable[InputFile],
    settings: Path,
    reading: Reading,
    figures: Iterable[Lawful[object]],
    standing_since: Mapping[tuple[str, str], date],
    engine: str,
) -> dict[str, str]:
    """Name → SHA-256 of everything that could change the answer."""
    parts = {f"file:{one.path}": one.sha256 for one in inputs}
    parts["settings:book.toml"] = hashlib.sha256(settings.read_bytes()).hexdigest()
    parts["law"] = _hash(_law(figures))
    parts["scenario"] = _hash(reading.scenario)
    parts["hozen"] = _hash(__version__)
    parts["engine"] = _hash(engine)  # evidence files of the same rows differ in bytes from engine to engine
    carried = [[code, subject, day.isoformat()] for (code, subject), day in sorted(standing_since.items())]
    parts["breaches carried over"] = _hash(carried)
    return parts


def breaks_part(carried: Mapping[BreakKey, BreakTerms]) -> str:
    """SHA-256 over what the break log knew of the day's breaks before the day."""
    return _hash(
        [
            [*key, one.opened_on.isoformat(), one.cure_by.isoformat() if one.cure_by else None]
            for key, one in sorted(carried.items(), key=lambda item: item[0])
        ]
    )


def fingerprint(parts: Mapping[str, str]) -> str:
    """SHA-256 over the named parts."""
    return _hash(dict(parts))


def _law(figures: Iterable[Lawful[object]]) -> list[object]:
    """Every figure whole, its note and the instrument too: all of it stands in the closing."""
    writer = Writer()
    keys = writer.plain(list(figures))
    return [keys, writer.law, writer.instruments]


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
