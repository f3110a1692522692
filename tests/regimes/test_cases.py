"""The rule book's cases: one YAML file per check, with the hand computation beside each figure."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from hozen.findings import AssetUnits, CureClock
from hozen.law import Law
from hozen.regimes import jp
from hozen.regimes.day import DayFacts
from hozen.rules.custody import AssetCustody, PriceUse
from hozen.rules.segregation import AssetHolding, Capital, Money
from hozen.values import BusinessDays, BusinessYear, Price, Ratio, Yen

CASES = Path(__file__).parents[1] / "cases"
FRIDAY = date(2026, 11, 20)
CUSTODY = ("cold", "not_cold", "buffer_cold", "buffer_not_cold", "guarantee_cold", "guarantee_not_cold")


def every_case():
    for path in sorted(CASES.glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert book["check"] == path.stem
        for case in book["cases"]:
            yield pytest.param(book["check"], case, id=f"{path.stem}: {case['name']}")


def units(coins, decimals):
    exact = Fraction(coins) * 10**decimals
    assert exact.denominator == 1, f"{coins} has more digits than the asset"
    return exact.numerator


def custody_of(asset, given):
    places = given["decimals"]
    amounts = {name: units(given.get(name, "0"), places) for name in (*CUSTODY, "owed", "guarantee_ledger")}
    return AssetCustody(asset=asset, decimals=places, price=Price.parse(given.get("price", "1")), **amounts)


def holding_of(asset, given):
    places = given["decimals"]
    amounts = {
        name: units(given.get(name, "0"), places) for name in ("owed", "in_flight", "on_chain", "buffer")
    }
    limit = units(given["buffer_limit"], places) if "buffer_limit" in given else None
    return AssetHolding(asset=asset, decimals=places, buffer_limit=limit, **amounts)


def capital_of(given):
    return given and Capital(
        FRIDAY, *(Yen(given[name]) for name in ("capital", "net_assets", "guarantee_value"))
    )


def day_of(case):
    assets = case.get("assets", {})
    money = case.get("money", {"owed": 0, "in_trust": 0})
    prices = case.get("prices", {"declared": "desk", "by_source": []})
    return DayFacts(
        day=FRIDAY,
        year=BusinessYear(date(2026, 4, 1), date(2027, 3, 31)),
        custody=tuple(custody_of(*item) for item in assets.items()),
        holdings=tuple(holding_of(*item) for item in assets.items()),
        money=Money(Yen(money["owed"]), Yen(money["in_trust"]), 1),
        capital=capital_of(case.get("capital")),
        prices=PriceUse(prices["declared"], tuple(map(tuple, prices["by_source"]))),
        price_of={},
        years=(),
        reserve_held=Yen(0),
        policies=(),
        withdrawal_days=case.get("withdrawal_days"),
    )


def shown(quantity, expected):
    """The quantity in the case file's own terms."""
    if isinstance(quantity, AssetUnits):
        return Fraction(quantity.units.amount, 10**quantity.decimals), Fraction(expected)
    if isinstance(quantity, Ratio):
        return quantity.value, Fraction(expected)
    return (quantity.amount if isinstance(quantity, Yen) else quantity), expected


@pytest.fixture(scope="module")
def reading():
    return Law.load("jp").reading(FRIDAY)


@pytest.mark.parametrize(("code", "case"), list(every_case()))
def test_the_rule_book(code, case, reading):
    check = next(one for one in jp.CHECKS if one.code == code)
    since = {(name, subject): day for name, subject, day in case.get("standing_since", [])}
    clock = CureClock(FRIDAY, BusinessDays(case.get("business_days", "bank")), since)
    found = check.run(day_of(case), reading, clock)
    assert [one.subject for one in found] == [one["subject"] for one in case["expect"]]
    for finding, expect in zip(found, case["expect"], strict=True):
        assert finding.code == code
        assert finding.status.value == expect["status"]
        for name in ("measure", "distance"):
            is_now, should_be = shown(getattr(finding, name), expect[name])
            assert is_now == should_be, name
        assert finding.cure_by == expect.get("cure_by")
        assert finding.immediate == expect.get("immediate", False)


def test_every_check_has_a_case_file_with_a_met_case_and_one_that_is_not():
    for check in jp.CHECKS:
        book = yaml.safe_load((CASES / f"{check.code}.yaml").read_text(encoding="utf-8"))
        seen = {one["status"] for case in book["cases"] for one in case["expect"]}
        assert "met" in seen, check.code
        assert seen - {"met"}, check.code


def test_a_check_reads_the_figures_it_declares_and_no_others(reading):
    case = {
        "assets": {
            "BTC": {"decimals": 8, "owed": "10", "not_cold": "10", "guarantee_cold": "1", "buffer": "1"}
        },
        "money": {"owed": 1, "in_trust": 0},
    }
    clock = CureClock(FRIDAY, BusinessDays.BANK)
    for check in jp.CHECKS:
        found = check.run(day_of(case), reading, clock)
        assert found, check.code
        read = {figure.key for one in found for figure in one.rests_on}
        assert read == set(check.figures), check.code
