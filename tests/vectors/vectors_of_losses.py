"""The waterfall's convention, Korea's rule, the fit of the incident list, and Japan's five."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from comp_sources import M, sources
from told import Told

from hozen.rules.adequacy import fitted
from hozen.rules.adequacy.share_of_custody import log_odds
from hozen.rules.compensation import SourceKind, pour
from hozen.rules.reserves.share_between import share_between
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy import fit, read_terms
from hozen.workflows.adequacy.losses_of_list import counted, list_losses
from hozen.workflows.replay import ReplayReport, replay

LIST = Path(__file__).parent / "incidents.csv"
BN = 10**9


def reserve_waterfall(told: Told) -> None:
    """What came back, the reserve, the layers (share × min(limit, net − attachment)), own capital; the rest refills."""
    for case in told["cases"]:
        loss, reserve, capital = case["loss"], case["reserve"], case["capital"]
        back = case["recovered"] if "recovered" in case.said else 0
        layers = [tuple(one) for one in case["layers"]]
        found = pour(Yen(loss * M), sources(reserve, layers, capital, loss - back, back))
        (kept,) = found.of(SourceKind.RESERVE)
        due = sum(one.source.gives.amount for one in found.of(SourceKind.INSURANCE))
        amounts = {
            "net": found.loss.amount - found.used(SourceKind.RECOVERED).amount,
            "reserve_used": found.used(SourceKind.RESERVE).amount,
            "insurance_due": due,
            "insurance_used": found.used(SourceKind.INSURANCE).amount,
            "insurance_to_refill_reserve": kept.refilled.amount,
            "capital_used": found.used(SourceKind.CAPITAL).amount,
            "shortfall": found.shortfall.amount,
        }
        assert amounts == {name: int(said) * M for name, said in case["result"].items()}


def korea_reserve_rule_krw_m(told: Told) -> None:
    """The larger of 30% of average deposits and 3bn won, at most 20bn; in won, cut where a case gives parts of one."""
    share, floor, ceiling = Ratio.parse("0.3"), 3000 * M, 20_000 * M
    assert list(told["case_columns"]) == ["average_daily_deposits", "reserve"]
    for deposits, reserve in told["cases"]:
        found = share_between(int(Fraction(str(deposits)) * M), share, floor, ceiling)
        assert round(found) == int(Fraction(str(reserve)) * M)
    known = dict(told["published"].items())
    for millions in known.values():  # deposits of which just that is 30%
        assert share_between(
            int(Fraction(millions * M) / share.value), share, floor, ceiling
        ) == pytest.approx(millions * M, abs=1)
    assert known == {"Upbit": 20_000, "Bithumb": 10_000, "Coinone": 7300, "Korbit": 3000, "Gopax": 3000}


def incident_fit(told: Told) -> None:
    """An independent computation on the same list: thefts and faults since 2014, and Mt. Gox; every row alike."""
    assert hashlib.sha256(LIST.read_bytes()).hexdigest() == told["sha256_of_csv"]
    rows, found = counted(), list_losses(None)
    billions, alike = found.yen / BN, np.ones(len(found.yen))
    assert (len(rows), len(billions)) == (told["n"], told["n"])
    drawn = fitted.lognormal(billions, alike)
    assert (drawn.mu, drawn.sigma) == pytest.approx(
        (told["lognormal_mu"], told["lognormal_sigma"]), rel=1e-12
    )
    assert np.median(billions) == pytest.approx(told["median_jpy_bn"], rel=1e-12)
    assert billions.max() == pytest.approx(told["max_jpy_bn"], rel=1e-12)
    for largest, alpha in told["hill_alpha"].items():
        assert fitted.hill(billions, int(largest)) == pytest.approx(alpha, rel=1e-12)
    for size, share in told["share_above_jpy_bn"].items():
        assert (billions > int(size)).mean() == pytest.approx(share, rel=1e-12)
    top = np.sort(billions)[-3:].sum() / billions.sum()
    assert top == pytest.approx(told["share_of_total_in_top3"], rel=1e-12)
    _tail(told["gpd_over_5bn"], billions)
    _shares(told["pct_of_custody"], found.percent)
    _reported(told)


def _tail(told: Told, billions: np.ndarray) -> None:
    """The greatest likelihood is flat: a search that stops elsewhere near it differs in the fifth digit."""
    above = billions[billions > 5] - 5
    assert len(above) == told["n"]
    tail = fitted.over_threshold(above, np.ones(len(above)))
    assert 1 / tail.alpha == pytest.approx(told["xi"], rel=1e-4)
    assert tail.theta / tail.alpha == pytest.approx(told["scale"], rel=1e-4)


def _shares(told: Told, percent: np.ndarray) -> None:
    assert sorted(percent) == list(told["values"])
    assert len(percent) == told["n"]
    assert np.median(percent) == told["median"]
    mean, sd = fitted.mean_and_sample_sd(log_odds(percent), np.ones(len(percent)))
    assert (mean, sd) == pytest.approx((told["logit_mean"], told["logit_sd"]), rel=1e-12)


@cache
def shown() -> dict[str, str]:
    """The figures of the report on the fit, every row alike: four digits behind the point."""
    return {one.figure: one.equal for one in fit().fitted}


def _reported(told: Told) -> None:
    names = {"lognormal_mu": "lognormal_mu", "lognormal_sigma": "lognormal_sigma", "median_bn": "median_jpy_bn",
             "largest_bn": "max_jpy_bn", "three_largest_of_all": "share_of_total_in_top3"}  # fmt: skip
    reported = {ours: told[theirs] for ours, theirs in names.items()}
    reported |= {f"hill_alpha_{largest}": alpha for largest, alpha in told["hill_alpha"].items()}
    reported |= {"gpd_xi": told["gpd_over_5bn"]["xi"], "gpd_scale_bn": told["gpd_over_5bn"]["scale"]}
    for name in ("median", "logit_mean", "logit_sd"):
        reported[f"share_{name}".replace("median", "median_pct")] = told["pct_of_custody"][name]
    assert {name: float(shown()[name]) for name in reported} == pytest.approx(reported, abs=6e-5)


@cache
def replayed(*billions: int) -> ReplayReport:
    return replay("all", reserves=[Yen(one * BN) for one in billions], scenarios=(), day=date(2026, 11, 20))


def japan_five(told: Told) -> None:
    """Coincheck, Zaif, BITPoint, Liquid, DMM: whose loss a reserve pays in full, and how often one comes."""
    covered = {int(size): count for size, count in told["covered_fully_by"].items()}
    report = replayed(2, 5, 10, 40, 50)
    group = report.groups[0]
    assert group.key == "japan_registered_thefts"
    each = [report.one(name) for name in group.incidents]
    assert [one.incident.loss for one in each] == [
        Yen(int(Fraction(str(one)) * BN)) for one in told["loss_jpy_bn"]
    ]
    # Coincheck's 46,311,127,000 stands there as 46.31: to the last digit that is shown.
    for one, said in zip(each, told["customer_jpy_bn"], strict=True):
        places = len(str(said).partition(".")[2])
        assert round(Fraction(one.part.yen.amount, BN), places) == Fraction(str(said))
    assert {one.reserve.amount // BN: one.in_full for one in group.payouts} == covered
    terms = read_terms("list-lognormal")
    years = Fraction(str(told["exchange_years_2017_04_to_2026_11_at_27_firms"]))
    assert (terms.whole("frequency.events"), terms.exact("frequency.firm_years")) == (len(each), years)
    assert round(len(each) / years, 4) == Fraction(str(told["frequency_per_exchange_year"]))
    assert Fraction(shown()["rate"]) == Fraction(str(told["frequency_per_exchange_year"]))
    for size, count in covered.items():
        assert shown()[f"japan_paid_in_full_{size}bn"] == str(count)


CHECKS = {
    "reserve_waterfall": reserve_waterfall,
    "korea_reserve_rule_krw_m": korea_reserve_rule_krw_m,
    "incident_fit": incident_fit,
    "japan_five": japan_five,
}
