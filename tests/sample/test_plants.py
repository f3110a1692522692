"""Each planted fault is found, by the check it is meant for, by the planted amount, and by no other check."""

from datetime import date

import pytest

from hozen.findings import AssetUnits, Status
from hozen.records import Book, RowsRefused
from hozen.values import Ratio, Units, Yen
from hozen.workflows.door import admit
from hozen.workflows.sample import PLANTS

# The samples' last day is a Wednesday. Business days after it: Thu 5th, Fri 6th, Mon 9th, Tue 10th, Wed 11th.
DAY = date(2026, 11, 4)
IN_ONE, IN_TWO, IN_THREE, IN_FIVE = (date(2026, 11, day) for day in (5, 6, 9, 11))


def found(findings):
    return [one for one in findings if one.status is not Status.MET]


@pytest.fixture
def only(make, duckdb_engine, judge):
    """The one finding that is not met in a sample with this plant, and the plant's note."""

    def one(plant):
        sample = make(plant)
        (finding,) = found(judge(sample, duckdb_engine, DAY))
        (planted,) = sample.planted
        assert finding.code == planted.plant.expects
        return finding, planted

    return one


def step(finding, label):
    return next(one.value for one in finding.steps if one.label == label)


def test_btc_shortfall(only):
    finding, planted = only("btc_shortfall")
    assert finding.distance == AssetUnits("BTC", Units(-12_345_678), 8)
    assert (planted.subject, planted.amount, planted.unit) == ("BTC", 12_345_678, "satoshi")
    # The guideline gives 5 business days, the firm's contract 3: the shorter counts.
    assert (planted.cure_business_days, finding.cure_by) == (3, IN_THREE)


def test_one_satoshi(only):
    finding, planted = only("one_satoshi")
    assert finding.distance == AssetUnits("BTC", Units(-1), 8)
    assert planted.amount == 1


def test_trust_gap(only):
    finding, planted = only("trust_gap")
    assert finding.distance == Yen(-1_234_567)
    assert (planted.amount, planted.cure_business_days, finding.cure_by) == (1_234_567, 2, IN_TWO)


def test_hot_excess(only):
    finding, planted = only("hot_excess")
    # Hot: 5% + 0.1%, so cold: 94.9%, 0.1 points short; each asset's hot part is rounded up to a whole unit, and the
    # coarsest unit (1 satoshi, ¥0.15) of five assets is far below a millionth of ¥200m.
    assert finding.threshold == Ratio.parse("0.95")
    assert Ratio.parse("0.001").value <= -finding.distance.value < Ratio.parse("0.001001").value
    assert step(finding, "to_move_to_cold") == Yen(planted.amount)
    value = step(finding, "customer_crypto_value").amount
    assert value // 1000 <= planted.amount <= value // 1000 + 10
    assert (planted.cure_business_days, finding.cure_by) == (1, IN_ONE)


