"""A sweep over a detector that is known by heart: it tells every case whose size reaches the value, and one that is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hozen.faces.reports.plots import draw
from hozen.workflows.surveillance_run import ParametersRefused
from hozen.workflows.surveillance_score import Alert, Case, Span
from hozen.workflows.surveillance_tune import by_score, changes, sweep, tune

BTC = "BTC/JPY"
SIZES = {"C1": 10, "C2": 20, "C3": 30}


def at(number: int) -> Span:
    return Span(BTC, number * 1_000_000_000, number * 1_000_000_000 + 1)


CASES = [
    Case(name, "spoofing", "spoofing", twin=False, spans=(at(size),), accounts=frozenset({name}))
    for name, size in SIZES.items()
]


def alert(name: str, size: int, run: str = "") -> Alert:
    return Alert(f"{name}{run}", "spoofing", at(size), frozenset({name}), size * 10)


def detector(value: str) -> list[Alert]:
    """Its id differs with the value, as an alert's does; 'nobody' is of size 15 and no case."""
    every = {**SIZES, "nobody": 15}
    return [alert(name, size, value) for name, size in every.items() if size >= int(value)]


def test_a_higher_value_finds_fewer_and_is_wrong_less_often() -> None:
    """At 5: 3 of 3 and one false, F1 6/7. At 15: 2 and one, F1 4/6. At 18: 2 and none, F1 4/5. At 40: nothing."""
    found = sweep("spoofing", "size", "5", ["5", "15", "18", "40"], detector, CASES)
    assert [(one.value, one.alerts, one.score.found, one.score.false) for one in found.points] == [
        ("5", 4, 3, 1),
        ("15", 3, 2, 1),
        ("18", 2, 2, 0),
        ("40", 0, 0, 0),
    ]
    assert [one.score.f1.value for one in found.points] == [Fraction(6, 7), Fraction(2, 3), Fraction(4, 5), 0]
    assert found.best.value == "5"


def test_what_would_vanish_and_what_would_appear() -> None:
    found = sweep("spoofing", "size", "15", ["5", "18"], detector, CASES)
    lower, higher = found.points
    assert [sorted(one.accounts) for one in lower.changes.appeared] == [["C1"]]
    assert not lower.changes.vanished
    assert [sorted(one.accounts) for one in higher.changes.vanished] == [["nobody"]]
    assert [sorted(one.accounts) for one in higher.changes.kept] == [["C2"], ["C3"]]


def test_alerts_are_the_same_by_what_they_are_about_and_not_by_their_id() -> None:
    same = changes([alert("C1", 10, "old")], [alert("C1", 10, "new")])
    assert (len(same.kept), same.appeared, same.vanished) == (1, (), ())
    other = changes([alert("C1", 10)], [alert("C2", 10), alert("C1", 11)])
    assert (len(other.kept), len(other.appeared), len(other.vanished)) == (0, 2, 1)


def test_a_cut_of_scores_needs_no_other_run() -> None:
    """Scores 100, 150 (nobody), 200, 300: a cut at 151 leaves C2 and C3."""
    found = by_score("spoofing", detector("5"), [0, 151, 301], CASES)
    assert [(one.alerts, one.score.found, one.score.false) for one in found.points] == [
        (4, 3, 1),
        (2, 2, 0),
        (0, 0, 0),
    ]


def test_without_a_truth_there_are_counts_and_changes_and_no_verdict() -> None:
    found = sweep("spoofing", "size", "15", ["18"], detector)
    assert found.points[0].score is None
    assert found.best is None
    assert len(found.points[0].changes.vanished) == 1


@pytest.mark.parametrize("cases", [CASES, ()], ids=["labelled", "past"])
def test_the_picture_is_drawn_as_png(tmp_path, cases) -> None:
    pytest.importorskip("matplotlib", reason="NO MATPLOTLIB: no picture was drawn")
    drawn = draw(sweep("spoofing", "size", "15", ["5", "15", "18"], detector, cases), tmp_path, "en")
    assert [one.name for one in drawn.files] == ["tuning-spoofing-size.png", "tuning-spoofing-size.svg"]
    assert drawn.files[0].read_bytes().startswith(b"\x89PNG")


def test_on_a_made_tape_a_threshold_nobody_reaches_makes_all_alerts_vanish(small) -> None:
    """Both layerings of the small tape have at most seven levels: at a least of 99 levels there is nothing to tell."""
    truth = small / "truth/truth.parquet"
    found = tune(small / "tape", "layering", "levels", ["3", "99"], truth=truth)
    few, many = found.points
    assert few.score.cases == many.score.cases == 2
    assert (many.alerts, many.score.found) == (0, 0)
    assert few.alerts > 0
    before = len(many.changes.vanished)
    assert before == (few.alerts if found.now == "3" else before)


@pytest.mark.parametrize(("detector", "parameter"), [("layering", "lvls"), ("laying", "levels")])
def test_what_no_detector_has_is_refused(small, detector, parameter) -> None:
    with pytest.raises(ParametersRefused):
        tune(small / "tape", detector, parameter, ["3"])
