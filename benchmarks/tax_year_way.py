"""The jobs: a sample year that is closed, its annual reports issued, its papers written."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from datetime import date
from pathlib import Path

YEAR = 2026
WHY = "the first year with hozen"


def make(folder: str, customers: int, trades: int) -> None:
    """A sample year, closed and approved."""
    from hozen.books import open_books
    from hozen.workflows.daily_close import close
    from hozen.workflows.sample import make_sample

    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    os.environ["HOZEN_HOME"] = str(place / "home")
    make_sample(place / "book", customers=customers, year=YEAR, trades=customers * trades)
    books = place / "books.sqlite"
    kept = close(place / "book", date(YEAR, 12, 31), books=books, out=place / "closings", actor="sato")
    with open_books(str(books)) as opened:
        opened.approve(kept.entry, "mori", "")
    shutil.rmtree(place / "home")  # the issue goes through the door as if for the first time
    (place / "made").touch()


def issued(folder: str, memory: str) -> dict[str, object]:
    """The job: the whole issue; a second time the files are made again and compared."""
    from hozen.workflows.tax_year import Ask, CalendarYear, issue

    place = Path(folder)
    os.environ["HOZEN_HOME"] = str(place / "home")
    before = time.process_time()
    passed: list[float] = []

    def tell(what: str, _done: int, _of: int) -> None:
        if what == "traded":
            passed.append(time.process_time() - before)

    shutil.rmtree(place / "book/cases/tax-2026/issue-1", ignore_errors=True)
    year = CalendarYear.of(YEAR)
    ask = Ask(
        place / "book", year, not_closed=WHY, memory_limit=memory, books=place / "books.sqlite", progress=tell
    )
    found = issue(ask, "sato").reports
    faults = [f"{one.customer} {one.asset} {one.difference}" for one in found.shown]
    digest = hashlib.sha256("".join(one.sha256 for one in found.files).encode()).hexdigest()
    note = place / "digest"
    same = not note.exists() or note.read_text("utf-8") == digest
    note.write_text(digest, encoding="utf-8")
    lines = sum(one.rows or 0 for one in found.of("lines"))
    return {"lines": lines, "faults": faults, "same": same, "door": passed[0] if passed else 0.0}


def papers(folder: str, processes: int) -> dict[str, object]:
    """The job: one PDF a customer."""
    from hozen.books import open_books
    from hozen.faces.reports.annual import AnnualHead
    from hozen.faces.reports.annual_files import write_every
    from hozen.workflows.tax_year import CalendarYear, approve
    from hozen.workflows.tax_year.issuing import place_of
    from hozen.workflows.tax_year.papers import issued_papers

    place, target = Path(folder), Path(folder) / "papers"
    shutil.rmtree(target, ignore_errors=True)
    with open_books(str(place / "books.sqlite")) as books:
        at = place_of(books, place / "book", CalendarYear.of(YEAR))
        if not at.issue().approved_by:
            approve(at, "mori")
        found = issued_papers(at)
    told = found.reports
    head = AnnualHead(told.firm_ja, told.year, found.sources.days, told.decimals, "ja")
    wall, start = time.monotonic(), os.times()
    written = write_every(target, found.sources, head, found.key, processes=processes)
    wall, end = time.monotonic() - wall, os.times()
    cpu = sum(end[:4]) - sum(start[:4])
    count = sum(one.papers for one in written)
    faults = [] if count == told.customers else [f"{count} of {told.customers}"]
    digest = hashlib.sha256("".join(one.sha256 for one in written).encode()).hexdigest()
    shutil.rmtree(target)
    return {"wall": wall, "cpu": cpu, "faults": faults, "digest": digest, "papers": count}
