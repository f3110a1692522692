"""From a venue's export to rows of the events file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax.events_file import (
    COLUMNS,
    Written,
    before_more,
    cells,
    file_rows,
    is_asset,
    is_venue,
    text,
)
from hozen.workflows.tax.forms import FORMS, Given
from hozen.workflows.tax.keeping import alone, rewritten

_AT_ONCE = 10_000  # rows that are written together


def exported(source: Path, form: str, given: Given) -> Iterator[Written]:
    """The rows of an export as rows of the events file. TaxRefused for an unknown form, no file, a fault in it."""
    if form not in FORMS:
        raise TaxRefused("no such form", where="--form", found=form, expected=" | ".join(FORMS))
    if not source.is_file():
        raise TaxRefused("no such file", where=str(source), expected="an export of a venue")
    _plain_words(given)
    return FORMS[form].read(source, given)


def take_in(source: Path, into: Path, form: str, given: Given) -> int:
    """Add the rows of `source` to the events file `into`, which is made where there is none. How many came in;
    `given.aside` has the rows that were left aside because they change no coin.

    TaxRefused, and nothing written, for a fault in either file, a venue that is there already, or another command that
    adds to the folder's files meanwhile.
    """
    if not given.venue:
        raise _bad_words(given)
    with alone(into):
        _new_venue(into, given.venue)
        before = before_more(into, COLUMNS)
        with rewritten(into) as fresh:
            return _written(fresh, before, exported(source, form, given))


def _new_venue(into: Path, venue: str) -> None:
    if into.is_file() and any(cells(row)[-1] == venue for _, row in file_rows(into)):
        raise TaxRefused(
            "the venue was imported before",
            where=str(into),
            found=venue,
            expected="each venue once",
            try_next="give another file of the venue another name, with its year for example",
        )


def _plain_words(given: Given) -> None:
    if not (given.venue == "" or is_venue(given.venue)) or not (given.asset == "" or is_asset(given.asset)):
        raise _bad_words(given)


def _bad_words(given: Given) -> TaxRefused:
    return TaxRefused(
        "a name that a row of the events file cannot hold",
        where="--venue, --asset",
        found=f"{given.venue!r}, {given.asset!r}",
        expected="a venue without commas or quotes; an asset such as BTC",
    )


def _written(fresh: Path, before: str, rows: Iterator[Written]) -> int:
    count = 0
    with fresh.open("w", encoding="utf-8", newline="") as out:
        out.write(before)
        while some := [text(row) for _, row in islice(rows, _AT_ONCE)]:
            out.write("\n".join(some) + "\n")
            count += len(some)
    return count
