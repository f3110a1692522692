"""From the admitted book to the register and to the facts of a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hozen.engine import Engine
from hozen.records import Settings
from hozen.rules.providers import HouseLimits, ProviderFacts, Register, UnknownKeepers, measures, providers_on
from hozen.rules.providers import from_rows as of
from hozen.rules.providers import register_measures as read


def read_register(engine: Engine) -> Register:
    """The whole register, read from the typed views that the door has made. EngineError where a measure fails."""
    return Register(
        providers=of.providers_of(engine.rows(read.providers())),
        statuses=of.statuses_of(engine.rows(read.statuses())),
        links=of.links_of_rows(engine.rows(read.links())),
        contracts=of.contracts_of(engine.rows(read.contracts())),
        chain=of.chain_of(engine.rows(read.chain())),
        reviews=of.reviews_of(engine.rows(read.reviews())),
        incidents=of.incidents_of(engine.rows(read.incidents())),
        persons=of.persons_of(engine.rows(read.persons())),
    )


def provider_facts(
    engine: Engine, settings: Settings, day: date, register: Register | None = None
) -> ProviderFacts:
    """Who kept what on `day`; `register` where it has been read already."""
    known = read_register(engine) if register is None else register
    held = of.by_how(engine.rows(measures.held_by_who(day)))
    kept = held[measures.KEPT]
    keepers = of.shares_of(kept)
    return ProviderFacts(
        on_file=bool(known.providers),
        providers=tuple(one for one in providers_on(known, day) if one.used or one.indirect),
        keepers=keepers,
        technologies=of.shares_of(held[measures.SIGNED]),
        total=of.whole_of(keepers),
        unknown=_unknown(engine, day, kept),
        limits=limits_of(settings),
        unstated=of.whole_of(of.shares_of(held[measures.UNSIGNED])),
    )


def _unknown(engine: Engine, day: date, kept: list[of.Row]) -> UnknownKeepers:
    if not any(of.is_nobodys(row) for row in kept):
        return UnknownKeepers(0, 0, "", Fraction(0))
    (unknown,) = engine.rows(measures.unknown_keepers(day))
    return of.unknown_of(unknown, kept)


def limits_of(settings: Settings) -> HouseLimits:
    """The largest shares that book.toml names below [providers]."""
    told = settings.provider_limits
    return HouseLimits(told.get("keeper_share_max"), told.get("technology_share_max"))
