"""Issuing a year's reports, approving them, and what was issued before."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hozen.books import Books, CaseRecord, open_books
from hozen.records.read_settings import read_settings
from hozen.workflows.case_folder import CaseFile, CaseFileRefused, put, sha256_of, unchanged
from hozen.workflows.home import actor_name, books_address
from hozen.workflows.tax_year.calendar_year import KIND, CalendarYear
from hozen.workflows.tax_year.closes import TiedClose
from hozen.workflows.tax_year.csv_lines import NOTICE
from hozen.workflows.tax_year.desk import Ask, Closes, YearDesk, year_desk
from hozen.workflows.tax_year.errors import TaxYearRefused
from hozen.workflows.tax_year.issue import ISSUED_EVENT, Issue, YearReports, gathered, issue_of, reports_of
from hozen.workflows.tax_year.one_maker import alone
from hozen.workflows.tax_year.parts import Work, parts_for, work_out
from hozen.workflows.tax_year.progress_file import ProgressFile

DRAFT = "draft"
_TOLD = "reports.json"


@dataclass(frozen=True, slots=True)
class Place:
    """発行物の場所: a book's issues of a year, read without its rows."""

    root: Path
    year: CalendarYear
    books: Books
    book: str

    @property
    def record(self) -> CaseRecord | None:
        """What the books have of the year; None before the first issue."""
        return next(
            (one for one in self.books.cases.list(self.book, KIND) if one.case == self.year.case), None
        )

    def issues(self) -> tuple[Issue, ...]:
        """Every issue, oldest first."""
        record = self.record
        return tuple(map(issue_of, record.of(ISSUED_EVENT))) if record else ()

    def issue(self, number: int | None = None) -> Issue:
        """An issue by number, else the newest. TaxYearRefused."""
        every = self.issues()
        found = next((one for one in reversed(every) if number in (None, one.reports.number)), None)
        if found is None:
            raise TaxYearRefused(
                "no such issue of the year's reports",
                where=f"{self.book} {self.year.number}",
                found=number,
                expected=f"1 to {len(every)}" if every else "an issue",
                try_next=f"hozen tax-year issue BOOK --year {self.year.number}",
            )
        return found

    def draft(self) -> YearReports:
        """What the last draft came to. TaxYearRefused where there is none."""
        path = self.folder(0) / _TOLD
        if not path.is_file():
            raise TaxYearRefused(
                "there is no draft of the year",
                where=str(path.parent),
                try_next=f"hozen tax-year draft BOOK --year {self.year.number}",
            )
        return reports_of(json.loads(path.read_text("utf-8")))

    def approved(self) -> Issue | None:
        """The newest issue that another person approved."""
        return next((one for one in reversed(self.issues()) if one.approved_by), None)

    def closed_again(self, found: Issue) -> date | None:
        """The day of a closing that the issue is tied to and that a newer one has replaced; None where both stand."""
        for tied in (found.reports.opening, found.reports.closing):
            if tied is not None and self.books.closing(tied.entry).heading.superseded:
                return tied.day
        return None

    def folder(self, number: int) -> Path:
        """Where the files of an issue stand; 0 is the draft."""
        return self.root / "cases" / self.year.case / (f"issue-{number}" if number else DRAFT)


def issue(ask: Ask, actor: str | None = None) -> Issue:
    """Work out every customer's report and keep the issue in the books; the same input is the same issue.

    Raises YearNotClosed, RowsRefused, BookError, EngineError, BooksError; CaseFileRefused for a file that changed;
    TaxYearRefused while another process makes one, CaseMoved where one was entered or approved meanwhile.
    A run that is killed goes on where it was when it is started again.
    """
    who = actor_name(actor)
    with year_desk(ask) as desk, alone(desk.folder, "issue"):
        place, closes = _place(desk), desk.closes()
        seen = place.record
        every = place.issues()
        newest = every[-1] if every else None
        if newest and newest.reports.fingerprint == desk.fingerprint(closes):
            return _again(desk, place, newest, closes)
        number = newest.reports.number + 1 if newest else 1
        return _enter(place, _worked(desk, place, number, place.approved(), closes), seen, who)


def draft(ask: Ask) -> YearReports:
    """The same for a year that need not be closed; nothing is kept in the books."""
    with year_desk(ask) as desk, alone(desk.folder, DRAFT):
        place = _place(desk)
        made = _worked(desk, place, 0, place.approved(), desk.closes_if_any())
        path = place.folder(0) / _TOLD
        part = path.with_name(f".{_TOLD}.part")
        part.write_text(json.dumps(made.body(), default=str), encoding="utf-8")
        part.replace(path)
        return made


