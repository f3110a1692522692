"""Saying what happened in an incident: each call one entry, checked against the state that it follows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hozen.books import CaseEntry
from hozen.books.books import Books
from hozen.books.canonical import instant_text
from hozen.books.reserve_journal import Statement
from hozen.workflows.case_folder import CaseFile, case_folder, sha256_of, writing
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.fits import (
    fits_closing,
    fits_notice,
    fits_plan,
    fits_recovery,
    fits_resumption,
    fits_wrong_credit,
)
from hozen.workflows.incident.fold import state_of
from hozen.workflows.incident.state import IncidentState

Check = Callable[[IncidentState], object]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on which case of which books. `day` None is today; `key` protects what a machine may send twice."""

    books: Books
    book: str
    case: str
    actor: str
    day: date | None = None
    key: str | None = None
    at: datetime | None = None

    def state(self) -> IncidentState:
        """The incident as it now stands. Raises CaseUnknown, IncidentRefused."""
        return state_of(self.books.cases.show(self.book, self.case))

    def freeze(self, service: str, asset: str, since: datetime) -> CaseEntry:
        """停止: a service (withdrawals, deposits, trading) stopped, of one asset or, with '', of every one."""
        body = {"service": service, "asset": asset, "since": instant_text(since)}
        return self.say("frozen", body)

    def resume(self, service: str, asset: str, until: datetime) -> CaseEntry:
        """再開: the service taken up again."""
        body = {"service": service, "asset": asset, "until": instant_text(until)}
        return self.say("resumed", body, lambda state: fits_resumption(state, service, asset, until))

    def give_notice(self, code: str, reference: str, waived: str = "") -> CaseEntry:
        """届出済み: a notice given on the day of the entry; `waived` says why none is given."""
        body = {"code": code, "reference": reference, "waived": waived, "series": code}
        return self.say("notice", body, lambda state: fits_notice(state, code, reference, waived))

    def recover(self, asset: str, units: int, source: str, note: str = "") -> CaseEntry:
        """回収: coins that came back. Raises IncidentRefused for more than was lost."""
        body = {"asset": asset, "units": units, "from": source, "note": note}
        return self.say("recovered", body, lambda state: fits_recovery(state, asset, units))

    def wrong_credit(
        self, step: str, asset: str, decimals: int, units: int, customers: int, note: str = ""
    ) -> CaseEntry:
        """誤記帳: `step` is credited, reversed, or made_up from own coins. Another person approves each."""
        body = {
            "step": step,
            "asset": asset,
            "decimals": decimals,
            "units": units,
            "customers": customers,
            "note": note,
        }

        # each is a thing of its own to approve
        series = self.key or f"{step} after {self.books.cases.show(self.book, self.case).last}"
        return self.say(
            "wrong-credit",
            body | {"series": series},
            lambda state: fits_wrong_credit(state, step, asset, units),
        )

    def keep_file(self, book_root: Path, file: Path, what: str) -> CaseEntry:
        """証拠保全: copy a file into the case folder, never over another, and enter its SHA-256."""
        if not file.is_file():
            raise IncidentRefused("the evidence is no file", where=str(file), expected="a file")
        if not self.state().is_open:
            raise IncidentRefused("the case is closed", where=f"case {self.case}", expected="an open case")
        folder = case_folder(book_root, self.case) / "evidence"
        folder.mkdir(exist_ok=True)
        with writing(folder / file.name) as part:
            shutil.copyfile(file, part)
        kept = CaseFile(f"evidence/{file.name}", sha256_of(folder / file.name))
        return self.say("evidence", {"file": kept.body(), "what": what, "series": kept.name})

    def approve(self, seq: int, note: str = "") -> CaseEntry:
        """承認: by another person than entered it. Raises PlanOutdated for a plan that rests on what was corrected."""
        return self.books.cases.approve(
            self.book,
            self.case,
            seq,
            actor=self.actor,
            note=note,
            key=self.key,
            check=lambda record: fits_plan(state_of(record), seq),
            at=self.at,
        )

    def close(self, reason: str = "") -> CaseEntry:
        """終結: refused while something is open, unless `reason` says why it may stay so."""
        return self.books.cases.close(
            self.book,
            self.case,
            {"reason": reason},
            actor=self.actor,
            day=self.day,
            key=self.key,
            check=lambda record: fits_closing(state_of(record), reason),
            at=self.at,
        )

    def take_up_again(self, reason: str) -> CaseEntry:
        """事案の再開: a closed case is opened once more."""
        return self.books.cases.reopen(
            self.book,
            self.case,
            {"reason": reason},
            actor=self.actor,
            day=self.day,
            key=self.key,
            at=self.at,
        )

    def say(
        self,
        event: str,
        body: Mapping[str, object],
        check: Check = lambda _: None,
        reserve: Statement | None = None,
        after: int | None = None,
    ) -> CaseEntry:
        """One entry of any event; `check` is shown the state that it follows, while nobody else writes.

        `reserve` goes into the reserve journal in the same step. `after`: the newest entry that was looked at.
        """
        return self.books.cases.enter(
            self.book,
            self.case,
            event,
            body,
            actor=self.actor,
            day=self.day,
            key=self.key,
            check=lambda record: check(state_of(record)),
            reserve=reserve,
            after=after,
            at=self.at,
        )
