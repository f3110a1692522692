"""What an issue's papers are made of: its files, checked against the books, and the days of the issues before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.engine import Engine
from hozen.records import Query
from hozen.workflows.case_folder import unchanged
from hozen.workflows.tax_year import standing_sql as standing
from hozen.workflows.tax_year.errors import TaxYearRefused
from hozen.workflows.tax_year.issue import Issue, YearReports
from hozen.workflows.tax_year.issuing import Place
from hozen.workflows.tax_year.reading import Sources

MOST_ROWS = 50_000
"""Rows of one kind that a pack copies; the files have every one."""


@dataclass(frozen=True, slots=True)
class Papers:
    """報告書の材料: `days` and `key` are the same for the same issue, so its papers have the same bytes each time."""

    reports: YearReports
    sources: Sources
    is_draft: bool
    closed_again: date | None = None  # a day that the issue is tied to and that was closed again since

    @property
    def key(self) -> str:
        """What the papers rest on."""
        made = f"draft after {self.reports.before}" if self.is_draft else f"issue {self.reports.number}"
        return f"{self.reports.year} {made} {self.reports.fingerprint}"


def issued_papers(place: Place, number: int | None = None) -> Papers:
    """The papers of an approved issue. TaxYearRefused before its approval, CaseFileRefused for a file that changed."""
    found = place.issue(number)
    if not found.approved_by:
        raise TaxYearRefused(
            "the issue is not approved",
            where=f"issue {found.reports.number}, entered by {found.entry.actor}",
            expected="an issue that another person approved, before anything goes to customers",
            try_next=f"hozen tax-year approve BOOK --year {place.year.number}, or --draft",
        )
    every = [one for one in place.issues() if one.reports.number <= found.reports.number]
    again = place.closed_again(found)
    return Papers(found.reports, _sources(place, found.reports, every), is_draft=False, closed_again=again)


def draft_papers(place: Place) -> Papers:
    """The papers of the last draft; its day is the last of the year. TaxYearRefused where there is none."""
    reports = place.draft()
    found = _sources(place, reports, list(place.issues()))
    days = {**found.days, reports.number: place.year.last}
    return Papers(reports, Sources(found.lines, found.changes, days), is_draft=True)


def _sources(place: Place, reports: YearReports, issues: list[Issue]) -> Sources:
    of = {one.reports.number: one.reports for one in issues} | {reports.number: reports}
    changes = {number: _files(place, one, "changes") for number, one in of.items() if one.of("changes")}
    return Sources(_files(place, reports, "lines"), changes, _days(issues))


def _files(place: Place, reports: YearReports, kind: str) -> tuple[Path, ...]:
    folder = place.folder(reports.number)
    return tuple(unchanged(folder, one) for one in reports.of(kind))


def _days(issues: list[Issue]) -> dict[int, date]:
    return {one.reports.number: one.day for one in issues}


def difference_rows(place: Place, reports: YearReports, engine: Engine) -> list[tuple[object, ...]]:
    """(customer_id, asset, closing by the identity, the close's balance, difference), at most 50,000."""
    source = engine.scan(_files(place, reports, "held"), "parquet", {})
    return [tuple(row) for row in engine.rows(standing.differences(source, MOST_ROWS))]


def change_rows(place: Place, reports: YearReports, engine: Engine) -> Iterator[tuple[object, ...]]:
    """(customer_id, asset, item, before, now), at most 50,000."""
    files = _files(place, reports, "changes")
    if files:
        source = engine.scan(files, "parquet", {})
        text = (
            f"SELECT customer_id, asset, item, was, now FROM {source} AS c"
            f" ORDER BY bucket, customer_id, asset, item LIMIT {MOST_ROWS}"
        )
        yield from engine.rows(Query("changes", text, ()))
