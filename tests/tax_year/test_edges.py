"""Years that end badly: midnight, positions over New Year, forks, delisted and renamed assets; each by plain addition."""

from __future__ import annotations

from collections import Counter

import pytest
from year_book import BEFORE, LAST, YearBook, move, owed, trade
from year_exchange import YEAR, Exchange, expected, lines

from hozen.records.errors import RowsRefused
from hozen.workflows.tax_year import draft
from hozen.workflows.tax_year.errors import TaxYearRefused
from hozen.workflows.tax_year.papers import issued_papers


def odd_year(book: YearBook) -> None:
    """C3 has the odd year; what it holds at the end is worked out beside each row."""
    tables = book.tables
    tables["customers"].append({"customer_id": "C4"})
    tables["assets"] += [
        {"asset": asset, "name": asset, "decimals": "6"} for asset in ("FORK", "GONE", "OLD", "NEW", "HUGE")
    ]
    tables["customer_balances"] += [
        owed(BEFORE, "C3", "GONE", 5),
        owed(BEFORE, "C3", "OLD", 10),
        owed(BEFORE, "C3", "HUGE", 10**36),
        owed(BEFORE, "C4", "OLD", 10),
        owed(LAST, "C4", "NEW", 10),
        owed(LAST, "C3", "FORK", 7 - 1),
        owed(LAST, "C3", "NEW", 10),
        owed(LAST, "C3", "HUGE", 10**36),
        owed(LAST, "C3", "BTC", 1 - 0),
        owed(LAST, "C3", "JPY", 500 - 30 - 20 + 4_000 + 3),
    ]
    at = "2026-06-01T12:00:00+09:00"
    tables["trades"] += [
        # delisted: the firm buys back what is left; then no price and no balance of it
        trade(30, at, "house", "C3", "GONE", 5, 500),
        # 23:59:59.999999 in Japan is of the year, midnight of the next
        trade(31, "2026-12-31T23:59:59.999999+09:00", "C3", "house", "BTC", 1, 30),
        trade(32, "2027-01-01T00:00:00+09:00", "C3", "house", "BTC", 1, 40),
        trade(33, "2025-12-31T23:59:59.999999+09:00", "C3", "house", "BTC", 1, 50),
    ]
    tables["customer_movements"] += [
        move(30, at, "C3", "FORK", "grant", 7, yen="0"),  # a hard fork: its cost is 0
        move(31, at, "C3", "FORK", "fee", 1),  # a fee in coin
        # renamed: one asset goes out, the other comes in, and each one's identity holds
        move(32, at, "C3", "OLD", "out", 10),
        move(33, at, "C3", "NEW", "in", 10),
        # opened in 2025 and settled in 2026: of 2026; opened in 2026 and settled in 2027: open at the end, no result
        move(34, "2026-01-01T00:00:00+09:00", "C3", "BTC", "margin_result", 0, yen="4000"),
        move(35, "2026-01-01T00:00:00+09:00", "C3", "BTC", "margin_fee", 0, yen="20"),
        move(36, "2026-12-31T00:00:00+09:00", "C3", "BTC", "short_open", 9),
        move(37, "2027-01-01T00:00:00+09:00", "C3", "BTC", "margin_result", 0, yen="9999"),
        move(38, "2027-01-01T00:00:00+09:00", "C3", "BTC", "short_open", 8),
        move(39, at, "C3", "JPY", "fee_back", 3),  # more came back than was paid
    ]


def test_a_year_with_every_odd_thing(exchange: Exchange) -> None:
    book = YearBook(exchange.root)
    odd_year(book)
    book.write()
    told = draft(exchange.ask())
    assert [(one.customer, one.asset, one.difference) for one in told.shown] == [
        ("C4", "NEW", -10),  # renamed in the assets alone, without its movements: held back
        ("C4", "OLD", 10),
    ]
    found = lines(exchange.case / "draft")
    assert found == {key: line for key, line in expected(book.tables).items() if key[0] != "C4"}
    assert found["C3", "BTC"] == Counter(
        bought_units=1,
        bought_yen=30,
        closing_units=1,
        margin_result_yen=4_000,
        margin_fee_yen=20,
        short_units=9,
    )
    assert found["C3", "FORK"] == Counter(bought_units=7, fee_units=1, closing_units=6)
    assert found["C3", "GONE"] == Counter(opening_units=5, sold_units=5, sold_yen=500)
    assert found["C3", "JPY"] == Counter(
        bought_units=500, bought_yen=500, sold_units=30, sold_yen=30, fee_units=-3, margin_net_yen=3_980,
        closing_units=4_453,
    )  # fmt: skip
    texts = (exchange.case / "draft/csv/part-000.csv").read_text("utf-8")
    assert "C3,1,HUGE,1000000000000000000000000000000.000000,0,0" in texts
    assert "C3,1,JPY,0,500,500,0,0,30,30,0,0,0,0,-3,0,0,0,4453,0,0,0,0,3980" in texts


def test_the_hour_24_is_refused_and_not_read_as_another_day(exchange: Exchange) -> None:
    exchange.rewrite(
        lambda book: book.tables["trades"].append(
            trade(40, "2026-12-31T24:00:00+09:00", "C3", "house", "BTC", 1, 40)
        )
    )
    with pytest.raises(RowsRefused, match="24:00"):
        draft(exchange.ask())


def test_a_correction_of_a_correction_and_a_year_closed_again(exchange: Exchange) -> None:
    """C2's grant is put right, and then back to what it was, when 31 December itself is corrected for a fee of C1."""
    exchange.issue()
    exchange.approve()
    exchange.rewrite(lambda book: book.tables["customer_movements"][13].update(yen="4500"))
    exchange.issue()
    exchange.approve()
    assert exchange.numbers() == {"C1": (1, 1, "unchanged"), "C2": (2, 2, "corrected")}

    def less(book: YearBook) -> None:
        book.tables["customer_movements"].append(move(41, "2026-08-02T00:00:00+09:00", "C1", "BTC", "fee", 5))
        book.tables["customer_balances"][3]["units"] = str(110_060_000 - 5)

    exchange.rewrite(less)
    exchange.close()
    exchange.approve_close()
    assert exchange.at(issued_papers).closed_again == YEAR.last  # papers of issue 2 are out of date
    assert exchange.issue().reports.states == {"corrected": 2}
    exchange.approve()
    assert exchange.at(issued_papers).closed_again is None
    assert exchange.numbers() == {"C1": (2, 3, "corrected"), "C2": (3, 3, "corrected")}
    first, third = (lines(exchange.case / f"issue-{number}") for number in (1, 3))
    assert third["C1", "BTC"]["closing_units"] == 110_060_000 - 5
    assert {key: line for key, line in third.items() if key != ("C1", "BTC")} == {
        key: line for key, line in first.items() if key != ("C1", "BTC")
    }


def test_the_close_that_opens_the_year_is_looked_at_too(exchange: Exchange) -> None:
    """31 December 2025 is in the books: it must be approved, and be the newest, like the one that ends the year."""
    exchange.keep_close(YEAR.before, "1")
    assert exchange.issue(not_closed="").reports.opening.day == YEAR.before
    with pytest.raises(TaxYearRefused, match="is not approved"):
        exchange.approve()
    exchange.approve_close(YEAR.before)
    exchange.keep_close(YEAR.before, "2")
    with pytest.raises(TaxYearRefused, match="closed again"):
        exchange.approve()
    exchange.approve_close(YEAR.before)
    assert exchange.issue(not_closed="").reports.number == 2
    assert exchange.approve().approved_by == "mori"