def approve(place: Place, actor: str, number: int | None = None, note: str = "") -> Issue:
    """Another person approves an issue. TaxYearRefused while a closing it is tied to is not approved; SamePerson, CaseMoved.

    The closings are looked at while nobody else writes: none is closed again between the look and the approval.
    """
    found = place.issue(number)
    place.books.cases.approve(
        place.book,
        place.year.case,
        found.entry.seq,
        actor=actor,
        note=note,
        check=lambda _: _closings_approved(place.books, found),
    )
    return place.issue(found.reports.number)


def place_of(books: Books, root: Path, year: CalendarYear) -> Place:
    """The issues of a book folder. BookError."""
    return Place(root, year, books, read_settings(root).book)


def issues(root: Path, year: CalendarYear, books: str | Path | None = None) -> tuple[Issue, ...]:
    """Every issue of a year, oldest first."""
    with open_books(books_address(books)) as kept:
        return place_of(kept, root, year).issues()


def _place(desk: YearDesk) -> Place:
    return Place(desk.ask.root, desk.ask.year, desk.books, desk.name)


def _again(desk: YearDesk, place: Place, newest: Issue, closes: Closes) -> Issue:
    """The issue that stands; files that are gone are made anew, and must be the same."""
    before = place.issue(newest.reports.before) if newest.reports.before else None
    made = _worked(desk, place, newest.reports.number, before, closes)
    differ = set(made.files) ^ set(newest.reports.files)
    if differ:
        raise CaseFileRefused(
            "a file made again from the same input is another one",
            where=str(place.folder(newest.reports.number)),
            found=min(one.name for one in differ),
            expected="the bytes that the books name",
            try_next="tell hozen's makers: this is a defect",
        )
    return replace(newest, already=True)


def _worked(desk: YearDesk, place: Place, number: int, before: Issue | None, closes: Closes) -> YearReports:
    key, stood = desk.fingerprint(closes), before.reports.number if before else 0
    progress = ProgressFile.load(place.folder(number), f"{key} {stood} {desk.engine.name}")
    work = Work(
        desk.engine,
        progress,
        desk.ask.year,
        number,
        _lines_of(place, before),
        desk.ask.opens_empty,
        parts_for(desk.customers),
    )
    files, told = work_out(work, desk.ask.say)
    notice = progress.folder / "notice.txt"
    put(notice, NOTICE.encode())
    return YearReports(
        year=desk.ask.year.number,
        number=number,
        fingerprint=key,
        engine=desk.engine.version,
        before=stood,
        files=(*files, CaseFile(notice.name, sha256_of(notice))),
        closing=closes.closing,
        opening=closes.opening,
        not_closed=closes.not_closed,
        inputs=tuple((one.path, one.sha256) for one in desk.inputs),
        firm=desk.book.settings.firm,
        firm_ja=desk.book.settings.firm_ja or desk.book.settings.firm,
        decimals=desk.decimals(),
        **gathered(told),
    )


def _lines_of(place: Place, before: Issue | None) -> tuple[Path, ...]:
    """The lines of the approved issue, each still what the books say. CaseFileRefused."""
    if before is None:
        return ()
    folder = place.folder(before.reports.number)
    return tuple(unchanged(folder, one) for one in before.reports.of("lines"))


def _enter(place: Place, made: YearReports, seen: CaseRecord | None, actor: str) -> Issue:
    """The number, and the issue it was compared with, hold for the case as it was `seen`: CaseMoved for any other."""
    cases, case = place.books.cases, place.year.case
    if seen is None:
        opening = {"year": made.year}
        opened = cases.open(place.book, case, KIND, opening, actor=actor, key=f"{place.book} {case}")
        after = opened.entries[0].seq
    else:
        after = seen.last
    key = f"{place.book} {case} {made.number} {made.fingerprint}"
    cases.enter(place.book, case, ISSUED_EVENT, made.body(), actor=actor, key=key, after=after)
    return place.issue(made.number)


def _closings_approved(books: Books, found: Issue) -> None:
    for tied in (found.reports.opening, found.reports.closing):
        if tied is not None:
            _closing_approved(books, tied, found.reports.year)


def _closing_approved(books: Books, tied: TiedClose, year: int) -> None:
    heading = books.closing(tied.entry).heading
    if heading.superseded:
        raise TaxYearRefused(
            "a day that the year is tied to was closed again",
            where=f"entry {tied.entry}, {tied.day}",
            found="a newer closing",
            expected="an issue that is tied to the newest",
            try_next=f"hozen tax-year issue BOOK --year {year}",
        )
    if heading.approval is None:
        raise TaxYearRefused(
            "a closing that the year is tied to is not approved",
            where=f"entry {tied.entry}, {tied.day}",
            expected="a closing that another person approved",
            try_next=f"hozen books approve {tied.entry} --as NAME",
        )
