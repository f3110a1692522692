"""保存期間: until when a closed case is kept, whether its evidence is still there, and what may be removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.law import Law, Lawful
from hozen.values.calendar import months_after
from hozen.workflows.case_folder import sha256_of
from hozen.workflows.surveillance_desk.state import SurveillanceCase

_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class KeptCase:
    """保存中の事案: kept to `until`, that day included; None while open. `lost`: files that are not what the books say."""

    case: str
    closed: date | None
    until: date | None
    files: tuple[str, ...]
    lost: tuple[str, ...]
    may_go: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """事案の保存状況: as of `day`. hozen removes nothing: entries of the books never, files only whoever may."""

    day: date
    years: Lawful[int]
    cases: tuple[KeptCase, ...]

    @property
    def broken(self) -> bool:
        """Whether something that is still to be kept is gone or changed."""
        return any(one.lost for one in self.cases)


def kept_until(closed: date, years: int) -> date:
    """The last day on which a case closed on `closed` is to be kept: the day that bears its date, years later."""
    return months_after(closed, years * _YEAR)


def until_of(cases: Iterable[SurveillanceCase], day: date) -> dict[str, date]:
    """Case → until when it is kept, of those that are closed. LawGap for a day on which no time is on file."""
    years = Law.load("jp").reading(day).count("surveillance.case_retention_years").value
    return {one.case: kept_until(one.closed, years) for one in cases if one.closed}


def retained(cases: Sequence[SurveillanceCase], book: Path, day: date) -> Retention:
    """Every case of a book: its files under BOOK/cases/CASE are held to the hashes in the books while they are kept."""
    years = Law.load("jp").reading(day).count("surveillance.case_retention_years")
    until = until_of(cases, day)
    return Retention(day, years, tuple(_case(one, book, until.get(one.case), day) for one in cases))


def _case(one: SurveillanceCase, book: Path, until: date | None, day: date) -> KeptCase:
    files = dict(one.evidence) | ({one.draft.name: one.draft.sha256} if one.draft else {})
    may_go = until is not None and until < day
    folder = book / "cases" / one.case
    lost = [] if may_go else [name for name, digest in files.items() if not _there(folder / name, digest)]
    return KeptCase(one.case, one.closed, until, tuple(sorted(files)), tuple(sorted(lost)), may_go)


def _there(path: Path, digest: str) -> bool:
    return path.is_file() and sha256_of(path) == digest
