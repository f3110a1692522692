"""Saying what is known of a fact: each call one entry of the books, checked against the entries before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NoReturn

from hozen.books import CaseEntry
from hozen.books.books import Books
from hozen.law import Law
from hozen.records.tape_tables import ANNOUNCEMENTS
from hozen.rules.insiders import MaterialFact, fact_types
from hozen.rules.insiders.jp import channels
from hozen.values import legal_day
from hozen.workflows.insiders.errors import InsiderRefused
from hozen.workflows.insiders.state import KIND, LISTED, PUBLISHED, fact_of

Check = Callable[[MaterialFact], None]

CHANNELS = ("exchange", "association", "issuer", "press", "social", "other")
EFFECTS = ("good", "bad")
_MARKET = next(one.pattern for one in ANNOUNCEMENTS.columns if one.name == "symbol") or ""


@dataclass(frozen=True, slots=True)
class InsiderDesk:
    """名簿管理者: who acts, on which fact of which books. `at` is the present; `key` protects what may be sent twice."""

    books: Books
    book: str
    fact: str
    actor: str
    at: datetime
    key: str | None = None

    def state(self) -> MaterialFact:
        """The fact as it now stands. Raises CaseUnknown, InsiderRefused."""
        return fact_of(self.books.cases.show(self.book, self.fact))

    def open(
        self, markets: Sequence[str], kind: str, effect: str, decided_at: datetime, what: str
    ) -> MaterialFact:
        """重要事実の登録: InsiderRefused for a kind that no text on file names, and for what is no market or to come."""
        known = fact_types(Law.load("jp").reading(legal_day(self.at)))
        if kind not in known:
            self._refuse("no such kind of fact", kind, ", ".join(known))
        if effect not in EFFECTS:
            self._refuse("which way does it move the price?", effect, " or ".join(EFFECTS))
        bad = [one for one in markets if not re.fullmatch(_MARKET, one)]
        if bad or not markets:
            self._refuse("not a market", ", ".join(bad), "markets such as BTC/JPY")
        self._past(decided_at)
        body = {
            "markets": sorted(set(markets)),
            "type": kind,
            "effect": effect,
            "decided_at": _text(decided_at),
            "what": what,
        }
        self.books.cases.open(self.book, self.fact, KIND, body, actor=self.actor, key=self.key, at=self.at)
        return self.state()

    def add(self, account: str, knows_since: datetime, why: str) -> CaseEntry:
        """名簿への追加: an account whose person knows. Refused for who learnt it when public, and where it stands already."""
        self._past(knows_since)
        body = {"account": account, "knows_since": _text(knows_since), "why": why}
        return self._say(LISTED, body, lambda state: self._fits_list(state, account, knows_since))

    def publish(self, channel: str, at: datetime, where: str) -> CaseEntry:
        """公表の記録: where and when. A place that is not recognised is entered too; it does not end the ban."""
        if channel not in CHANNELS:
            self._refuse("no such channel", channel, ", ".join(CHANNELS))
        self._past(at)
        return self._say(
            PUBLISHED, {"channel": channel, "at": _text(at), "where": where}, self._fits_publication
        )

    def _fits_list(self, state: MaterialFact, account: str, since: datetime) -> None:
        public = state.public_since(recognised(legal_day(self.at)))
        if public is not None and since >= public:
            self._refuse("the fact was published by then", f"{since}", f"a time before {public}")
        if any((one.account, one.knows_since) == (account, since) for one in state.listed):
            self._refuse("the list has it already", account, "another account, or an earlier time")

    def _fits_publication(self, state: MaterialFact) -> None:
        public = state.public_since(recognised(legal_day(self.at)))
        if public is not None:
            self._refuse("the fact is published", f"{public}", "a fact that is not public yet")

    def _say(self, event: str, body: Mapping[str, object], check: Check) -> CaseEntry:
        return self.books.cases.enter(
            self.book,
            self.fact,
            event,
            body,
            actor=self.actor,
            key=self.key,
            check=lambda record: check(fact_of(record)),
            at=self.at,
        )

    def _past(self, at: datetime) -> None:
        if at > self.at:
            self._refuse("a time to come", f"{at}", f"a time up to now, {self.at}")

    def _refuse(self, message: str, found: str, expected: str) -> NoReturn:
        raise InsiderRefused(message, where=f"fact {self.fact}", found=found or None, expected=expected)


def recognised(day: date) -> tuple[str, ...]:
    """Channels that count as publication on a day."""
    return tuple(channels(Law.load("jp").reading(day)).value.split())


def facts_in(books: Books, book: str) -> tuple[MaterialFact, ...]:
    """Every fact of a book in order of opening."""
    return tuple(fact_of(one) for one in books.cases.list(book, kind=KIND))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
