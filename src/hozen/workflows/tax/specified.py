"""Which assets are specified crypto-assets, and from when to when: the register of crypto-assets handled, or a file."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp import Register, Specified
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import bytes_of

COLUMNS = ("asset", "since", "until")


def read_register(path: Path | None) -> Register:
    """Periods by asset; none without a file: then nothing is specified.

    `path`: a CSV of asset, since, until; a folder is a register of crypto-assets handled, or a book that has one.
    TaxRefused for a bad CSV; ProductsFile, RowsRefused, BookError for a bad folder.
    """
    if path and path.is_dir():
        return _of_products(path)
    found: dict[str, tuple[Specified, ...]] = defaultdict(tuple)
    for row in rows(bytes_of(path, "specified assets"), path.name, COLUMNS, TaxRefused) if path else ():
        since, until = row.day("since"), row.day("until") if row.cells["until"] else None
        if until is not None and until < since:
            row.refuse("until", "a day on or after since, or nothing")
        found[row.filled("asset")] += (Specified(since, until),)
    return dict(found)


def _of_products(path: Path) -> Register:
    # Loaded where a folder is given: most years need no register, and it takes longer to load than to work them out.
    from hozen.rules.products import specified_periods
    from hozen.workflows.products import open_register

    periods = specified_periods(open_register(path).register)
    return {
        asset: tuple(Specified(one.since, one.until) for one in found) for asset, found in periods.items()
    }
