"""The rule book's cases: one YAML file per check, with the hand computation beside each figure."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from product_facts import duty_facts_of, product_facts_of
from provider_facts import facts_of

from hozen.findings import AssetUnits, CureClock
from hozen.law import Law
from hozen.regimes import jp
from hozen.regimes.day import DayFacts
from hozen.rules.custody import AssetCustody, PriceUse
from hozen.rules.custody.ownership import KeeperWallets
from hozen.rules.insurance import Policy
from hozen.rules.reserves import YearVolume
from hozen.rules.segregation import (
    AssetHolding,
    AssetSides,
    BreakClass,
    BreakPart,
    Capital,
    InFlight,
    KeeperStatements,
    Money,
)
from hozen.rules.segregation.two_ledgers import LedgerDifference
from hozen.values import BusinessDays, BusinessYear, Price, Ratio, Yen

CASES = Path(__file__).parents[1] / "cases"
FRIDAY = date(2026, 11, 20)
CUSTODY = ("cold", "not_cold", "buffer_cold", "buffer_not_cold", "guarantee_cold", "guarantee_not_cold")

SIDES = ("owed", "own_buffer", "on_chain", "on_statement")
IN_FLIGHT = (
    *("deposits_uncredited", "withdrawals_unsent", "credits_ahead", "sent_undebited", "fees"),
    "open_ended_units",
)


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
        name: units(given.get(name, "0"), places)
        for name in ("owed", "in_flight", "on_chain", "buffer", "counted_twice")
    }
    limit = units(given["buffer_limit"], places) if "buffer_limit" in given else None
    return AssetHolding(asset=asset, decimals=places, buffer_limit=limit, **amounts)


def capital_of(given):
    return given and Capital(
        FRIDAY, *(Yen(given[name]) for name in ("capital", "net_assets", "guarantee_value"))
    )


def years_of(case):
    """Volumes by the calendar year in which the business year begins, in date order."""
    return tuple(
        YearVolume(
            BusinessYear(date(first, 4, 1), date(first + 1, 3, 31)),
            {name: Yen(yen) for name, yen in by_class.items()},
        )
        for first, by_class in sorted(case.get("volumes", {}).items())
    )


def policy_of(given):
    """A policy that every scenario shipped accepts, but for what `given` says of it."""
    causes = {"key_compromise", "third_party_signing_compromise"}
    first, last = date(2025, 4, 1), given.get("ends", date(2027, 3, 31))
    limit = Yen(given["limit"])
    return Policy(
        policy_id=given["policy_id"],
        insurer="Insurer",
        rating=given.get("rating", "A"),
        starts=first,
        ends=last,
        notice_days=90,
        limit=limit,
        aggregate=limit,
        eroded=Yen(0),
        retention=Yen(0),
        share=Ratio.parse("1"),
        attachment=Yen(0),
        causes=frozenset(causes),
        exclusions=frozenset(),
        waiting_days=0,
    )


def keeper_of(given):
    return KeeperWallets(
        keeper=given["keeper"],
        fresh=tuple(given.get("fresh", {}).items()),
        expired=given.get("expired", 0),
        refused=tuple(given.get("refused", {}).items()),
        missing=given.get("missing", 0),
    )


def statements_of(given):
    return KeeperStatements(given["keeper"], tuple(given.get("stand_at", ())), given.get("undated", 0))


def sides_of(asset, given):
    places = given["decimals"]
    flight = {name: units(given[name], places) for name in IN_FLIGHT if name in given}
    amounts = {name: units(given.get(name, "0"), places) for name in SIDES}
    in_flight = InFlight(**flight, open_ended=given.get("open_ended", 0))
    return AssetSides(asset=asset, decimals=places, in_flight=in_flight, **amounts)


def part_of(given, sides):
    amount = units(given["units"], sides[given["asset"]]["decimals"])
    cause, since = BreakClass(given["cause"]), given.get("since")
    return BreakPart(given["asset"], cause, amount, 1, since, given.get("cure_by"))


def ledger_of(asset, given):
    places = given["decimals"]
    amounts = {name: units(given.get(name, "0"), places) for name in ("first", "second", "over", "under")}
    counts = {"customers": given.get("customers", 0), "only_first": 0, "only_second": 0}
    return LedgerDifference(asset=asset, decimals=places, **amounts, **counts)


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
        years=years_of(case),
        reserve_held=Yen(case.get("reserve_held", 0)),
        policies=tuple(policy_of(one) for one in case.get("policies", ())),
        withdrawal_days=case.get("withdrawal_days"),
        keepers=tuple(keeper_of(one) for one in case.get("wallet_evidence", ())),
        has_wallet_evidence=case.get("has_wallet_evidence", True),
        statements=tuple(statements_of(one) for one in case.get("statements", ())),
        providers=facts_of(case),
        sides=tuple(sides_of(*item) for item in case.get("sides", {}).items()),
        break_parts=tuple(part_of(one, case["sides"]) for one in case.get("breaks", ())),
        products=product_facts_of(case),
        duties=duty_facts_of(case),
        ledgers=tuple(ledger_of(*item) for item in case["ledgers"].items()) if "ledgers" in case else None,
    )


def shown(quantity, expected):
    """The quantity in the case file's own terms."""
    if quantity is None:
        return None, expected
    if isinstance(quantity, AssetUnits):
        return Fraction(quantity.units.amount, 10**quantity.decimals), Fraction(expected)
    if isinstance(quantity, Ratio):
        return quantity.value, Fraction(expected)
    return (quantity.amount if isinstance(quantity, Yen) else quantity), expected


