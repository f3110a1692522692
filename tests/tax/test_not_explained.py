"""Units of unknown cost, and the deemed cost: what they leave for the rest of the year and for the years after."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tax_events import event, year_of
from tax_vectors import units

from hozen.rules.tax import Pool, TaxRefused
from hozen.workflows.tax import compute
from hozen.workflows.tax.events_file import COLUMNS
from hozen.workflows.tax.reporting import report
from hozen.workflows.tax.tracing import explain

BUY = "{}-01-05T12:00:00+09:00,1,buy,BTC,{},{}"
IN = "{}-02-05T12:00:00+09:00,2,move_in,BTC,{},,,,,,,no"
OUT = "{}-03-05T12:00:00+09:00,3,move_out,BTC,{},,,,,,,no"
SELL = "{}-04-05T12:00:00+09:00,4,sell,BTC,{},{}"
DEEMED = "{}-04-05T12:00:00+09:00,4,sell,BTC,{},{},,,,,,,yes"


def written(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "mine.csv"
    full = [row + "," * (len(COLUMNS) - 1 - row.count(",")) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *full, ""]), "utf-8")
    return path


class TestTheDeemedCost:
    def test_takes_units_of_unknown_cost_and_no_others(self) -> None:
        """2 bought for ¥2,000,000; 3 came in at an unknown cost; 1 of them sold at the deemed cost of 5% of ¥10,000,000,
        2 then sold at theirs. Left of the 3: 2. Income 10,000,000 − 500,000 + 4,000,000 − 2,000,000."""
        done = year_of(
            [
                event("2026-01-05", "buy", "2", yen=2_000_000),
                event("2026-02-01", "move_in", "3", known=False),
                event("2026-03-01", "sell", "1", yen=10_000_000, deemed=True),
                event("2026-04-01", "sell", "2", yen=4_000_000),
            ]
        )
        assert (done.income, done.costs.closing, done.left.units) == (11_500_000, Pool(), units("2"))

    def test_may_not_take_units_of_known_cost(self) -> None:
        """2 at ¥2,000,000, 1 sold at the deemed cost: were both left, the sale of 2 later on would cost ¥2,000,000 again.
        No text says what is left, so neither does the program."""
        events = [
            event("2026-01-05", "buy", "2", yen=2_000_000),
            event("2026-03-01", "sell", "1", yen=10_000_000, deemed=True),
        ]
        with pytest.raises(TaxRefused, match="no text says what book value is left") as refusal:
            year_of(events)
        assert refusal.value.try_next
        some = [events[0], event("2026-02-01", "move_in", "0.4", known=False), events[1]]
        with pytest.raises(TaxRefused, match="no text says"):
            year_of(some)

    def test_is_explained_as_a_cost_of_its_own(self, tmp_path) -> None:
        path = written(tmp_path, DEEMED.format(2020, 1, 10_000_000))
        told = explain(compute(path, 2020), "mine.csv, line 2")
        assert [(one.yen, one.own) for one in told.shares] == [(500_000, True)]


class TestUnknownUnitsInLaterYears:
    def test_are_still_there_and_still_not_explained(self, tmp_path) -> None:
        """1 of unknown cost came in in 2020; of the 1 sold in 2021 the income is not determined, and nothing is refused."""
        path = written(tmp_path, IN.format(2020, 1), SELL.format(2021, 1, 900))
        done = compute(path, 2021)
        assert done.income is None
        assert [one.event.where for one in done.assets[0].unexplained] == ["mine.csv, line 3"]

    def test_go_over_in_the_carry_over_in_a_row_of_their_own(self, tmp_path) -> None:
        done = compute(written(tmp_path, BUY.format(2020, 2, 600), IN.format(2020, "0.5")), 2020)
        report(done, tmp_path / "papers")
        carry = tmp_path / "papers" / "carry.csv"
        assert carry.read_text("utf-8") == "asset,year,qty,book_value\nBTC,2020,2,600\nBTC,2020,0.5,\n"
        sold = written(
            tmp_path, SELL.format(2021, "0.5", 900), SELL.format(2021, "2", 9).replace("-04-", "-05-")
        )
        after = compute(sold, 2021, carry=carry).assets[0]
        assert after.costs.cost == 150  # half a coin of the two at ¥300 each
        assert [one.units for one in after.unexplained] == [
            -2 * 10**18
        ]  # 1.5 at ¥300 and 0.5 of unknown cost

    def test_a_way_that_nobody_knows_leaves_what_is_held_open_until_it_is_explained(self, tmp_path) -> None:
        """1 of 2 went nobody knows where in 2020. Whether 2 or 1 are left decides the book value of 2021, so no income of
        2021 is determined either, and nothing is carried over as if both were there."""
        path = written(tmp_path, BUY.format(2020, 2, 600), OUT.format(2020, 1), SELL.format(2021, 2, 900))
        done = compute(path, 2021)
        assert done.income is None
        assert [one.event.where for one in done.assets[0].unexplained] == ["mine.csv, line 3"]
        report(compute(path, 2020), tmp_path / "papers")
        assert (tmp_path / "papers" / "carry.csv").read_text("utf-8") == "asset,year,qty,book_value\n"

    def test_a_sale_of_both_leaves_open_how_many_of_known_cost_are_left(self, tmp_path) -> None:
        """0.5 of known cost and 1 of unknown: 1.2 are sold, 0.3 are left. Were the 0.5 still there, 2021 would take the cost
        of coins that are gone."""
        rows = (BUY.format(2020, "0.5", 600), IN.format(2020, 1), SELL.format(2020, "1.2", 900))
        path = written(tmp_path, *rows, SELL.format(2021, "0.5", 900))
        assert compute(path, 2021).income is None

    def test_what_went_out_of_units_of_unknown_cost_leaves_the_others_as_they_are(self, tmp_path) -> None:
        path = written(
            tmp_path,
            BUY.format(2020, 2, 600),
            IN.format(2020, 1),
            OUT.format(2020, 1),
            SELL.format(2021, 2, 900),
        )
        assert compute(path, 2020).income is None
        assert compute(path, 2021).income == 300


@pytest.mark.parametrize(
    ("kind", "given", "column"),
    [
        ("buy", {"yen": 1, "cost": 5}, "cost"),
        ("buy", {"yen": 1, "deemed": True}, "deemed"),
        ("sell", {"yen": 1, "to_asset": "ETH", "to_units": 1}, "to_asset"),
        ("bridge", {"yen": 9, "cost": 8, "to_asset": "ETH", "to_units": 1}, "to_asset"),
        ("gift_in", {"market": 1, "yen": 7}, "yen"),
        ("reward", {"market": 1, "fee": 7}, "fee"),
        ("sell", {"yen": 1, "known": False}, "known"),
        ("fork", {"cost": 3}, "cost"),
    ],
)
def test_an_amount_that_would_go_unread_is_refused(kind, given, column) -> None:
    """Whoever writes it means it to count: the coin that a bridge leads to would not have come in at all."""
    with pytest.raises(TaxRefused, match=f"does not read its {column}"):
        year_of([event("2026-02-01", kind, **given)])


def test_a_way_out_has_no_cost_and_an_unknown_way_in_neither() -> None:
    for kind, known in (("move_out", True), ("move_in", False)):
        with pytest.raises(TaxRefused, match=f"a {kind} beside a cost"):
            year_of([event("2026-02-01", kind, cost=5, known=known)])
    assert year_of([event("2026-02-01", "move_in", cost=5)]).costs.closing.yen == Fraction(5)
