"""Elections of a cost method, per asset, with the day the form was filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.law import Law
from hozen.rules.tax import TaxRefused
from hozen.rules.tax.year_costs import MODES
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import line

COLUMNS = ("asset", "method", "first_year", "filed")


@dataclass(frozen=True, slots=True)
class Election:
    """届出: the cost method of one asset from the year of its first purchase on."""

    asset: str
    method: str
    first_year: int
    filed: date


def read_elections(path: Path | None) -> dict[str, Election]:
    """Elections by asset; none without a file. TaxRefused for a faulty row, or an asset that stands twice."""
    found: dict[str, Election] = {}
    for row in rows(path.read_bytes(), path.name, COLUMNS, TaxRefused) if path else ():
        one = Election(
            row.filled("asset"), row.choice("method", tuple(MODES)), row.whole("first_year"), row.day("filed")
        )
        if one.asset in found:
            row.refuse("asset", "each asset once: a change of method needs an approval, and is not done here")
        found[one.asset] = one
    return found


def elect(path: Path, one: Election) -> date:
    """Keep an election in the file, which is made where there is none. The last day on which it could be filed.

    TaxRefused where the form came after that day, or the asset has an election already.
    """
    last = deadline(one.first_year)
    if one.filed > last:
        raise TaxRefused(
            "the election was filed too late",
            where=one.asset,
            found=str(one.filed),
            expected=f"on or before {last}",
            try_next="leave the election out: the default of the law holds",
        )
    known = read_elections(path if path.is_file() else None)
    if one.asset in known:
        raise TaxRefused("the asset has an election", where=one.asset, found=known[one.asset].method)
    if one.method not in MODES:
        raise TaxRefused("no such cost method", where=one.asset, found=one.method, expected=" | ".join(MODES))
    before = path.read_text("utf-8") if path.is_file() else line(COLUMNS)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(before + line((one.asset, one.method, str(one.first_year), str(one.filed))), "utf-8")
    fresh.replace(path)
    return last


def deadline(first_year: int) -> date:
    """The last day for the form: the deadline of the return for the year of the first purchase."""
    said = Law.load("jp").reading(date(first_year, 12, 31)).text("tax.election_deadline").value
    return date.fromisoformat(f"{first_year + 1}-{said}")
