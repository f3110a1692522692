"""Dividing what is too little: the published tables, the whole-yen split, disputes, one pool or many."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from told import Told

from hozen.rules.compensation import Spread
from hozen.rules.compensation.spread import Need, of_customer, paid_by_asset
from hozen.rules.recovery import Claims, PlanTerms, Pool, distribute
from hozen.rules.recovery.study import RULES, contested_garment, is_consistent
from hozen.values.splitting import LARGEST_REMAINDER, split
from hozen.values.splitting.arrays import split_wide
from hozen.values.wide import Wide, wide


def numbers(found: Wide) -> list[int]:
    return [found.number(at) for at in range(len(found))]


def claims_rules(told: Told) -> None:
    """Aumann and Maschler (1985), O'Neill (1982): five rules, in exact fractions; Talmud by pairs of garments too."""
    claims = list(told["claims"])
    assert told["exact"] is True
    for case in told["cases"]:
        estate = Fraction(case["estate"])
        for name, rule in RULES.items():
            assert rule(estate, claims) == tuple(map(Fraction, case[name]))
        assert is_consistent(RULES["talmud"](estate, claims), claims)


def contested(told: Told) -> None:
    """Bava Metzia 2a: one claims the garment whole, the other half of it."""
    claims_rules(told)
    assert contested_garment(100, *told["claims"]) == (25, 75)


def whole_yen_split(told: Told) -> None:
    """Floor, then the largest remainder, ties to the earlier claim: plainly, on arrays, and as a distribution."""
    for case in told["cases"]:
        total, claims, paid = case["total"], list(case["claims"]), list(case["paid"])
        assert split(total, claims) == paid
        assert numbers(split_wide(total, wide(claims))) == paid
        if total <= sum(claims):
            pool, terms = Pool("JPY", total), PlanTerms(rule=LARGEST_REMAINDER)
            assert numbers(distribute(Claims(wide(claims)), pool, terms).pay) == paid


def disputed_claims_reserve(told: Told) -> None:
    """A disputed claim is reckoned in full and its share held back."""
    for case in told["cases"]:
        allowed, disputed = list(case["allowed"]), list(case["disputed"])
        marks = np.array([False] * len(allowed) + [True] * len(disputed))
        asked = Claims(wide([*allowed, *disputed]), disputed=marks)
        found = distribute(asked, Pool("JPY", case["assets"]))
        paid = numbers(found.pay)[: len(allowed)]
        assert paid == list(map(int, case["paid"]))
        assert {Fraction(*pair) for pair in zip(paid, allowed, strict=True)} == {Fraction(case["first_rate"])}
        assert sum(numbers(found.held)) == int(case["held_back"])
        assert found.left == 0


def shortfall_by_asset_or_pool(told: Told) -> None:
    """Ruscoe v Cryptopia [2020] NZHC 728: a trust for each coin. Or one pool: 7/11 of each."""
    for case in told["cases"]:
        claims = {asset: list(units) for asset, units in case["claims"].items()}
        held, price = dict(case["held"].items()), dict(case["price"].items())
        _by_need(case, claims, held, price)
        _by_distribution(case, claims, held, price)


def _by_need(case: Told, claims: dict[str, list[int]], held: dict[str, int], price: dict[str, int]) -> None:
    lost = {asset: sum(units) for asset, units in claims.items()}
    needs = [
        Need(asset, Fraction(lost[asset] * price[asset]), Fraction(held[asset] * price[asset]))
        for asset in claims
    ]
    persons = [dict(zip(claims, row, strict=True)) for row in zip(*claims.values(), strict=True)]
    for how, name in ((Spread.PER_ASSET, "per_asset_value"), (Spread.ONE_POOL, "single_pool_value")):
        paid = paid_by_asset(needs, Fraction(0), how)
        assert [float(of_customer(one, lost, paid)) for one in persons] == list(case[name])
    worth = [sum(units * price[asset] for asset, units in one.items()) for one in persons]
    assert worth == list(case["claim_value"])


def _by_distribution(
    case: Told, claims: dict[str, list[int]], held: dict[str, int], price: dict[str, int]
) -> None:
    """The same by the engine of a wind-down: a trust after the other, and one pool in whole yen."""
    each = {a: numbers(distribute(Claims(wide(units)), Pool(a, held[a])).pay) for a, units in claims.items()}
    worth = [sum(each[a][at] * price[a] for a in each) for at in range(len(case["claim_value"]))]
    assert worth == list(case["per_asset_value"])
    one = Claims(wide(map(int, case["claim_value"])))
    there = sum(held[a] * price[a] for a in held)
    pooled = numbers(distribute(one, Pool("JPY", there)).pay)
    assert pooled == [int(value) for value in case["single_pool_value"]]


CHECKS = {
    "claims_rules_100_200_300": claims_rules,
    "contested_garment": contested,
    "whole_yen_split": whole_yen_split,
    "disputed_claims_reserve": disputed_claims_reserve,
    "shortfall_by_asset_or_pool": shortfall_by_asset_or_pool,
}
