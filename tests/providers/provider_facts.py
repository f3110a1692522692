"""The provider facts of a case, from its own few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hozen.rules.providers import HouseLimits, ProviderFacts, ProviderOnDay, Share, UnknownKeepers
from hozen.rules.providers.register import Contract, KeyPerson, Provider, Review, StatusPeriod
from hozen.values import Ratio
from hozen.values.period import Period

FRIDAY = date(2026, 11, 20)
LONG_AGO = date(2020, 5, 1)


def facts_of(case: Mapping[str, Any]) -> ProviderFacts:
    """`keepers` and `technologies`: who → yen; `cold`: who → balances of cold wallets.

    `unstated`: balances and yen of cold wallets without a stated technology.
    """
    cold = case.get("cold", {})
    keepers = _shares(case.get("keepers", {}), cold)
    return ProviderFacts(
        on_file=case.get("on_file", True),
        providers=tuple(_provider(one) for one in case.get("providers", ())),
        keepers=keepers,
        technologies=_shares(case.get("technologies", {}), cold),
        total=Share(
            "", sum((one.value for one in keepers), Fraction(0)), 0, sum(one.cold for one in keepers)
        ),
        unknown=_unknown(case.get("unknown", {})),
        unstated=_cold_share(*case.get("unstated", (0, 0))),
        limits=HouseLimits(**{kind: Ratio.parse(text) for kind, text in case.get("limits", {}).items()}),
    )


def _shares(given: Mapping[str, int], cold: Mapping[str, int]) -> tuple[Share, ...]:
    return tuple(Share(who, Fraction(yen), cold.get(who, 0), cold.get(who, 0)) for who, yen in given.items())


def _cold_share(balances: int, yen: int) -> Share:
    return Share("", Fraction(yen), balances, balances)


def _unknown(given: Mapping[str, Any]) -> UnknownKeepers:
    return UnknownKeepers(**{**given, "value": Fraction(given.get("value", 0))})


def _provider(given: Mapping[str, Any]) -> ProviderOnDay:
    name = given["id"]
    status, reviewed = given.get("status"), given.get("reviewed")
    return ProviderOnDay(
        provider=Provider(name, f"{name} Co., Ltd.", "", "", "", given.get("role", "custodian"), "", "JP"),
        status=status and StatusPeriod(name, status, "an article", Period(LONG_AGO), "No. 1", ""),
        keeps=given.get("keeps", False),
        signs=given.get("signs", False),
        systems=tuple(given.get("systems", ())),
        indirect=given.get("indirect", False),
        contracts=tuple(
            Contract(name, contract, Period(since, until), "", None)
            for contract, since, until in given.get("contracts", ())
        ),
        review=reviewed
        and Review(name, reviewed, given["valid_until"], "audit", given.get("outcome", "passed")),
        persons=(
            *(KeyPerson(name, what, False) for what in given.get("alone", ())),
            *(KeyPerson(name, what, True) for what in given.get("with_deputy", ())),
        ),
    )
