"""Every figure on file is read by a check or by the reserve, or is listed with the reason why nothing reads it yet.

Read means: a finding, or a requirement, rests on it. Each check is run on a day with something of everything, under
each scenario shipped.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from product_facts import duty_facts_of, product_facts_of
from provider_facts import facts_of

from hozen.findings import CureClock
from hozen.law import Law, Reading
from hozen.regimes.day import DayFacts
from hozen.regimes.jp import CHECKS, day_findings
from hozen.rules.custody import AssetCustody, PriceUse
from hozen.rules.custody.ownership import KeeperWallets
from hozen.rules.insurance import Policy
from hozen.rules.reserves import YearVolume
from hozen.rules.reserves.jp import securities_requirement
from hozen.rules.segregation import AssetHolding, Capital, Money
from hozen.values import BusinessDays, BusinessYear, Price, Ratio, Yen

LAW = Law.load("jp")
FRIDAY = date(2026, 11, 20)
YEAR = BusinessYear(date(2026, 4, 1), date(2027, 3, 31))
NOT_READ = yaml.safe_load((Path(__file__).parent / "not_read.yaml").read_text(encoding="utf-8"))
CLASSES = [
    "shares",
    "share_futures",
    "share_options",
    "bond_futures",
    "bond_options",
    "currency_futures",
    "deposit_rate_futures",
    "bill_rate_futures",
    "commodity_futures",
    "commodity_index_futures",
    "commodity_options",
]


PROVIDERS = {  # a keeper and a technology, so that each check of the register has something to say
    "providers": [{"id": "K", "keeps": True}, {"id": "T", "signs": True}],
    "keepers": {"K": 1},
    "technologies": {"T": 1},
    "cold": {"K": 1, "T": 1},
    "limits": {"keeper": "0.5"},
}


PRODUCTS = {  # one asset for each of those who disclose
    "products": [
        {"asset": case, "owed": 1, "state": "listed", "case": case, "version": 1}
        for case in ("raised_funds", "issuer", "no_issuer")
    ]
}


def a_day() -> DayFacts:
    """One coin half hot, money, capital, prices, every crypto class traded, cover that lapses soon."""
    coin = {"asset": "BTC", "decimals": 0}
    policy = Policy(
        policy_id="P1",
        insurer="Insurer",
        rating="A",
        starts=date(2025, 4, 1),
        ends=date(2026, 12, 1),
        notice_days=90,
        limit=Yen(1_000_000),
        aggregate=Yen(1_000_000),
        eroded=Yen(0),
        retention=Yen(0),
        share=Ratio.parse("1"),
        attachment=Yen(0),
        causes=frozenset({"key_compromise", "third_party_signing_compromise"}),
        exclusions=frozenset(),
        waiting_days=0,
    )
    custody = AssetCustody(
        **coin,
        price=Price.parse("1000"),
        owed=10,
        cold=5,
        not_cold=5,
        buffer_cold=0,
        buffer_not_cold=1,
        guarantee_cold=5,
        guarantee_not_cold=0,
        guarantee_ledger=5,
    )
    return DayFacts(
        day=FRIDAY,
        year=YEAR,
        custody=(custody,),
        holdings=(AssetHolding(**coin, owed=10, in_flight=0, on_chain=11, buffer=1, buffer_limit=1),),
        money=Money(Yen(1), Yen(1), 1),
        capital=Capital(FRIDAY, Yen(1), Yen(1), Yen(1)),
        prices=PriceUse("desk", (("desk", 1),)),
        price_of={},
        years=(YearVolume(YEAR, {name: Yen(10**12) for name in ("spot", "margin", "derivative")}),),
        reserve_held=Yen(0),
        policies=(policy,),
        withdrawal_days=None,
        keepers=(KeeperWallets("self", missing=1),),
        providers=facts_of(PROVIDERS),
        products=product_facts_of(PRODUCTS),
        duties=duty_facts_of({"filed": {"psa_annual": {date(2026, 3, 31): date(2026, 6, 30)}}}),
    )


def key_of_the_law(key: str) -> str:
    """The key itself, or the gap above it that a scenario answered."""
    while key not in LAW.figures:
        key = key.rpartition(".")[0]
    return key


def rested_on(reading: Reading) -> set[str]:
    findings = day_findings(a_day(), reading, CureClock(FRIDAY, BusinessDays.BANK))
    return {figure.key for one in findings for figure in one.rests_on}


CLASSES_OUTSIDE = """\
  reserves.crypto.classes_outside:
    about: Classes left out
    about_ja: 対象外
    unit: text
    periods:
      - value: derivative
        since: 2000-01-01
        since_means: assumed
        cite: {instrument: ours, article: a test}
        standing: assumed
        seen: ours
"""


def with_a_class_outside(folder: Path) -> Path:
    """The scenario share-rates, and what no scenario shipped says: a class that the reserve leaves out."""
    text = (LAW.folder / "scenarios" / "share-rates.yaml").read_text(encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(text.replace("name: share-rates", "name: mine") + CLASSES_OUTSIDE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> set[str]:
    """Keys of the law that some answer rests on."""
    scenarios = (None, *LAW.scenario_names(), with_a_class_outside(tmp_path_factory.mktemp("scenario")))
    by_checks = set[str]().union(*(rested_on(LAW.reading(FRIDAY, name)) for name in scenarios))
    traded = YearVolume(YEAR, dict.fromkeys(CLASSES, Yen(10**12)))
    by_statute = {one.key for one in securities_requirement(LAW.reading(FRIDAY), (traded,)).rests_on}
    return {key_of_the_law(key) for key in by_checks | by_statute}


def test_each_figure_is_read_or_listed_with_a_reason(read) -> None:
    assert sorted(set(LAW.figures) - read - set(NOT_READ)) == []


def test_what_is_listed_is_on_file_and_is_not_read(read) -> None:
    assert sorted(set(NOT_READ) - set(LAW.figures)) == []
    assert sorted(set(NOT_READ) & read) == [], "read by now: take it off the list"


@pytest.mark.parametrize("key", NOT_READ)
def test_each_reason_says_something(key) -> None:
    assert len(NOT_READ[key].split()) >= 3


def test_each_figure_that_a_check_declares_is_on_file_and_read(read) -> None:
    for check in CHECKS:
        for declared in check.figures:
            keys = LAW.keys(declared.removesuffix(".*"))
            assert keys, declared
            assert set(keys) & read, declared


def test_all_that_the_checks_rest_on_is_declared() -> None:
    exact = {one for check in CHECKS for one in check.figures if not one.endswith("*")}
    families = tuple(one.removesuffix("*") for check in CHECKS for one in check.figures if one.endswith("*"))
    duty = {"reform.enacted"}  # what a finding rests on where no figure is fixed: that the Act was passed
    for name in (None, *LAW.scenario_names()):
        for key in rested_on(LAW.reading(FRIDAY, name)) - duty:
            assert key in exact or key.startswith(families), key
