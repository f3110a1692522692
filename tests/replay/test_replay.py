"""What reserves would have paid in real incidents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hozen.values import Ratio, Yen
from hozen.workflows.replay import Bound, Kind, ReplayReport, UnknownIncident, replay

DAY = date(2026, 11, 20)
BN = 1_000_000_000


def payouts(name: str, *reserves: int) -> ReplayReport:
    return replay(name, reserves=[Yen(one) for one in reserves], scenarios=(), day=DAY)


@pytest.fixture(scope="module")
def everything() -> ReplayReport:
    return replay("all", scenarios=(), day=DAY)


def test_dmm_by_hand() -> None:
    # ¥48.2bn, all customers'. 2 of 48.2 = 10/241; 46.2 left.
    dmm = payouts("dmm-2024", 2 * BN, 40 * BN).one("dmm-2024")
    assert [one.left for one in dmm.payouts] == [Yen(46_200_000_000), Yen(8_200_000_000)]
    assert dmm.payouts[0].share == Ratio(Fraction(10, 241))
    assert (dmm.incident.days, dmm.incident.paid_by) == (14, "group_support")


def test_bybit_by_hand() -> None:
    # $1,460m × ¥149.3 = ¥217,978m; 40 of 217.978
    bybit = payouts("bybit-2025", 40 * BN).one("bybit-2025")
    assert bybit.payouts[0].left == Yen(177_978_000_000)
    assert bybit.payouts[0].share == Ratio(Fraction(40_000, 217_978))
    assert "loss_in_yen_is_converted" in bybit.not_known


def test_mt_gox_is_an_insolvency_and_its_figures_are_bounds() -> None:
    gox = payouts("Mt. Gox", 40 * BN).one("mtgox-2014")
    assert gox.incident.kind is Kind.INSOLVENCY
    assert gox.part.bound is Bound.AT_MOST
    assert gox.payouts[0].left == Yen(8_000_000_000)
    assert {"insolvency_not_a_theft", "customers_part_is_a_ceiling"} <= {note.key for note in gox.notes}
    assert "split_customers_own" in gox.not_known


def test_a_wrong_credit_that_was_reversed_left_nothing_to_pay() -> None:
    bithumb = payouts("bithumb-2026", 2 * BN).one("bithumb-2026")
    assert bithumb.incident.kind is Kind.WRONG_CREDIT
    assert (bithumb.part.yen, bithumb.payouts[0].covered, bithumb.payouts[0].share) == (Yen(0), Yen(0), None)
    assert [note.key for note in bithumb.notes] == ["wrong_credit_no_loss_to_pay"]


def test_an_incident_without_an_amount_is_listed_and_not_guessed(everything: ReplayReport) -> None:
    refused = {one.incident.name: one.reason for one in everything.not_replayed}
    assert refused == {"youbit-2017": "no_amount_in_yen", "quadrigacx-2019": "no_amount_in_yen"}
    assert all("loss_in_yen" in one.not_known for one in everything.not_replayed)
    assert len(everything.replayed) == 67
    assert payouts("youbit-2017", BN).replayed == ()


def test_japan_five_by_hand(everything: ReplayReport) -> None:
    # Σ customers' parts: 46.311127 + 4.5 + 2.06 + 9.992 + 48.2 = 111.063127bn
    #  2bn: 5 × 2                             = 10.000 → 9.0%   none in full
    #  5bn: 5 + 4.5 + 2.06 + 5 + 5            = 21.560 → 19.4%  Zaif, BITPoint
    # 10bn: 10 + 4.5 + 2.06 + 9.992 + 10      = 36.552 → 32.9%  and Liquid
    # 40bn: 40 + 4.5 + 2.06 + 9.992 + 40      = 96.552 → 86.9%  the same three
    pools = everything.groups[0].payouts
    assert [one.loss for one in pools] == [Yen(111_063_127_000)] * 4
    assert [one.covered.amount for one in pools] == [10 * BN, 21_560_000_000, 36_552_000_000, 96_552_000_000]
    shares = [one.share for one in pools if one.share is not None]
    assert [share.percent(1) for share in shares] == ["9.0%", "19.4%", "32.9%", "86.9%"]
    assert [round(share.value * 100) for share in shares] == [9, 19, 33, 87]
    assert [one.in_full for one in pools] == [0, 2, 3, 3]


def test_groups_hold_only_outflows_whose_customers_part_is_stated(everything: ReplayReport) -> None:
    for group in everything.groups:
        members = [everything.one(name) for name in group.incidents]
        assert all(one.incident.kind.outflow and one.part.bound is Bound.STATED for one in members)
        assert all(one.part.yen for one in members)
    assert "mtgox-2014" not in everything.groups[1].incidents


def test_a_single_incident_has_no_group_and_no_rate() -> None:
    report = payouts("zaif-2018", BN)
    assert report.groups == ()
    assert "few_firms" not in {note.key for note in report.notes}


def test_what_the_replay_does_not_show_comes_with_sources(everything: ReplayReport) -> None:
    notes = {note.key: note.sources for note in everything.notes}
    assert "FIB Order 175(2)" in notes["approval_for_an_outsiders_theft"]
    assert notes["use_without_approval_is_reported_only"]
    assert {"list_leans_to_large_events", "waterfall_order_not_fixed", "few_firms"} <= set(notes)


def test_unknown_names_empty_reserves_and_negative_reserves_are_refused() -> None:
    with pytest.raises(UnknownIncident):
        payouts("nobody-1999", BN)
    with pytest.raises(ValueError, match="at least one reserve"):
        payouts("dmm-2024")
    with pytest.raises(ValueError, match="at least ¥0"):
        payouts("dmm-2024", -1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 300 * BN), st.integers(0, 300 * BN))
def test_in_every_incident_more_reserve_never_pays_less_and_sums_are_exact(one: int, other: int) -> None:
    report = payouts("all", *sorted((one, other)))
    for each in report.replayed:
        less, more = each.payouts
        assert less.covered <= more.covered <= each.part.yen
        assert less.covered + less.left == more.covered + more.left == each.part.yen
    for group in report.groups:
        for place, pool in enumerate(group.payouts):
            members = [report.one(name).payouts[place] for name in group.incidents]
            assert pool.covered == Yen(sum(paid.covered.amount for paid in members))
            assert pool.left == Yen(sum(paid.left.amount for paid in members))


def test_tables_hold_every_incident_and_reserve(everything: ReplayReport) -> None:
    table = everything.as_table()
    assert len(table.rows) == 67 * 4
    assert sum(one.amount for one in table.column("covered") if isinstance(one, Yen)) == sum(
        paid.covered.amount for each in everything.replayed for paid in each.payouts
    )


def test_arrow_rows_add_up_to_the_last_yen(everything: ReplayReport) -> None:
    pa = pytest.importorskip("pyarrow")
    arrow = everything.to_arrow()
    assert arrow.schema.field("left_yen").type == pa.decimal128(38, 0)
    rows = arrow.to_pylist()
    assert len(rows) == 67 * 4
    assert all(row["covered_yen"] + row["left_yen"] == row["customer_yen"] for row in rows)
    assert {row["loss_yen"] for row in rows if row["incident"] == "bithumb-2026"} == {None}


def test_a_report_prints_in_a_terminal_and_in_a_notebook() -> None:
    report = payouts("dmm-2024", 2 * BN)
    assert "¥46,200,000,000" in str(report)
    assert "4.14%" in str(report)
    html = report._repr_html_()
    assert html.count("<table>") == html.count("</table>") == 4
    assert "¥46,200,000,000" in html
