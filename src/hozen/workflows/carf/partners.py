"""報告対象国の一覧: the jurisdictions that are reported to, with dates and source, as the user supplies them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.rules.carf.measures import HOME
from hozen.workflows.carf.errors import CarfInput
from hozen.workflows.strict_csv import rows

COLUMNS = ("jurisdiction", "since", "until", "source")


@dataclass(frozen=True, slots=True)
class Partners:
    """報告対象国: codes on the list on the day, and the SHA-256 of the list."""

    codes: frozenset[str]
    sha256: str


def read_partners(path: Path, day: date) -> Partners:
    """Who is on the list on `day`. CarfInput for a faulty row, Japan itself, or a row without a source."""
    if not path.is_file():
        raise CarfInput("no such file", where=str(path), expected=f"a CSV with {', '.join(COLUMNS)}")
    raw, found = path.read_bytes(), set[str]()
    for row in rows(raw, path.name, COLUMNS, CarfInput):
        code = row.filled("jurisdiction", "[A-Z]{2}")
        row.filled("source")
        since, until = row.day("since"), row.day("until") if row.cells["until"] else None
        if code == HOME:
            row.refuse("jurisdiction", "another jurisdiction than Japan")
        if until is not None and until < since:
            row.refuse("until", "a day on or after since, or nothing")
        if since <= day and (until is None or day <= until):
            found.add(code)
    return Partners(frozenset(found), hashlib.sha256(raw).hexdigest())
