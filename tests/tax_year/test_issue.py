"""Every customer's report, tied to the unit to the close that ends the year; corrections beside what was issued."""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter

import duckdb
import pytest
from year_book import BTC, ETH, TABLES, YearBook, owed
from year_exchange import YEAR, Exchange, expected, lines

from hozen.books.errors import SamePerson
from hozen.engine import Engine
from hozen.law import LawGap
from hozen.workflows.tax_year import draft
from hozen.workflows.tax_year import parts as parts_of
from hozen.workflows.tax_year.errors import TaxYearRefused, YearNotClosed
from hozen.workflows.tax_year.payment_record import payment_record_items


def test_the_figures_of_a_customer_by_hand(exchange: Exchange) -> None:
    found = exchange.issue()
    assert (found.reports.number, found.reports.states, found.reports.held) == (1, {"new": 2}, 0)
    told = lines(exchange.case / "issue-1")
    assert told["C1", "BTC"] == Counter(
        opening_units=BTC,
        bought_units=BTC // 2,  # in the year's first microsecond in Japan
        bought_yen=2_000_000,
        sold_units=BTC // 5,  # in its last
        sold_yen=900_000,
        sold_btc_units=BTC // 10,  # paid for 2 ETH
        out_units=BTC // 10,
        fee_units=40_000,
        lent_units=3 * BTC // 10,
        returned_units=3 * BTC // 10,
        lending_units=BTC // 1000,
        closing_units=110_060_000,
        long_units=BTC,  # what was open on 31 December, not the day before
    )
    assert told["C1", "JPY"] == Counter(
        opening_units=1_000_000,
        bought_units=900_000,
        bought_yen=900_000,
        sold_units=2_000_000,
        sold_yen=2_000_000,
        in_units=1_500_000,
        fee_units=1_000,
        closing_units=1_368_800,
        margin_net_yen=-30_200,
    )
    assert told["C1", "ETH"] == Counter(
        bought_btc_units=2 * ETH,
        bought_btc=BTC // 10,
        closing_units=2 * ETH,
        margin_result_yen=-30_000,
        margin_fee_yen=200,
    )
    assert told["C2", "ETH"] == Counter(
        bought_units=ETH // 100, bought_yen=4_000, sold_yen=4_000, closing_units=ETH // 100
    )
    assert told == expected(TABLES)
    assert "C3" not in {customer for customer, _ in told}  # held nothing, did nothing


@pytest.mark.spark
def test_spark_says_the_same_to_the_unit(exchange: Exchange, spark_engine: Engine) -> None:
    exchange.issue(engine="spark")
    assert lines(exchange.case / "issue-1") == expected(TABLES)
    told = (exchange.case / "issue-1/csv/part-000.csv").read_bytes()
    shutil.rmtree(exchange.case)
    exchange.books.rename(exchange.folder / "other.sqlite")
    draft(exchange.ask())
    assert (exchange.case / "draft/csv/part-000.csv").read_bytes() == told


def test_the_csv_is_in_whole_coins_under_the_published_names(exchange: Exchange) -> None:
    found = exchange.issue()
    assert "taxable income" in (exchange.case / "issue-1/notice.txt").read_text("utf-8")
    assert found.reports.files[-1].name == "notice.txt"
    head, *rows = (exchange.case / "issue-1/csv/part-000.csv").read_text("utf-8").splitlines()
    assert head.startswith(
        "利用者ID,報告書番号,通貨名,年始数量,JPY建て年中購入数量,JPY建て年中購入金額,BTC建て年中購入数量"
    )
    (btc,) = (row for row in rows if row.startswith("C1,1,BTC"))
    assert btc == (
        "C1,1,BTC,1.00000000,0.50000000,2000000,0,0,0.20000000,900000,0.10000000,0,"
        "0,0.10000000,0.00040000,0.30000000,0.30000000,0.00100000,1.10060000,0,0,1.00000000,0,0"
    )


def test_a_difference_names_customer_asset_and_units_and_the_rest_go_on(exchange: Exchange) -> None:
    def lose_a_fee(book: YearBook) -> None:
        del book.tables["customer_movements"][4]  # C1's fee of 40,000 satoshi

    exchange.rewrite(lose_a_fee)
    found = exchange.issue().reports
    assert (found.states, found.held, found.differences) == ({"new": 1}, 1, 1)
    assert [dataclasses.astuple(one) for one in found.shown] == [
        ("C1", "BTC", 110_100_000, 110_060_000, 40_000)
    ]
    assert {customer for customer, _ in lines(exchange.case / "issue-1")} == {"C2"}
    assert {customer for customer, _ in lines(exchange.case / "issue-1", "held")} == {"C1"}


