"""Each scenario method from its figures to a requirement; figures made up, sums by hand."""

from collections.abc import Mapping
from datetime import date

import pytest

from hozen.law import Citation, Instrument, Lawful, LawGap, Reading, Seen, Standing
from hozen.rules.reserves import ReserveFacts, YearVolume
from hozen.rules.reserves.jp import crypto_requirement
from hozen.values import BusinessYear, Ratio, Yen

DAY = date(2026, 11, 20)
OURS = Citation(Instrument("ours", "ours", "当方", "ours", "当方", "", None), "1")
C = "reserves.crypto"


def reading(figures: Mapping[str, object]) -> Reading:
    rows = {
        f"{C}.{key}": Lawful(
            f"{C}.{key}", value, "text", DAY, None, OURS, Standing.ASSUMED, Seen.OURS, "", "", "made-up.yaml"
        )
        for key, value in figures.items()
    }
    return Reading("jp", DAY, "made-up", Standing.ASSUMED, rows)


def year(first: int, **volumes: int) -> YearVolume:
    span = BusinessYear(date(first, 4, 1), date(first + 1, 3, 31))
    return YearVolume(span, {name: Yen(amount) for name, amount in volumes.items()})


def level_and_yearly(law: Reading, facts: ReserveFacts) -> tuple[int, int]:
    found = crypto_requirement(law, facts)
    return found.level.amount, found.yearly_addition.amount


BAND = {
    "method": "volume_band",
    "lookback_years": 2,
    "band.low_volume": Yen(100),
    "band.low_level": Yen(20),
    "band.high_volume": Yen(500),
    "band.high_level": Yen(60),
    "buildup_years": 3,
}


def test_a_band_takes_the_largest_whole_year_of_those_looked_back_on() -> None:
    # 2023 began more than two years before 2026. 2024: 150 + 50 = 200 → 20 + 100 × 40/400 = 30; 30 ÷ 3 = 10.
    years = (year(2023, spot=900), year(2024, spot=150, margin=50), year(2026, spot=120))
    assert level_and_yearly(reading(BAND), ReserveFacts(years)) == (30, 10)


def test_a_yearly_addition_that_does_not_come_out_even_is_rounded_up() -> None:
    # Volume 110 → 20 + 10/10 = 21; over 4 years 5.25 → 6.
    law = reading(BAND | {"buildup_years": 4})
    assert level_and_yearly(law, ReserveFacts((year(2026, spot=110),))) == (21, 6)


LOSSES = {
    "method": "loss_history",
    "loss_quantile": Ratio.parse("3/5"),
    **{f"loss.case_{number}": Yen(number * 100) for number in (5, 3, 1, 4, 2)},
    "buildup_years": 4,
}


@pytest.mark.parametrize(("crypto", "level"), [(None, 300), (301, 300), (300, 300), (299, 299)])
def test_past_losses_never_ask_for_more_than_the_firm_holds_for_customers(crypto, level) -> None:
    # 3 of 5 losses (100 … 500) do not exceed 300.
    facts = ReserveFacts((), customer_crypto=None if crypto is None else Yen(crypto))
    assert level_and_yearly(reading(LOSSES), facts)[0] == level


@pytest.mark.parametrize(("cold", "level"), [(499, 50), (500, 50), (501, 51), (1_999, 200), (2_001, 200)])
def test_a_share_of_cold_custody_between_floor_and_ceiling(cold, level) -> None:
    # A tenth: 49.9 → floor 50; 50; 50.1 → 51 (rounded up); 199.9 → 200; 200.1 → 201 → ceiling 200.
    law = reading(
        {
            "method": "custody_share",
            "custody.share": Ratio.parse("0.1"),
            "custody.floor": Yen(50),
            "custody.ceiling": Yen(200),
            "custody.base": "cold",
            "buildup_years": 1,
        }
    )
    facts = ReserveFacts((), customer_crypto=Yen(9_999), cold_customer_crypto=Yen(cold))
    assert level_and_yearly(law, facts) == (level, level)


RATES = {
    "method": "class_rates",
    "lookback_years": 2,
    "rate.spot": Ratio.parse("0.2", 10_000),
    "cap_rate.spot": Ratio.parse("0.8", 10_000),
}


def test_a_class_named_as_outside_is_left_out() -> None:
    # 10,000 × 0.2/10,000 = 0.2 → 1 and × 0.8/10,000 = 0.8 → 1; margin counts for nothing.
    law = reading(RATES | {"classes_outside": "margin derivative"})
    facts = ReserveFacts((year(2026, spot=10_000, margin=10**9),))
    assert level_and_yearly(law, facts) == (1, 1)


def test_a_class_neither_rated_nor_named_as_outside_is_a_gap() -> None:
    with pytest.raises(LawGap, match=r"rate\.margin"):
        crypto_requirement(reading(RATES), ReserveFacts((year(2026, spot=1, margin=1),)))


def test_a_method_nobody_knows_is_a_gap_that_names_those_known() -> None:
    with pytest.raises(LawGap) as caught:
        crypto_requirement(reading({"method": "tiers"}), ReserveFacts(()))
    assert caught.value.expected == "class_rates | volume_band | custody_share | loss_history"


def test_the_industry_of_july_2026_at_share_rates() -> None:
    # ¥674,240m × 12 = ¥8,090,880m; × 0.2/10,000 = ¥161,817,600; × 0.8/10,000 = ¥647,270,400.
    facts = ReserveFacts((year(2026, spot=674_240_000_000 * 12),))
    assert level_and_yearly(reading(RATES), facts) == (647_270_400, 161_817_600)
