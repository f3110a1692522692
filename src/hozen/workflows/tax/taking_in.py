"""From a venue's export to rows of the events file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax.events_file import COLUMNS, Cells, before_more, file_cells, is_asset, is_venue
from hozen.workflows.tax.forms import FORMS, Given


def exported(source: Path, form: str, given: Given) -> Iterator[Cells]:
    """The rows of an export as rows of the events file. TaxRefused for an unknown form, no file, a fault in it."""
    if form not in FORMS:
        raise TaxRefused("no such form", where="--form", found=form, expected=" | ".join(FORMS))
    if not source.is_file():
        raise TaxRefused("no such file", where=str(source), expected="an export of a venue")
    return FORMS[form].read(source, given)


def take_in(source: Path, into: Path, form: str, given: Given) -> int:
    """Add the rows of `source` to the events file `into`, which is made where there is none. How many came in;
    `given.aside` has the rows that were left aside because they change no coin.

    TaxRefused, and nothing written, for a fault in either file or a venue that is there already.
    """
    _plain_words(given)
    rows = exported(source, form, given)
    if into.is_file() and any(cells[-1] == given.venue for _, cells in file_cells(into)):
        raise TaxRefused(
            "the venue was imported before", where=str(into), found=given.venue, expected="each venue once"
        )
    before = before_more(into, COLUMNS)
    fresh = into.with_name(f"{into.name}.new")
    try:
        count = _written(fresh, before, rows)
    except BaseException:  # whatever stopped it: what was not let in leaves no file behind
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(into)
    return count


def _plain_words(given: Given) -> None:
    if not is_venue(given.venue) or not (given.asset == "" or is_asset(given.asset)):
        raise TaxRefused(
            "a name that a row of the events file cannot hold",
            where="--venue, --asset",
            found=f"{given.venue!r}, {given.asset!r}",
            expected="a venue without commas or quotes; an asset such as BTC",
        )


def _written(fresh: Path, before: str, rows: Iterator[Cells]) -> int:
    count = 0
    with fresh.open("w", encoding="utf-8", newline="") as out:
        out.write(before)
        for _, cells in rows:
            out.write(",".join(cells) + "\n")
            count += 1
    return count