def test_a_correction_has_a_number_says_what_changed_and_leaves_the_earlier(exchange: Exchange) -> None:
    exchange.issue()
    exchange.approve()
    before = sorted(path.read_bytes() for path in (exchange.case / "issue-1").rglob("*.parquet"))

    def dearer(book: YearBook) -> None:
        book.tables["customer_movements"][13]["yen"] = "4500"  # C2's grant was worth ¥4,500

    exchange.rewrite(dearer)
    found = exchange.issue().reports
    assert (found.number, found.before, found.states) == (2, 1, {"corrected": 1, "unchanged": 1})
    folder = exchange.case / "issue-2"
    told = duckdb.sql(f"SELECT * EXCLUDE (bucket) FROM '{folder}/changes/*.parquet' ORDER BY item").fetchall()
    assert told == [("C2", "ETH", "bought_yen", 4_000, 4_500), ("C2", "ETH", "sold_yen", 4_000, 4_500)]
    numbers = duckdb.sql(
        f"SELECT DISTINCT customer_id, report_number, issue, state FROM '{folder}/lines/*.parquet' ORDER BY 1"
    ).fetchall()
    assert numbers == [("C1", 1, 1, "unchanged"), ("C2", 2, 2, "corrected")]
    assert sorted(path.read_bytes() for path in (exchange.case / "issue-1").rglob("*.parquet")) == before


def test_who_is_held_back_after_an_issue_keeps_the_report_that_stands(exchange: Exchange) -> None:
    exchange.issue()
    exchange.approve()
    exchange.rewrite(lambda book: book.tables["customer_movements"].pop(4))
    found = exchange.issue().reports
    assert (found.states, found.held) == ({"unchanged": 1, "earlier": 1}, 1)
    assert lines(exchange.case / "issue-2") == expected(
        TABLES
    )  # what C1 has in hand is still the first report
    exchange.approve()
    exchange.rewrite(YearBook.write)
    assert exchange.issue().reports.states == {"unchanged": 2}


def test_an_issue_that_nobody_approved_is_replaced_not_corrected(exchange: Exchange) -> None:
    exchange.issue()
    exchange.rewrite(lambda book: book.tables["customer_movements"][13].update(yen="4500"))
    found = exchange.issue().reports
    assert (found.number, found.before, found.states) == (2, 0, {"new": 2})


def test_the_same_input_is_the_same_issue_and_lost_files_come_back_as_they_were(exchange: Exchange) -> None:
    first = exchange.issue()
    kept = {path.name: path.read_bytes() for path in (exchange.case / "issue-1/lines").iterdir()}
    shutil.rmtree(exchange.case / "issue-1")
    again = exchange.issue()
    assert (again.already, again.entry.seq) == (True, first.entry.seq)
    assert {path.name: path.read_bytes() for path in (exchange.case / "issue-1/lines").iterdir()} == kept


def test_a_killed_run_goes_on_with_the_parts_that_are_left(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts_of, "CUSTOMERS_A_PART", 1)  # three customers in four parts
    real, made = parts_of._part, list[int]()

    def killed(work: parts_of.Work, part: int) -> object:
        if part == 2:
            raise KeyboardInterrupt
        made.append(part)
        return real(work, part)

    monkeypatch.setattr(parts_of, "_part", killed)
    with pytest.raises(KeyboardInterrupt):
        exchange.issue()
    assert made == [0, 1]
    (exchange.case / "issue-1/lines/part-001.parquet").write_bytes(b"PAR1")  # torn: that part is made again

    def carried_on(work: parts_of.Work, part: int) -> object:
        made.append(part)
        return real(work, part)

    monkeypatch.setattr(parts_of, "_part", carried_on)
    exchange.issue()
    assert made == [0, 1, 1, 2, 3]
    assert lines(exchange.case / "issue-1") == expected(TABLES)


def test_a_year_that_is_not_closed_is_refused_but_for_a_draft(exchange: Exchange) -> None:
    with pytest.raises(YearNotClosed, match="not closed"):
        exchange.issue(not_closed="")  # nobody closed 31 December 2025
    exchange.rewrite(lambda book: book.tables["customer_balances"].append(owed("2026-12-31", "C3", "JPY", 1)))
    with pytest.raises(YearNotClosed, match="other balances"):
        exchange.issue()
    told = draft(exchange.ask())
    assert (told.number, told.closing, told.held) == (0, None, 1)
    assert exchange.at(lambda place: place.issues()) == ()


def test_papers_need_another_persons_approval_and_an_approved_close(exchange: Exchange) -> None:
    exchange.issue()
    with pytest.raises(SamePerson):
        exchange.at(
            lambda place: __import__("hozen.workflows.tax_year").workflows.tax_year.approve(place, "sato")
        )
    assert exchange.approve().approved_by == "mori"


def test_what_the_law_leaves_open_is_a_gap() -> None:
    with pytest.raises(LawGap, match="payment record"):
        payment_record_items(YEAR)


def test_a_year_with_nothing_issued_says_so(exchange: Exchange) -> None:
    with pytest.raises(TaxYearRefused, match="no such issue"):
        exchange.at(lambda place: place.issue())


def test_an_issue_of_a_day_that_was_closed_again_is_not_approved(exchange: Exchange) -> None:
    exchange.issue()
    exchange.rewrite(lambda book: book.tables["customer_balances"].append(owed("2026-12-31", "C3", "JPY", 1)))
    exchange.close()
    with pytest.raises(TaxYearRefused, match="closed again"):
        exchange.approve()
