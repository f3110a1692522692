"""As of when the sample's balances were read, and a statement that is old although every figure agrees."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.findings import Status
from hozen.records import Book, Query
from hozen.workflows.door import admit
from hozen.workflows.reconcile import reconcile
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.cut_offs import business_days_before
from hozen.workflows.sample.wallets import Block

DAY = date(2026, 11, 4)  # a Wednesday; Tuesday 3 is a holiday
KEEPER = "Sample Custody Kitakaze Co., Ltd."


def wrong(findings):
    return [one for one in findings if one.status is not Status.MET]


def test_an_old_statement_is_found_although_nothing_has_moved(make, duckdb_engine, judge, tmp_path) -> None:
    sample = make("stale_statement_quiet")
    (finding,) = wrong(judge(sample, duckdb_engine, DAY))
    (planted,) = sample.planted
    assert (
        (finding.code, finding.subject)
        == (planted.plant.expects, planted.subject)
        == ("statement-age", KEEPER)
    )
    # Three business days up to the 4th: Fri 30, Mon 2, Wed 4. So it stands at Thursday 29.
    assert (finding.measure, finding.threshold, finding.distance) == (
        date(2026, 10, 29),
        DAY,
        -planted.amount,
    )
    assert planted.amount == 3
    assert [(step.label, step.value) for step in finding.steps] == [("chains_stated", 5), ("chains_late", 1)]
    assert reconcile(sample.folder, DAY, carry=False, out=tmp_path / "out").breaks == ()


def test_a_statement_that_was_overtaken_is_old_too(make, duckdb_engine, judge) -> None:
    (finding,) = wrong(judge(make("break_stale_statement"), duckdb_engine, DAY))
    assert (finding.code, finding.measure, finding.distance) == ("statement-age", date(2026, 11, 3), -1)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 17)),  # after Tuesday: Wed 18, Thu 19, Fri 20
        (date(2026, 11, 22), 1, date(2026, 11, 19)),  # a Sunday: Fri 20 lies after Thursday
        (date(2026, 11, 24), 2, date(2026, 11, 19)),  # Tuesday after a holiday: Fri 20, Tue 24
    ],
)
def test_business_days_before(day, count, found) -> None:
    assert business_days_before(day, count) == found


def test_every_balance_was_read_on_its_day_in_japan(clean, duckdb_engine, tmp_path) -> None:
    admit(Book.open(clean.folder), duckdb_engine, day=DAY, rejects=tmp_path)
    off = "count(CASE WHEN CAST(read_at + INTERVAL 9 HOUR AS DATE) <> day THEN 1 END)"
    ((rows, wrong_day, days),) = duckdb_engine.rows(
        Query("read", f"SELECT count(*), {off}, count(DISTINCT day) FROM chain_cutoffs", ())
    )
    chains = len({coin for (coin,) in duckdb_engine.rows(Query("c", "SELECT chain FROM wallets", ()))})
    assert (rows, wrong_day, days) == (2 * 3 * chains, 0, 3)


def test_one_chain_is_read_at_one_block_whatever_the_asset(clean, duckdb_engine, tmp_path) -> None:
    admit(Book.open(clean.folder), duckdb_engine, day=DAY, rejects=tmp_path)
    rows = duckdb_engine.rows(
        Query(
            "blocks",
            "SELECT w.chain, c.height, count(DISTINCT b.block_height), min(b.block_height) FROM wallet_balances b "
            "JOIN wallets w ON b.wallet_id = w.wallet_id "
            "JOIN chain_cutoffs c ON c.chain = w.chain AND c.day = b.day AND c.keeper = 'self' "
            "WHERE b.day = DATE '2026-11-04' AND w.keeper = 'self' GROUP BY w.chain, c.height",
            (),
        )
    )
    assert len({chain for chain, *_ in rows}) == len(rows) > 20
    assert all(blocks == 1 and height == stated for _, stated, blocks, height in rows)


def test_a_chain_only_grows() -> None:
    # 19 January 2027 is day 740,000 of the common era: no round number turns the height back.
    heights = [Block.of(Chance(7), "eip155:1", date(2027, 1, day)).height for day in range(17, 22)]
    assert heights == sorted(set(heights))