def test_guarantee_short(only):
    finding, planted = only("guarantee_short")
    due = finding.threshold.units.amount  # as much as the hot part
    assert step(finding, "hot_part") == finding.threshold
    assert finding.distance == AssetUnits("ETH", Units(-(due // 10)), 18)
    assert (planted.subject, planted.amount) == ("ETH", due // 10)
    assert finding.immediate
    assert planted.cure_business_days is None


def test_guarantee_hot(only):
    finding, planted = only("guarantee_hot")
    cold, hot = (step(finding, label).units.amount for label in ("guarantee_cold", "guarantee_not_cold"))
    assert hot == (cold + hot) // 4 == planted.amount
    assert finding.distance == AssetUnits("XRP", Units(-hot), 6)
    assert finding.cure_by == IN_ONE


def test_buffer_excess(only):
    finding, planted = only("buffer_excess")
    limit = finding.threshold.units.amount
    assert finding.distance == AssetUnits("ETH", Units(-(limit // 10)), 18)
    assert planted.amount == limit // 10
    assert finding.cure_by == IN_FIVE


def test_thin_capital(only):
    finding, planted = only("thin_capital")
    assert (finding.measure, finding.threshold) == (Yen(9_999_999), Yen(10_000_000))
    assert (finding.distance, planted.amount) == (Yen(-1), 1)


def test_negative_net_assets(only):
    finding, planted = only("negative_net_assets")
    assert finding.measure == Yen(-1_000_000)
    assert planted.amount == 1_000_000


def test_policy_expiring(only):
    finding, planted = only("policy_expiring")
    # Last day of cover: 4 + 14 = 18 November; the first day without it is the 19th.
    assert (finding.subject, finding.measure) == ("CRIME-2026-L1", date(2026, 11, 19))
    assert planted.amount == 14


def test_reserve_short(only):
    finding, planted = only("reserve_short")
    # 2,000 customers trade far less than ¥252.84bn a year: the band's low end, ¥2bn; a hundredth of it is held.
    assert finding.measure == Yen(20_000_000)
    assert step(finding, "level") == Yen(2_000_000_000)
    assert planted.amount == 20_000_000


DOOR = {
    "no_price": [("prices", "BTC on 2026-11-04", "price-missing")],
    "bad_row": [("prices", "NaN", "not-a-number"), ("wallet_balances", "-1", "negative")],
    # Five assets of nine wallets: the last wallet is the 45th, and the fifth asset is LTC.
    "duplicate_row": [("wallet_balances", "2026-11-04 | W000000045 | LTC", "duplicate-key")],
    "unknown_wallet": [("wallet_balances", "W999999999", "unknown-wallet")],
    "truncated_file": [("customer_balances", None, "broken-parquet")],
}


@pytest.mark.parametrize("plant", DOOR)
def test_the_door_refuses(make, duckdb_engine, tmp_path, plant):
    sample = make(plant)
    with pytest.raises(RowsRefused) as refused:
        admit(Book.open(sample.folder), duckdb_engine, day=DAY, rejects=tmp_path / "rejects")
    rejects = sorted(refused.value.first, key=lambda one: one.table)
    assert refused.value.count == len(rejects)
    wanted = DOOR[plant]
    assert [(one.table, one.reason) for one in rejects] == [(table, reason) for table, _, reason in wanted]
    assert all(value in {None, one.value} for one, (_, value, _) in zip(rejects, wanted, strict=True))
    assert sample.planted[0].plant.expects.split(", ") == [reason for _, _, reason in reversed(wanted)]


def test_every_plant_is_tested_here():
    assert {name for name, plant in PLANTS.items() if plant.where == "door"} == set(DOOR)
    inside = {name for name, plant in PLANTS.items() if plant.where in ("plan", "terms")}
    assert inside == {
        name.removeprefix("test_") for name in globals() if name.removeprefix("test_") in PLANTS
    }


def test_a_shortage_planted_as_a_break_is_cured_as_soon_as_customers_were_promised(make):
    # The guideline gives 5 business days, the firm's contract 3. For coins that are too many the contract has no part.
    short, over = make("break_fee_not_booked", "break_airdrop_or_fork").planted[::-1]
    assert (short.cure_business_days, over.cure_business_days) == (3, 5)


def test_faults_planted_together_are_each_found_by_their_own_amount(make, duckdb_engine, judge):
    inside = [name for name, plant in PLANTS.items() if plant.where in ("plan", "terms")]
    sample = make(*inside)
    by_code = {one.code: one for one in found(judge(sample, duckdb_engine, DAY))}
    assert sorted(by_code) == sorted({PLANTS[name].expects for name in inside})
    amounts = {one.plant.name: one.amount for one in sample.planted}
    assert by_code["crypto-shortage"].distance.units == Units(-12_345_679)  # both shortages of BTC
    assert by_code["money-in-trust"].distance == Yen(-1_234_567)
    assert step(by_code["cold-share"], "to_move_to_cold") == Yen(amounts["hot_excess"])
    assert by_code["guarantee-quantity"].distance.units == Units(-amounts["guarantee_short"])
    assert by_code["guarantee-cold"].measure.units == Units(amounts["guarantee_hot"])
    assert by_code["buffer-mixed"].distance.units == Units(-amounts["buffer_excess"])


def test_a_note_says_what_was_planted_and_who_must_find_it(make):
    (planted,) = make("btc_shortfall").planted
    assert str(planted) == (
        "btc_shortfall: BTC 12,345,678 satoshi; look for crypto-shortage, to be cured in 3 business days"
    )


def test_on_a_day_before_the_known_texts_no_time_to_cure_is_made_up(make):
    # The guideline was read as of 16 June 2026; what it said before is not known.
    (planted,) = make("btc_shortfall", last_day=date(2026, 4, 1), assets=3).planted
    assert (planted.amount, planted.cure_business_days) == (12_345_678, None)
