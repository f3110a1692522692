"""What a scenario would have required, where the firm's size is known; figures made up, sums by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from hozen.law import Citation, Gap, Instrument, Lawful, Reading, Seen, Standing
from hozen.values import Ratio, Yen
from hozen.workflows.replay import Bound, ScenarioAnswer, catalogue, customer_part
from hozen.workflows.replay.required import required_of

DAY = date(2026, 11, 20)
OURS = Citation(Instrument("ours", "ours", "当方", "ours", "当方", "", None), "1")
SOURCE = "made-up.yaml"
METHOD = "reserves.crypto.method"
BN = 1_000_000_000


def reading(figures: Mapping[str, object]) -> Reading:
    rows = {
        key: Lawful(key, value, "text", DAY, None, OURS, Standing.ASSUMED, Seen.OURS, "", "", SOURCE)
        for key, value in figures.items()
    }
    return Reading("jp", DAY, "made-up", Standing.ASSUMED, rows)


SHARE_RATES = reading(
    {
        METHOD: "class_rates",
        "reserves.crypto.rate.spot": Ratio.parse("0.2", 10_000),
        "reserves.crypto.cap_rate.spot": Ratio.parse("0.8", 10_000),
        "reserves.crypto.lookback_years": 2,
    }
)


def custody_share(base: str, share: str = "0.02") -> Reading:
    return reading(
        {
            METHOD: "custody_share",
            "reserves.crypto.custody.share": Ratio.parse(share),
            "reserves.crypto.custody.floor": Yen(100_000_000),
            "reserves.crypto.custody.ceiling": Yen(40 * BN),
            "reserves.crypto.custody.base": base,
            "reserves.crypto.buildup_years": 5,
        }
    )


def ask(name: str, law: Reading) -> ScenarioAnswer:
    incident = catalogue().find(name)
    part = customer_part(incident)
    assert part is not None
    return required_of(incident, catalogue().sizes_of(incident), part, law)


def needed(answer: ScenarioAnswer) -> tuple[Yen, Yen]:
    assert answer.requirement is not None
    return answer.requirement.yearly_addition, answer.requirement.level


def test_coincheck_by_its_six_known_months_is_a_least_figure() -> None:
    # ¥9,108,600m × 0.2/10,000 = ¥182,172,000; × 0.8/10,000 = ¥728,688,000
    answer = ask("coincheck-2018", SHARE_RATES)
    assert needed(answer) == (Yen(182_172_000), Yen(728_688_000))
    assert answer.bound is Bound.AT_LEAST
    assert [size.period for size in answer.used] == [f"2017-{month:02}" for month in range(7, 13)]
    assert answer.if_full is not None
    assert answer.if_full.share == Ratio(Fraction(728_688, 46_311_127))


def test_a_firm_without_known_volume_gets_no_figure() -> None:
    answer = ask("dmm-2024", SHARE_RATES)
    assert (answer.requirement, answer.if_full, answer.reason) == (None, None, "volume_not_known")


def test_bitpoint_by_its_custody() -> None:
    # ¥15,846m × 2% = ¥316.92m, between floor and ceiling; a fifth of it a year = ¥63.384m
    answer = ask("bitpoint-2019", custody_share("all"))
    assert needed(answer) == (Yen(63_384_000), Yen(316_920_000))
    assert answer.bound is Bound.STATED


def test_a_share_of_the_cold_part_is_a_most_figure_for_nobody_published_it() -> None:
    answer = ask("bitpoint-2019", custody_share("cold"))
    assert needed(answer)[1] == Yen(316_920_000)
    assert answer.bound is Bound.AT_MOST


def test_bybit_reaches_the_ceiling() -> None:
    # $16,200m × ¥149.3 = ¥2,418,660m; 2% = ¥48,373.2m > ¥40bn; × 0.1% = ¥2,418.66m
    assert needed(ask("bybit-2025", custody_share("all")))[1] == Yen(40 * BN)
    assert needed(ask("bybit-2025", custody_share("all", "0.001")))[1] == Yen(2_418_660_000)


@pytest.mark.parametrize("name", ["dmm-2024", "coincheck-2018", "mtgox-2014"])
def test_a_firm_without_known_custody_gets_no_figure(name: str) -> None:
    assert ask(name, custody_share("all")).reason == "custody_not_known"


def test_a_gap_in_the_law_is_an_answer_that_says_what_to_supply() -> None:
    gap = Gap(
        "reserves.crypto", "no text known", "rate, base and cap", "any", None, None, (OURS,), "", SOURCE
    )
    answer = ask("dmm-2024", Reading("jp", DAY, "act-64", Standing.ASSUMED, {"reserves.crypto": gap}))
    assert (answer.requirement, answer.reason) == (None, "law_gap")
    assert "no text known" in answer.detail
    assert "rate, base and cap" in answer.detail


def test_an_assumed_scenario_says_so() -> None:
    assert ask("coincheck-2018", SHARE_RATES).standing is Standing.ASSUMED
    assert ask("dmm-2024", SHARE_RATES).standing is None
