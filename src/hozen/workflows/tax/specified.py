"""Which assets are specified crypto-assets, and from when to when: a file of dated records."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp import Register, Specified
from hozen.workflows.strict_csv import rows

COLUMNS = ("asset", "since", "until")


def read_register(path: Path | None) -> Register:
    """Periods by asset; none without a file: then nothing is specified."""
    found: dict[str, tuple[Specified, ...]] = defaultdict(tuple)
    for row in rows(path.read_bytes(), path.name, COLUMNS, TaxRefused) if path else ():
        since, until = row.day("since"), row.day("until") if row.cells["until"] else None
        if until is not None and until < since:
            row.refuse("until", "a day on or after since, or nothing")
        found[row.filled("asset")] += (Specified(since, until),)
    return dict(found)
