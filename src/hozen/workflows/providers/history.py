"""What began, ended and happened at providers, in order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hozen.rules.providers import Register, holes
from hozen.values.period import Period


@dataclass(frozen=True, slots=True)
class Event:
    """履歴の一件: on `day`, to a provider. `what` is a word of the catalogue (`providers.event`).

    `subject` is what it is about: a status, a keeper, a contract, another provider, a sentence.
    """

    day: date
    provider_id: str
    what: str
    subject: str


def history(register: Register, provider_id: str = "") -> tuple[Event, ...]:
    """Every event of one provider, or of all; an end is told on the last day."""
    told = (*_spans(register), *_moments(register), *_silent(register))
    chosen = (one for one in told if provider_id in ("", one.provider_id))
    return tuple(sorted(chosen, key=lambda one: (one.day, one.provider_id, one.what, one.subject)))


def _spans(register: Register) -> Iterator[Event]:
    for status in register.statuses:
        yield from _ends(status.provider_id, "status", status.status, status.period)
    for link in register.links:
        yield from _ends(link.provider_id, link.what, link.ref or str(link.count), link.period)
    for contract in register.contracts:
        yield from _ends(contract.provider_id, "contract", contract.contract_id, contract.period)
    for handing in register.chain:
        yield from _ends(handing.provider_id, "chain", handing.sub_provider_id, handing.period)


def _ends(provider_id: str, what: str, subject: str, period: Period) -> Iterator[Event]:
    yield Event(period.since, provider_id, f"{what}_began", subject)
    if period.until:
        yield Event(period.until, provider_id, f"{what}_ended", subject)


def _moments(register: Register) -> Iterator[Event]:
    for review in register.reviews:
        yield Event(review.reviewed_on, review.provider_id, "reviewed", review.outcome)
        yield Event(review.valid_until, review.provider_id, "review_ended", review.outcome)
    for incident in register.incidents:
        yield Event(incident.day, incident.provider_id, "incident", incident.text)


def _silent(register: Register) -> Iterator[Event]:
    """Stretches of which the register does not say what the provider was."""
    for one in register.providers:
        for first, last in holes(register, one.provider_id):
            yield Event(first, one.provider_id, "status_unknown", f"{first} – {last}")
