"""The register as it stood on one day: who was used for what. Law-neutral."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hozen.rules.providers.facts import ProviderOnDay
from hozen.rules.providers.register import KEEPS, RUNS, SIGNS, Link, Provider, Register, Review, StatusPeriod

_DAY = timedelta(days=1)


def providers_on(register: Register, day: date) -> tuple[ProviderOnDay, ...]:
    """Every provider of the register as of `day`, by id."""
    indirect = working_below(register, day)
    return tuple(_on(register, one, day, one.provider_id in indirect) for one in register.providers)


def _on(register: Register, one: Provider, day: date, indirect: bool) -> ProviderOnDay:
    running = [link for link in links_of(register, one.provider_id) if link.period.has(day)]
    return ProviderOnDay(
        provider=one,
        status=status_on(register, one.provider_id, day),
        keeps=any(link.what in KEEPS for link in running),
        signs=any(link.what in SIGNS for link in running),
        systems=tuple(sorted(link.ref for link in running if link.what == RUNS)),
        indirect=indirect,
        contracts=tuple(
            each
            for each in register.contracts
            if each.provider_id == one.provider_id and each.period.since <= day
        ),
        review=newest_review(register, one.provider_id, day),
        persons=tuple(who for who in register.persons if who.provider_id == one.provider_id),
    )


def links_of(register: Register, provider_id: str) -> tuple[Link, ...]:
    """A provider's links of all days."""
    return tuple(link for link in register.links if link.provider_id == provider_id)


def status_on(register: Register, provider_id: str, day: date) -> StatusPeriod | None:
    """The one status of the day; None for a day that no period covers."""
    held = (one for one in register.statuses if one.provider_id == provider_id and one.period.has(day))
    return next(held, None)


def newest_review(register: Register, provider_id: str, day: date) -> Review | None:
    """The last review up to `day`, whether it still counts or not."""
    done = [one for one in register.reviews if one.provider_id == provider_id and one.reviewed_on <= day]
    return max(done, key=lambda one: one.reviewed_on, default=None)


def working_below(register: Register, day: date) -> frozenset[str]:
    """Providers to whom work of a used one is handed on, in one step or more."""
    running = [one for one in register.chain if one.period.has(day)]
    reached = {link.provider_id for link in register.links if link.period.has(day)}
    below: set[str] = set()
    while new := {one.sub_provider_id for one in running if one.provider_id in reached} - below:
        below |= new
        reached |= new
    return frozenset(below)


def holes(register: Register, provider_id: str) -> tuple[tuple[date, date], ...]:
    """Stretches between two stated periods of status that no period covers, as (first day, last day)."""
    stated = (one.period for one in register.statuses if one.provider_id == provider_id)
    periods = sorted(stated, key=lambda one: one.since)
    return tuple(
        (before.until + _DAY, after.since - _DAY)
        for before, after in pairwise(periods)
        if before.until is not None and before.until + _DAY < after.since
    )
