"""Saying what happened in a surveillance case: each call one entry, checked against the state that it follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from hozen.books import CaseEntry
from hozen.books.books import Books
from hozen.books.canonical import name_text
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.surveillance_desk.fits import (
    fits_approval,
    fits_claim,
    fits_closing,
    fits_decision,
    fits_draft,
    fits_links,
    fits_sending,
)
from hozen.workflows.surveillance_desk.state import KIND, CaseAlert, SurveillanceCase, state_of

Check = Callable[[SurveillanceCase], object]


@dataclass(frozen=True, slots=True)
class SurveillanceDesk:
    """審査担当: who acts, on which case of which books. `day` None is today; `key` protects what may be sent twice."""

    books: Books
    book: str
    case: str
    actor: str
    day: date | None = None
    key: str | None = None
    at: datetime | None = None

    def state(self) -> SurveillanceCase:
        """The case as it now stands. Raises CaseUnknown, DeskRefused."""
        return state_of(self.books.cases.show(self.book, self.case))

    def open(
        self, what: str, alerts: Sequence[CaseAlert], left_out: Sequence[Mapping[str, object]]
    ) -> SurveillanceCase:
        """事案化: alerts become a case. `left_out` is what the run did not look at, and why."""
        body = {"what": what, "alerts": [_body(one) for one in alerts], "left_out": list(left_out)}
        self.books.cases.open(
            self.book, self.case, KIND, body, actor=self.actor, day=self.day, key=self.key, at=self.at
        )
        return self.state()

    def claim(self) -> CaseEntry:
        """引受け: the actor takes a case that nobody holds."""
        return self.say("claimed", {}, lambda state: fits_claim(state, self.actor))

    def assign(self, to: str, note: str) -> CaseEntry:
        """割当て: the case is given to somebody, whoever held it. BadField for what is no name."""
        return self.say("assigned", {"to": name_text(to, "to"), "note": note})

    def note(self, text: str) -> CaseEntry:
        """記録: what was looked into."""
        return self.say("noted", {"text": text})

    def link(self, alerts: Sequence[CaseAlert], left_out: Sequence[Mapping[str, object]] = ()) -> CaseEntry:
        """関連付け: further alerts, of this run or another; `left_out` is what that run did not look at."""
        ids = [one.alert_id for one in alerts]
        body = {"alerts": [_body(one) for one in alerts], "left_out": list(left_out)}
        return self.say("linked", body, lambda state: fits_links(state, ids))

    def keep(self, file: CaseFile, what: str) -> CaseEntry:
        """証拠保全: a file of the case folder with its SHA-256."""
        return self.say("evidence", {"file": file.body(), "what": what, "series": file.name})

    def decide(self, outcome: str, reason: str) -> CaseEntry:
        """判断: `report` or `no-report`, with the reason. Another person approves it."""
        body = {"outcome": outcome, "reason": reason}
        return self.say("decided", body, lambda state: fits_decision(state, outcome, reason, self.actor))

    def drafted(self, file: CaseFile, after: int | None = None) -> CaseEntry:
        """届出書案の作成: the newest draft; another person signs it by approving its entry.

        `after`: the newest entry of the case that it was drafted from.
        """
        return self.say("drafted", {"file": file.body()}, fits_draft, after)

    def approve(self, seq: int, note: str = "") -> CaseEntry:
        """承認: by another person than entered it."""
        return self.books.cases.approve(
            self.book,
            self.case,
            seq,
            actor=self.actor,
            note=note,
            key=self.key,
            check=lambda record: fits_approval(state_of(record), seq),
            at=self.at,
        )

    def sent(self, reference: str) -> CaseEntry:
        """提出: handed to the authority under this reference."""
        return self.say("sent", {"reference": reference}, lambda state: fits_sending(state, reference))

    def close(self) -> CaseEntry:
        """終結: refused without an approved decision, and where a report that was decided on is not sent."""
        return self.books.cases.close(
            self.book,
            self.case,
            {},
            actor=self.actor,
            day=self.day,
            key=self.key,
            check=lambda record: fits_closing(state_of(record)),
            at=self.at,
        )

    def say(
        self,
        event: str,
        body: Mapping[str, object],
        check: Check = lambda _: None,
        after: int | None = None,
    ) -> CaseEntry:
        """One entry; `check` is shown the state that it follows, while nobody else writes."""
        return self.books.cases.enter(
            self.book,
            self.case,
            event,
            body,
            actor=self.actor,
            day=self.day,
            key=self.key,
            after=after,
            check=lambda record: check(state_of(record)),
            at=self.at,
        )


def _body(alert: CaseAlert) -> dict[str, object]:
    return {**asdict(alert), "accounts": list(alert.accounts)}
