"""Cost by the three elections: the public figures by hand, the founders' vectors, and what must hold of any trades."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tax_vectors import COIN, VECTORS, generator, moves, opening, units, vector

from hozen.rules.tax import Move, Pool, TaxRefused, moving_average, sheet_moving_average, total_average
from hozen.rules.tax.certified import certified
from hozen.rules.tax.facts import exact_sum
from hozen.rules.tax.roundings import ALL, SHEET_EXPENSE, SHEET_REVENUE
from hozen.rules.tax.total_average import unit_price
from hozen.rules.tax.year_costs import MODES as COLUMNS
from hozen.rules.tax.year_costs import Moves

MODES = {
    "total_average": total_average,
    "moving_average": moving_average,
    "moving_average_nta_sheet": sheet_moving_average,
}
NOTHING = Pool()


def bought(coins: str, yen: int) -> Move:
    return Move(units(coins), Fraction(yen))


def sold(coins: str) -> Move:
    return Move(-units(coins))


# NTA FAQ 2-4 and 2-8: 4 BTC for 1,845,000; 2 for 1,650,000; 2 sold; 0.5 for 542,800; 3 sold.
FAQ = [bought("4", 1_845_000), bought("2", 1_650_000), sold("2"), bought("0.5", 542_800), sold("3")]


class TestPublicExample:
    def test_total_average(self) -> None:
        """(1,845,000 + 1,650,000 + 542,800) ÷ 6.5 = 621,200; × 5 = 3,106,000; × 1.5 = 931,800."""
        done = total_average(NOTHING, FAQ)
        assert unit_price(NOTHING, FAQ) * COIN == 621_200
        assert done.cost == 3_106_000
        assert done.closing == Pool(units("1.5"), Fraction(931_800))

    @pytest.mark.parametrize("mode", ["moving_average", "moving_average_nta_sheet"])
    def test_moving_average(self, mode) -> None:
        """3,495,000 ÷ 6 × 2 = 1,165,000; (2,330,000 + 542,800) ÷ 4.5 = 638,400; × 3 = 1,915,200; 957,600 left."""
        done = MODES[mode](NOTHING, FAQ)
        assert [cost for cost in done.costs if cost] == [1_165_000, 1_915_200]
        assert done.cost == 3_080_200
        assert done.closing.yen == 957_600

    def test_the_sheet_rounds_the_book_value_up(self) -> None:
        """3 for ¥100, 1 sold: 100/3 × 2 = 66.67, so 67 are left and the cost is 33. Exactly it would be 33 1/3."""
        trades = [bought("3", 100), sold("1")]
        assert sheet_moving_average(NOTHING, trades).cost == 33
        assert moving_average(NOTHING, trades).cost == Fraction(100, 3)

    def test_the_sheets_unit_is_not_rounded_between_sales(self) -> None:
        """7 for ¥1,000, one sold three times: 1,000/7 × 4 = 571.4…, so 572; never 857 × 5/6 or the like."""
        done = sheet_moving_average(NOTHING, [bought("7", 1000), sold("1"), sold("1"), sold("1")])
        assert done.closing.yen == 572
        assert done.costs[1:] == (142, 143, 143)  # 858, 715, 572 left


def total_vectors() -> list[str]:
    plain = [name for name, one in VECTORS.items() if one["method"] in MODES and _plain(one)]
    return plain or ["nta-2-4-total"]


def _plain(one: dict) -> bool:
    return "by_year" not in one["expected"] and all(
        trade["type"] in ("buy", "sell", "spend", "exchange_out") for trade in one["trades"]
    )


@pytest.mark.parametrize("name", total_vectors())
def test_the_founders_vectors(name) -> None:
    found = vector(name)
    trades, said = found["trades"], found["expected"]
    done = MODES[found["method"]](opening(found), moves(trades))
    out = [one for one in trades if one["type"] != "buy"]
    revenue = sum((Fraction(one["jpy"]) for one in out), Fraction(0))
    fees = sum((Fraction(one.get("fee_jpy", "0")) for one in out), Fraction(0))
    income = SHEET_REVENUE(revenue) - SHEET_EXPENSE(done.cost + fees)
    answers = {
        "cogs": done.cost,
        "closing_qty": Fraction(done.closing.units, COIN),
        "closing_cost": done.closing.yen,
        "revenue": revenue,
        "sheet_income_total": SHEET_REVENUE(revenue),
        "sheet_expense_total": SHEET_EXPENSE(done.cost + fees),
        "sheet_income": income,
        "income_exact": revenue - done.cost - fees,
        "unit_cost": unit_price(opening(found), moves(trades)) * COIN,
        "last_purchase_unit_cost": _last_unit(found, done),
    }
    assert {key: answers[key] for key in said} == {key: Fraction(value) for key, value in said.items()}


def _last_unit(found: dict, done: object) -> Fraction:
    """Book value per coin right after the last purchase, by hand from the costs."""
    held, value, unit = opening(found).units, opening(found).yen, Fraction(0)
    for one, cost in zip(moves(found["trades"]), done.costs, strict=True):
        held, value = held + one.units, value + one.yen - cost
        if one.units > 0:
            unit = value / held * COIN
    return unit


def test_a_carry_over_is_next_years_opening() -> None:
    found = vector("crycal-multi-year")
    pool = NOTHING
    for year in sorted({one["date"][:4] for one in found["trades"]}):
        done = total_average(pool, moves([one for one in found["trades"] if one["date"][:4] == year]))
        said, pool = found["expected"]["by_year"][year], done.closing
        assert pool == Pool(units(said["closing_qty"]), Fraction(said["closing_cost"]))
        assert "cogs" not in said or done.cost == Fraction(said["cogs"])


@pytest.mark.parametrize("count", [10, 1000, 50_000])
def test_the_generated_trades_to_the_yen(count) -> None:
    said = vector(f"gen-n{count}-s7")["expected"]
    trades = list(generator().trades(count))
    inwards = [one[2] == "buy" for one in trades]
    signed = [one[3] if buys else -one[3] for one, buys in zip(trades, inwards, strict=True)]
    paid = [one[4] + one[5] if buys else 0 for one, buys in zip(trades, inwards, strict=True)]
    listed = [Move(moved, Fraction(yen)) for moved, yen in zip(signed, paid, strict=True)]
    assert total_average(NOTHING, listed).cost == Fraction(said["total_average"]["cogs"])
    sheet = sheet_moving_average(NOTHING, listed)
    assert sheet.cost == Fraction(said["moving_average_nta_sheet"]["cogs"])
    assert sheet.closing.yen == Fraction(said["moving_average_nta_sheet"]["closing_cost"])
    exact = certified(0, 0, signed, paid)
    if "moving_average" in said:
        assert exact.cost_floor == int(said["moving_average"]["cogs_floor"])
        assert exact.closing_ceil == int(said["moving_average"]["closing_cost_ceil"])


@st.composite
def any_trades(draw: st.DrawFn) -> tuple[Pool, list[Move]]:
    held = draw(st.integers(0, 10**20))
    pool = Pool(held, Fraction(draw(st.integers(0, 10**12)) if held else 0))
    found = []
    for _ in range(draw(st.integers(1, 12))):
        if held == 0 or draw(st.booleans()):
            found.append(Move(draw(st.integers(1, 10**20)), Fraction(draw(st.integers(0, 10**12)))))
        else:
            found.append(Move(-draw(st.integers(1, held))))
        held += found[-1].units
    return pool, found


class TestProperties:
    @pytest.mark.parametrize("mode", MODES)
    @given(any_trades())
    def test_opening_and_acquired_are_cost_and_closing(self, mode, given_) -> None:
        pool, trades = given_
        done = MODES[mode](pool, trades)
        assert pool.yen + sum(one.yen for one in trades) == sum(done.costs) + done.closing.yen
        assert done.cost == sum(done.costs)

    @given(any_trades())
    def test_the_order_inside_a_year_does_not_move_the_total_average(self, given_) -> None:
        pool, trades = given_
        in_first = sorted(trades, key=lambda one: -one.units)
        assert total_average(pool, trades).closing == total_average(pool, in_first).closing

    @pytest.mark.parametrize("mode", MODES)
    @given(any_trades())
    def test_splitting_a_purchase_moves_nothing(self, mode, given_) -> None:
        pool, trades = given_
        split = [half for one in trades for half in halves(one)]
        assert MODES[mode](pool, trades).closing == MODES[mode](pool, split).closing

    @pytest.mark.parametrize("mode", MODES)
    @given(any_trades())
    def test_no_units_no_value(self, mode, given_) -> None:
        pool, trades = given_
        held = pool.units + sum(one.units for one in trades)
        done = MODES[mode](pool, [*trades, Move(-held)] if held else trades)
        assert done.closing == NOTHING

    @given(any_trades())
    def test_the_certified_yen_is_the_exact_one(self, given_) -> None:
        pool, trades = given_
        exact = moving_average(pool, trades)
        done = certified(
            pool.units, int(pool.yen), [one.units for one in trades], [int(one.yen) for one in trades]
        )
        assert done.cost_floor == exact.cost // 1
        assert done.closing_ceil == -(-exact.closing.yen // 1)
        assert done.closing_units == exact.closing.units


def columns(trades: list[Move]) -> Moves:
    """Trades as columns, a sale with its revenue where the cost of a purchase stands: it must not be read."""
    yen = [int(one.yen) if one.yen.denominator == 1 else one.yen for one in trades]
    return Moves(
        [one.units for one in trades],
        [yen[place] if one.units > 0 else 10**9 for place, one in enumerate(trades)],
    )


@pytest.mark.parametrize("mode", MODES)
@given(any_trades())
def test_the_columns_say_what_the_plain_version_says(mode, given_) -> None:
    pool, trades = given_
    plain, done = MODES[mode](pool, trades), COLUMNS[mode](pool, columns(trades))
    assert tuple(done.of(place) for place in range(len(trades))) == plain.costs
    assert (done.closing, done.acquired, done.cost) == (plain.closing, plain.acquired, plain.cost)


@given(st.lists(st.fractions(0, 10**12, max_denominator=10**6) | st.integers(0, 10**12)))
def test_the_exact_sum_is_the_sum(amounts) -> None:
    assert exact_sum(amounts) == sum(amounts, Fraction(0))


def halves(one: Move) -> list[Move]:
    if one.units < 2:
        return [one]
    first = one.units // 3 or 1
    part = one.yen / 4
    return [Move(first, part), Move(one.units - first, one.yen - part)]


@pytest.mark.parametrize("sell_all", [False, True])
def test_a_long_years_costs_are_the_exact_ones_to_the_yen(sell_all) -> None:
    """600 trades: each cost within a millionth of a yen of the exact one, closing yen the same, and nothing lost."""
    found = vector("gen-n1000-s7")
    assert found
    trades = [
        Move(one[3] if one[2] == "buy" else -one[3], Fraction(one[4] + one[5] if one[2] == "buy" else 0))
        for one in list(generator().trades(1000))[:600]
    ]
    held = sum(one.units for one in trades)
    trades = [*trades, Move(-held)] if sell_all else trades
    exact, done = moving_average(NOTHING, trades), COLUMNS["moving_average"](NOTHING, columns(trades))
    costs = [done.of(place) for place in range(len(trades))]
    assert sum(costs) + done.closing.yen == exact.acquired
    assert done.closing.yen // 1 == exact.closing.yen // 1
    assert max(abs(a - b) for a, b in zip(exact.costs, costs, strict=True)) < Fraction(1, 10**6)
    assert done.closing.units == exact.closing.units


class TestRefused:
    @pytest.mark.parametrize("mode", MODES)
    def test_more_out_than_there_is(self, mode) -> None:
        with pytest.raises(TaxRefused, match="more units go out than are held") as refusal:
            MODES[mode](NOTHING, [bought("1", 100), sold("1.00000001"), bought("1", 100)])
        assert refusal.value.expected == "at most the 100000000 units held"

    def test_the_bounds_refuse_it_too(self) -> None:
        with pytest.raises(TaxRefused):
            certified(0, 0, [1, -2], [5, 0])

    def test_floats_and_empty_moves(self) -> None:
        with pytest.raises(TypeError):
            Move(1.0, Fraction(1))
        with pytest.raises(TypeError):
            Move(1, 1.5)
        with pytest.raises(TaxRefused):
            Move(0)
        with pytest.raises(TaxRefused):
            Pool(0, Fraction(1))


def test_an_exact_yen_is_decided_by_the_rationals() -> None:
    """3 for ¥1, one sold, ¥2/3 left; then ¥1 for one more, ¥5/3 for 3 … one sold: 10/9. With 8 bits nothing decides."""
    signed, paid = [3, -1, 1, -1, -1, -1], [1, 0, 1, 0, 0, 0]
    assert certified(0, 0, signed, paid, bits=(1,)).cost_floor == 2  # all sold: the whole ¥2
    thirds = certified(0, 0, [3, -1, 3, -2], [3000, 0, 1000, 0], bits=())
    assert (thirds.cost_floor, thirds.closing_ceil) == (2200, 1800)  # 1,000; then 3,000 ÷ 5 × 2 = 1,200


def test_each_rounding_says_why_and_those_the_law_fixes_say_where() -> None:
    assert len({one.name for one in ALL}) == len(ALL)
    assert all(one.reason for one in ALL)
    unfixed = {one.name for one in ALL if not one.cite}
    assert unfixed == {"cost_shown", "closing_shown", "income_shown", "surtax", "event_yen"}