@pytest.fixture(scope="module")
def law():
    return Law.load("jp")


@pytest.mark.parametrize(("code", "case"), list(every_case()))
def test_the_rule_book(code, case, law):
    reading = law.reading(FRIDAY, case.get("scenario"))
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
        assert finding.standing.word == expect.get("standing", "in_force")
        assert finding.cure_by == expect.get("cure_by")
        assert finding.immediate == expect.get("immediate", False)


def test_every_check_has_a_case_file_with_a_met_case_and_one_that_is_not():
    for check in jp.CHECKS:
        book = yaml.safe_load((CASES / f"{check.code}.yaml").read_text(encoding="utf-8"))
        seen = {one["status"] for case in book["cases"] for one in case["expect"]}
        nothing_to_say = any(not case["expect"] for case in book["cases"])
        assert "met" in seen or nothing_to_say, check.code
        assert seen - {"met"}, check.code


def test_a_check_reads_the_figures_it_declares_and_no_others(law):
    case = {
        "assets": {
            "BTC": {"decimals": 8, "owed": "10", "not_cold": "10", "guarantee_cold": "1", "buffer": "1"}
        },
        "money": {"owed": 1, "in_trust": 0},
        "volumes": {2026: {"spot": 1}},
        "policies": [{"policy_id": "P1", "limit": 10**9, "ends": date(2026, 12, 1)}],
        "wallet_evidence": [{"keeper": "self", "missing": 1}],
        "statements": [{"keeper": "K", "undated": 1}],
        "providers": [{"id": "K", "keeps": True, "alone": ["signs"]}, {"id": "T", "signs": True}],
        "keepers": {"K": 1},
        "technologies": {"T": 1},
        "cold": {"K": 1, "T": 1},
        "limits": {"keeper": "0.5"},
        "sides": {"BTC": {"decimals": 8}},
        "breaks": [
            {"asset": "BTC", "cause": "unknown", "units": "-1"},
            {"asset": "BTC", "cause": "dust", "units": "1"},
        ],
        "ledgers": {"BTC": {"decimals": 8}, "JPY": {"decimals": 0}},
        "filed": {"psa_annual": {date(2026, 3, 31): date(2026, 6, 30)}},
        "products": [{"asset": "BTC", "owed": 1, "state": "listed", "case": "no_issuer", "version": 1}],
    }
    clock, reading = CureClock(FRIDAY, BusinessDays.BANK), law.reading(FRIDAY, "press-band")
    for check in jp.CHECKS:
        found = check.run(day_of(case), reading, clock)
        assert found, check.code
        read = {figure.key for one in found for figure in one.rests_on}
        families = tuple(key.removesuffix("*") for key in check.figures if key.endswith("*"))
        assert {key for key in read if not key.startswith(families or ("-",))} == {
            key for key in check.figures if not key.endswith("*")
        }, check.code
        assert all(any(key.startswith(family) for key in read) for family in families), check.code


def test_no_policy_no_finding_and_a_policy_that_no_figure_lets_count_says_so(law):
    figureless = law.reading(FRIDAY, "act-64")
    clock = CureClock(FRIDAY, BusinessDays.BANK)
    codes = [one.code for one in jp.day_findings(day_of({}), figureless, clock)]
    assert [code for code in codes if code.startswith("insurance")] == []
