"""Typed results as plain JSON and back: nothing lost, nothing rounded, each kind named where several fit."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.findings import AssetUnits, Finding, Status, Step
from hozen.law import Citation, Instrument, Lawful, Seen, Standing
from hozen.values import Price, Ratio, Units, Yen
from hozen.workflows.plain import Reader, Writer

ORDER = Instrument("order", "An Order", "府令", "Order", "府令", "", date(2026, 6, 1))
CITE = Citation(ORDER, "1")
LIMIT: Lawful[object] = Lawful(
    "a.limit",
    Ratio(Fraction(1, 20)),
    "ratio",
    date(2020, 5, 1),
    None,
    CITE,
    Standing.IN_FORCE,
    Seen.TEXT,
    "",
    "",
    "f",
)
whole = st.integers(-(10**40), 10**40)
quantities = st.one_of(
    st.builds(Yen, whole),
    st.builds(Ratio, st.fractions()),
    st.builds(AssetUnits, st.text(), st.builds(Units, whole), st.integers(0, 30)),
    st.dates(),
    st.text(),
    whole,
)


def finding(measure: object, **more: object) -> Finding:
    told: dict[str, object] = {"rests_on": (LIMIT,), "cite": (CITE,), "threshold": None, "distance": None}
    return Finding("cold-share", "", Status.BREACH, measure, **{**told, **more})  # type: ignore[arg-type]  # any quantity


def there_and_back(value: Finding) -> Finding:
    writer = Writer()
    text = json.dumps([writer.plain(value), writer.law, writer.instruments])
    told, law, instruments = json.loads(text)
    found: Finding = Reader(law, instruments).read(Finding, told)
    return found


@given(quantities)
def test_every_quantity_comes_back_as_it_was(measure: object) -> None:
    one = finding(measure, steps=(Step("owed", measure),))  # type: ignore[arg-type]  # any quantity
    assert there_and_back(one) == one
    assert type(there_and_back(one).measure) is type(measure)


def test_days_flags_and_citations_come_back() -> None:
    one = finding(None, cure_by=date(2026, 11, 30), immediate=True, breach_since=date(2026, 11, 20))
    assert there_and_back(one) == one


@pytest.mark.parametrize(
    ("measure", "plain"),
    [
        (Yen(5), {"yen": 5}),
        (Ratio(Fraction(19, 20)), {"ratio": "19/20"}),
        (date(2026, 11, 20), {"day": "2026-11-20"}),
        (
            AssetUnits("ETH", Units(10**19), 18),
            {"asset": "ETH", "units": "10000000000000000000", "decimals": 18},
        ),
        (3, 3),
        ("ref", "ref"),
    ],
)
def test_the_plain_form_names_its_kind(measure: object, plain: object) -> None:
    assert Writer().plain(finding(measure))["measure"] == plain


def test_a_figure_of_the_law_is_written_once_and_referred_to() -> None:
    writer = Writer()
    told = writer.plain([finding(None), finding(None)])
    assert [one["rests_on"] for one in told] == [["a.limit"], ["a.limit"]]
    assert list(writer.law) == ["a.limit"]
    assert writer.law["a.limit"]["value"] == {"ratio": "1/20"}
    assert list(writer.instruments) == ["order"]


def test_what_was_written_before_a_field_with_a_default_existed_is_still_read() -> None:
    writer = Writer()
    told = writer.plain(finding(None, steps=(Step("law_gap", "open", value_ja="未定"),)))
    del told["steps"][0]["value_ja"], told["cite"][0]["article_ja"]
    found: Finding = Reader(writer.law, writer.instruments).read(Finding, told)
    assert found == finding(None, steps=(Step("law_gap", "open"),))


def test_what_lacks_a_field_without_a_default_is_refused() -> None:
    writer = Writer()
    told = writer.plain(finding(None))
    del told["measure"]
    with pytest.raises(KeyError, match="measure"):
        Reader(writer.law, writer.instruments).read(Finding, told)


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        Writer().plain(1.5)
    with pytest.raises(TypeError, match="Price"):
        Writer().plain(Price.parse("1"))
