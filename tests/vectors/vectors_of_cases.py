"""What public cases paid, worked out again from their terms. The sources stand in the vectors."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
from told import Told
from vectors_of_dividing import numbers

from hozen.regimes.compensation import group_sources
from hozen.rules.compensation import IN_YEN, AssetLoss, Source, SourceKind, pour
from hozen.rules.compensation.payment import entitled
from hozen.rules.recovery import Claims, PlanTerms, Pool, distribute
from hozen.rules.recovery.conversion import in_yen
from hozen.rules.recovery.published import Agreement, compare_sum, compare_value
from hozen.rules.recovery.redemptions import after_haircut, redeemed_so_far
from hozen.values import Price, Ratio, Yen, total
from hozen.values.wide import wide
from hozen.workflows.replay import catalogue

EXACT, WITHIN = Agreement.EXACT, Agreement.WITHIN_ROUNDING
_FINE = 10_000  # parts of a yen, so that the published digits show
M = 1_000_000


def fine(text: str) -> int:
    """'749318.83' yen in 1/10,000 of a yen."""
    exact = Fraction(text) * _FINE
    assert exact.denominator == 1
    return exact.numerator


def percent(number: object) -> Ratio:
    return Ratio.parse(str(number), per=100)


def mtgox_formula_one_btc(told: Told) -> None:
    """A claim of one bitcoin: min(claim, 200,000), then 21% of the rest early."""
    claim = in_yen(wide([10**8]), Price.parse(f"{fine(told['claim_jpy'])}"), 8)
    base, early = fine(told["base_jpy"]), percent(told["early_lump_sum_pct"])
    terms, pool = PlanTerms(base=base, early=early), Pool("JPY", 10**13)
    paid = distribute(Claims(claim, early=np.array([True])), pool, terms).pay.number(0)
    assert paid == fine(told["total_jpy"])
    assert paid - base == fine(told["early_lump_sum_jpy"])
    assert claim.number(0) - base == fine(told["remainder_jpy"])


def quadriga_2023_dividend_cad(told: Told) -> None:
    """Interim dividend, May 2023. 87% of the funds were paid, so 13% stay for what is in dispute."""
    dividend, claims = percent(told["dividend_pct"]).value, Fraction(str(told["claims_total_m"]))
    paid, share = str(told["paid_m"]), Fraction(str(told["paid_share_of_funds"]))
    funds = Fraction(paid) / share
    assert compare_value(dividend * claims, paid).agreement is EXACT
    assert compare_value(funds, str(told["implied_funds_m"])).agreement is EXACT
    assert compare_value(funds - Fraction(paid), str(told["implied_reserve_m"])).agreement is EXACT
    # 10,000 dollars of the claims, in cents: 1,309.4156 cut.
    owed, there = int(claims * 10**8), int(dividend * claims * 10**8)
    asked = Claims(wide([1_000_000, owed - 1_000_000]))
    assert distribute(asked, Pool("CAD", there)).pay.number(0) == 130_941


def bitfinex_bfx_redemption(told: Told) -> None:
    """Each balance lost 36.067% and was given tokens for it, redeemed in eight parts of what was outstanding."""
    haircut = percent(told["haircut_pct"])
    assert after_haircut(100_000, haircut) == (63_933, 36_067)
    so_far = redeemed_so_far([percent(one) for one in told["redeemed_pct_of_outstanding"]])
    assert len(so_far) == 8
    for name in ("published_cumulative_pct", "computed_cumulative_pct"):
        found = [compare_value(100 * one, str(said)) for one, said in zip(so_far, told[name], strict=True)]
        assert [one.agreement for one in found] == [EXACT] * 8
    listed = catalogue().find("bitfinex-2016")  # 119,756 BTC, $72m
    coins = int(listed.units.removesuffix(" BTC"))
    dollars = coins * Fraction(str(told["btc_price_used_usd"])) / M
    assert compare_value(dollars, str(listed.loss_usd_m)).agreement is EXACT


def ftx_cumulative_pct(told: Told) -> None:
    """Second, third, cumulative. 5B: 54 + 40 = 94, published as 95: half a percent of each figure explains it."""
    found = {}
    for name in ("5A", "5B", "6A_6B", "7"):
        second, third, so_far = map(str, told[name])
        compared = compare_sum((second, third), so_far)
        assert compared.allowed == Fraction(3, 2)
        found[name] = (compared.difference, compared.agreement)
    assert found == {"5A": (0, EXACT), "5B": (1, WITHIN), "6A_6B": (0, EXACT), "7": (0, EXACT)}


def bitpoint_2019_table_jpy_bn(told: Told) -> None:
    """Rows that do not add up to their totals are flagged and not refused; so are those across."""
    assert list(told["columns"]) == ["units", "value", "customer", "own"]
    rows = {asset: list(row) for asset, row in told["rows"].items()}
    units = [f"{row[0]} {asset}" for asset, row in rows.items()]
    assert catalogue().find("bitpoint-2019").units == " + ".join(units)
    down = []
    for at, said in enumerate(told["totals"], 1):
        found = compare_sum(tuple(f"{row[at]:.2f}" for row in rows.values()), f"{said:.2f}")
        assert found.allowed == Fraction("0.03")  # six figures, each by half of 0.01
        down.append((found.difference, found.agreement))
    assert down == [(Fraction(one), WITHIN) for one in ("0.02", "0.02", "0.03")]
    across = {
        asset: compare_sum((f"{customer:.2f}", f"{own:.2f}"), f"{value:.2f}")
        for asset, (_, value, customer, own) in rows.items()
    }
    assert {asset: one.difference for asset, one in across.items()} == {
        "BTC": 0, "BCH": Fraction("0.01"), "ETH": Fraction("0.01"), "LTC": Fraction("0.01"), "XRP": 0,
    }  # fmt: skip
    assert {one.agreement for one in across.values()} == {EXACT, WITHIN}


def coincheck_2018_yen_conversion(told: Told) -> None:
    """523m coins at 88.549 yen: in a wind-down and as compensation. The widely quoted 46.6bn is something else."""
    units, price = told["xem"] * 10**6, Price.parse(told["jpy_per_xem"])
    assert numbers(in_yen(wide([units]), price, 6)) == [told["total_jpy"]]
    due = entitled(AssetLoss("XEM", 6, units, price), IN_YEN)
    assert (due.coin_units, due.yen) == (0, Yen(told["total_jpy"]))
    quoted = compare_value(Fraction(told["total_jpy"], 10**9), "46.6")
    assert quoted.agreement is Agreement.BEYOND_ROUNDING


def dmm_2024_funding_jpy_m(told: Told) -> None:
    """48.2bn yen lost; 55bn from the group in ten days."""
    kinds = {"loan": "loan", "capital_increase": "capital increase", "subordinated_loan": "subordinated loan"}
    funding = [
        (kinds[kind], Yen(millions * M), date.fromisoformat(day)) for day, kind, millions in told["funding"]
    ]
    assert funding[-1][2] - funding[0][2] == date(2024, 6, 10) - date(2024, 6, 3)
    assert funding[1][2] == date(2024, 6, 7)
    found = pour(Yen(told["loss"] * M), group_sources(funding))
    assert found.shortfall == Yen(0)
    assert total([one.source.amount for one in found.lines]) == Yen(told["total"] * M)
    assert total([one.left for one in found.lines]) == Yen(told["surplus_over_loss"] * M)
    each = Fraction(told["loss"] * M) / Fraction(str(told["btc"]))
    assert compare_value(each, str(told["jpy_per_btc_implied"])).agreement is EXACT


_KUCOIN = {
    "recovered_with_partners": SourceKind.RECOVERED,
    "recovered_by_police": SourceKind.RECOVERED,
    "insurance_and_own": SourceKind.CAPITAL,
}


def kucoin_2020_waterfall_usd_m(told: Told) -> None:
    """In units of ten thousand dollars. The firm's own is told as 45.55; here it has more and gives just that."""
    steps = [(name, _units(amount)) for name, amount in told["steps"]]
    day = date(2020, 9, 26)
    given = [Source(_KUCOIN[name], name, Yen(amount), day) for name, amount in steps[:-1]]
    own = Source(_KUCOIN[steps[-1][0]], steps[-1][0], Yen(10_000), day)
    found = pour(Yen(_units(told["loss"])), [*given, own])
    assert [(one.source.name, one.used.amount) for one in found.lines] == steps
    assert found.shortfall == Yen(_units(told["uncovered"]))


def _units(millions: object) -> int:
    exact = Fraction(str(millions)) * 100
    assert exact.denominator == 1
    return exact.numerator


CHECKS = {
    "mtgox_formula_one_btc": mtgox_formula_one_btc,
    "quadriga_2023_dividend_cad": quadriga_2023_dividend_cad,
    "bitfinex_bfx_redemption": bitfinex_bfx_redemption,
    "ftx_cumulative_pct": ftx_cumulative_pct,
    "bitpoint_2019_table_jpy_bn": bitpoint_2019_table_jpy_bn,
    "coincheck_2018_yen_conversion": coincheck_2018_yen_conversion,
    "dmm_2024_funding_jpy_m": dmm_2024_funding_jpy_m,
    "kucoin_2020_waterfall_usd_m": kucoin_2020_waterfall_usd_m,
}
