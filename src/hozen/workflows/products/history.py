"""What was decided, renamed, reclassified and published, in order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hozen.rules.products import Register


@dataclass(frozen=True, slots=True)
class Event:
    """履歴の一件: on `day`, of a product. `what` is a word of the catalogue (`products.event`); `who` is a member or ''."""

    day: date
    product_id: str
    what: str
    subject: str
    who: str
    source: str


def history(register: Register, product_id: str = "") -> tuple[Event, ...]:
    """Every event of one product, or of all; an end is told on the last day."""
    told = (*_decisions(register), *_names(register), *_classes(register), *_versions(register))
    chosen = (one for one in told if product_id in ("", one.product_id))
    return tuple(sorted(chosen, key=lambda one: (one.day, one.product_id, one.what, one.subject, one.who)))


def _decisions(register: Register) -> Iterator[Event]:
    for one in register.decisions:
        subject = one.successor or one.reason
        yield Event(one.effective_on, one.product_id, one.decision, subject, one.member, one.source)


def _names(register: Register) -> Iterator[Event]:
    for one in register.tickers:
        yield Event(one.period.since, one.product_id, "ticker_began", one.asset, "", one.source)
        if one.period.until:
            yield Event(one.period.until, one.product_id, "ticker_ended", one.asset, "", one.source)


def _classes(register: Register) -> Iterator[Event]:
    for one in register.classes:
        yield Event(one.period.since, one.product_id, "class_began", one.kind, "", one.source)
        if one.period.until:
            yield Event(one.period.until, one.product_id, "class_ended", one.kind, "", one.source)


def _versions(register: Register) -> Iterator[Event]:
    for one in register.versions:
        yield Event(one.published_on, one.product_id, "published", str(one.version), "", one.source)
        yield Event(one.valid_until, one.product_id, "fresh_until", str(one.version), "", one.source)
