"""Elections of a cost method, per asset, with the day the form was filed; and changes, with the day of their approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.law import Reading
from hozen.rules.tax import TaxRefused
from hozen.rules.tax.jp import needs
from hozen.rules.tax.year_costs import MODES
from hozen.values import BusinessDays
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import before_more, bytes_of, line
from hozen.workflows.tax.keeping import alone, rewritten
from hozen.workflows.tax.tax_law import tax_law

COLUMNS = ("asset", "method", "first_year", "filed", "approved")


@dataclass(frozen=True, slots=True)
class Election:
    """届出: the cost method of one asset from a year on. `approved` is the day on which a change was approved."""

    asset: str
    method: str
    first_year: int
    filed: date
    approved: date | None = None


Elections = dict[str, tuple[Election, ...]]


def read_elections(path: Path | None) -> Elections:
    """Elections by asset in order of time; none without a file. TaxRefused for a faulty row, a second row without an
    approval, or years that do not rise."""
    found: Elections = {}
    for row in rows(bytes_of(path, "elections"), path.name, COLUMNS, TaxRefused) if path else ():
        one = Election(
            row.filled("asset"),
            row.choice("method", tuple(MODES)),
            row.whole("first_year"),
            row.day("filed"),
            row.day("approved") if row.cells["approved"] else None,
        )
        before = found.get(one.asset, ())
        if before and one.approved is None:
            row.refuse("approved", "the day on which the change was approved", "hozen tax change")
        if before and one.first_year <= before[-1].first_year:
            row.refuse("first_year", f"a year after {before[-1].first_year}")
        found[one.asset] = (*before, one)
    return found


def method_in(elections: Elections, asset: str, year: int) -> str | None:
    """The elected method of the year; None where none was elected for it."""
    valid = [one.method for one in elections.get(asset, ()) if one.first_year <= year]
    return valid[-1] if valid else None


def elect(path: Path, one: Election) -> date:
    """Keep a first election in the file, which is made where there is none. The last day on which it could be filed.

    TaxRefused where the form came after that day, or the asset has an election already.
    """
    last = deadline(one.first_year)
    _known(one)
    if one.filed > last:
        raise TaxRefused(
            "the election was filed too late",
            where=one.asset,
            found=str(one.filed),
            expected=f"on or before {last}",
            try_next="leave the election out: the default of the law holds",
        )
    with alone(path):
        known = read_elections(path if path.is_file() else None)
        if one.asset in known:
            raise TaxRefused(
                "the asset has an election",
                where=one.asset,
                found=known[one.asset][-1].method,
                try_next="hozen tax change, with the day on which the change was approved",
            )
        _append(path, one)
    return last


def _known(one: Election) -> None:
    if one.method not in MODES:
        raise TaxRefused("no such cost method", where=one.asset, found=one.method, expected=" | ".join(MODES))


def _append(path: Path, one: Election) -> None:
    cells = (one.asset, one.method, str(one.first_year), str(one.filed), str(one.approved or ""))
    with rewritten(path) as fresh:
        fresh.write_text(before_more(path, COLUMNS) + line(cells), "utf-8")


@dataclass(frozen=True, slots=True)
class Changed:
    """変更: the last day for the application, and whether the change before was so near that it could be refused."""

    last: date
    soon: bool


def change(path: Path, one: Election) -> Changed:
    """Keep a change of method. TaxRefused where the application came after the deadline of its year, where nothing
    changes, or where there is no approval: without one there is no change."""
    _known(one)
    reading = tax_law(None).reading(date(one.first_year, 12, 31))
    last = _last_day(reading, one.first_year, "tax.change.deadline")
    if one.filed > last:
        raise TaxRefused(
            "the application for a change came too late",
            where=one.asset,
            found=str(one.filed),
            expected=f"on or before {last}",
            try_next="change the method from the next year on",
        )
    if one.approved is None or one.approved < one.filed:
        raise TaxRefused(
            "a change without an approval",
            where=one.asset,
            found=str(one.approved or "nothing"),
            expected="the day of the approval, on or after that of the application",
        )
    with alone(path):
        before = read_elections(path if path.is_file() else None).get(one.asset, ())
        _moves_on(before, one)
        _append(path, one)
    again = [each.first_year for each in before if each.approved]
    return Changed(last, bool(again) and one.first_year - again[-1] < reading.count("tax.change.soon").value)


def _moves_on(before: Sequence[Election], one: Election) -> None:
    if before and (before[-1].method == one.method or before[-1].first_year >= one.first_year):
        raise TaxRefused(
            "nothing changes, or not forwards in time",
            where=one.asset,
            found=f"{before[-1].method} from {before[-1].first_year}",
            expected=f"another method than {one.method}, from a later year",
        )


def deadline(first_year: int) -> date:
    """The last day for the form: the deadline of the return for the year of the first purchase."""
    reading = tax_law(None).reading(date(first_year, 12, 31))
    return _last_day(reading, first_year + 1, "tax.election_deadline")


def _last_day(reading: Reading, year: int, key: str) -> date:
    """The day that the law names; the next open one where offices are closed on it."""
    day = date.fromisoformat(f"{year}-{reading.text(key).value}")
    needs(reading, "tax.deadline_on_holiday", "next_open_day")
    return day if BusinessDays.BANK.has(day) else BusinessDays.BANK.after(day, 1)
