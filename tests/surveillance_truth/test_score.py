"""Alerts against a truth small enough to be counted on one's fingers."""

from __future__ import annotations

from fractions import Fraction

import duckdb
import pytest

from hozen.engine import open_engine
from hozen.workflows.surveillance_score import (
    Alert,
    Case,
    Span,
    Standing,
    judge,
    read_alerts,
    read_truth,
    score,
)

SECOND = 1_000_000
BTC = "BTC/JPY"


def span(start: int, end: int, symbol: str = BTC) -> Span:
    """Seconds."""
    return Span(symbol, start * SECOND, end * SECOND)


def case(
    number: str, typology: str, at: Span, *who: str, twin: bool = False, also: tuple[str, ...] = ()
) -> Case:
    return Case(number, typology, typology, twin, (at,), frozenset(who), frozenset(also))


def alert(typology: str, at: Span, *who: str) -> Alert:
    return Alert(f"{typology}{at.from_us}{who}", typology, at, frozenset(who))


RING = case("C1", "ring", span(1000, 2000), "a", "b", "c", also=("matched",))
SPOOF = case("C2", "spoofing", span(5000, 5010), "d")
MISSED = case("C3", "ring", span(9000, 9100), "e", "f", "g")
TWIN = case("C4", "spoofing", span(7000, 7600), "t", twin=True)
CASES = (RING, SPOOF, MISSED, TWIN)


PUMP = case("C5", "pump_dump", span(50_000, 50_100), "p", also=("cross_venue", "ramping"))


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (alert("cross_venue", span(53_700, 53_800), "x"), Standing.ALSO),  # an hour later, of anybody
        (alert("cross_venue", span(53_701, 53_800), "x"), Standing.NOBODY),
        (
            alert("cross_venue", span(49_000, 49_879), "x"),
            Standing.NOBODY,
        ),  # before it there is nothing to explain
        (alert("ramping", span(50_050, 50_060), "x"), Standing.NOBODY),  # who ramps is somebody
        (alert("ramping", span(50_050, 50_060), "p"), Standing.ALSO),
        (alert("abnormal", span(50_050, 50_060), "p"), Standing.CONFUSED),
    ],
)
def test_a_driven_price_is_explained_for_an_hour(said, standing) -> None:
    assert judge(said, [PUMP])[0] is standing


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (alert("ring", span(1900, 2500), "a", "x"), Standing.HIT),
        (alert("ring", span(1900, 2500), "x"), Standing.NOBODY),  # of other people
        (alert("ring", span(1900, 2500)), Standing.HIT),  # a public tape names nobody
        (alert("ring", span(1900, 2500, "ETH/JPY"), "a"), Standing.NOBODY),
        (alert("ring", span(2120, 2130), "a"), Standing.HIT),  # 120 s after the case: just near enough
        (alert("ring", span(2121, 2130), "a"), Standing.NOBODY),
        (alert("ring", span(800, 880), "a"), Standing.HIT),  # 120 s before it
        (alert("ring", span(800, 879), "a"), Standing.NOBODY),
        (alert("matched", span(1500, 1501), "a", "b"), Standing.ALSO),
        (alert("layering", span(5000, 5001), "d"), Standing.CONFUSED),
        (alert("spoofing", span(7000, 7001), "t"), Standing.TWIN),
    ],
)
def test_what_an_alert_is(said, standing) -> None:
    assert judge(said, CASES)[0] is standing


def test_precision_recall_and_f1_by_hand() -> None:
    """Rings: two planted, one found by two alerts, one false alert: precision 1/2, recall 1/2, F1 2·1/(1 + 1 + 2) = 1/2.

    Spoofing: one planted and found, its twin alerted: precision 1/2, recall 1, F1 2/3.
    """
    said = [
        alert("ring", span(1100, 1200), "a"),
        alert("ring", span(1300, 1400), "b"),
        alert("ring", span(20_000, 20_100), "a"),
        alert("matched", span(1500, 1501), "a", "b"),
        alert("spoofing", span(5001, 5004), "d"),
        alert("spoofing", span(7001, 7004), "t"),
    ]
    found = score(said, CASES)
    ring, spoofing, matched = found.of("ring"), found.of("spoofing"), found.of("matched")
    assert (ring.cases, ring.found, ring.false) == (2, 1, 1)
    assert (ring.precision.value, ring.recall.value, ring.f1.value) == (
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(1, 2),
    )
    assert (spoofing.precision.value, spoofing.recall.value, spoofing.f1.value) == (
        Fraction(1, 2),
        1,
        Fraction(2, 3),
    )
    assert (spoofing.twins, spoofing.twins_alerted) == (1, 1)
    assert (matched.cases, matched.false, matched.f1) == (
        0,
        0,
        None,
    )  # it counts for nothing and against nothing
    assert found.confusion == {
        ("ring", "ring"): 1,
        ("nobody", "ring"): 1,
        ("ring", "matched"): 1,
        ("spoofing", "spoofing"): 1,
        ("twin of spoofing", "spoofing"): 1,
    }


def test_no_alerts_find_nothing() -> None:
    found = score([], CASES)
    assert found.of("ring").recall.value == 0
    assert found.of("ring").precision is None


def test_a_made_tape_is_found_whole_by_its_own_truth(small, tmp_path) -> None:
    """Each case handed back as an alert of its typology: F1 is 1, no twin is alerted."""
    sql = (
        "SELECT md5(case_id || symbol) AS alert_id, 'my_' || typology AS detector, symbol, from_us, to_us, accounts, "
        f"CAST(500 AS BIGINT) AS score FROM '{small}/truth/truth.parquet' WHERE NOT twin"
    )
    duckdb.sql(f"COPY ({sql}) TO '{tmp_path}/alerts.parquet' (FORMAT parquet)")
    with open_engine("duckdb") as engine:
        cases = read_truth(engine, small / "truth/truth.parquet")
        names = {f"my_{one.typology}": one.typology for one in cases}
        found = score(read_alerts(engine, tmp_path / "alerts.parquet", names), cases)
    assert len(found.typologies) == 18
    for one in found.typologies:
        assert (one.f1.value, one.found, one.twins_alerted) == (1, 2, 0)
