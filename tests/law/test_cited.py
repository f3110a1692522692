"""100% cited or refused: no figure stands without value, unit, day, citation, standing and source."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

import hozen.law as law_package
from hozen.law import Citation, Gap, Instrument, Law, Lawful, Seen, SinceMeans, Standing
from hozen.law.figure import Row
from hozen.law.units import ANY, UNITS
from hozen.values import Ratio, Yen

SHIPPED = Path(law_package.__file__).parent
LAW = Law.load("jp")
SCENARIOS = {name: LAW.scenario(name) for name in LAW.scenario_names()}
COMPILED = date(2026, 11, 22)  # the day on which the law was last looked through

ROWS = [
    pytest.param(row, id=f"{name}{one.key}")
    for name, figures in (("", LAW.figures), *((f"{n}: ", s.figures) for n, s in SCENARIOS.items()))
    for one in figures.values()
    for row in one.rows
]
FIXED = [one for one in ROWS if isinstance(one.values[0], Lawful)]
OPEN = [one for one in ROWS if isinstance(one.values[0], Gap)]
OF_THE_LAW = [one for one in FIXED if one.values[0].source.startswith("jp/parameters/")]

# Roman numerals of sub-items, names of files and pages, and the name of a foreign regulation.
NOT_ENGLISH = re.compile(r"\(?[ivx]+\)|I{2,3}|[a-z0-9]+[./_][a-z0-9_/.]+|MiCA")
NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")  # of a key or a method
KINDS = {
    "ratio": Ratio,
    "percent": Ratio,
    "per_10000": Ratio,
    "yen": Yen,
    "date": date,
    "flag": bool,
    "text": str,
    "formula": str,
    "month_day": str,
}


def cites_of(row: Row) -> tuple[Citation, ...]:
    return row.cite if isinstance(row, Gap) else (row.cite,)


def own_instruments(source: str) -> list[Instrument]:
    """The sources that a scenario's file lists for itself."""
    listed = yaml.safe_load((SHIPPED / source).read_text(encoding="utf-8")).get("instruments", {})
    return [
        Instrument(key=key, **{**one, "read_as_of": one["read_as_of"] or None}) for key, one in listed.items()
    ]


def test_there_are_figures_and_gaps_to_look_at() -> None:
    assert len(FIXED) > 150
    assert len(OPEN) > 30


@pytest.mark.parametrize("row", ROWS)
def test_each_row_cites_an_article_of_a_listed_instrument(row: Row) -> None:
    for cite in cites_of(row):
        assert cite.instrument in (*LAW.instruments.values(), *own_instruments(row.source))
        assert cite.article.strip() == cite.article != ""
        assert str(cite) == f"{cite.instrument.short} {cite.article}"
        assert cite.ja == f"{cite.instrument.short_ja} {cite.article_ja or cite.article}"
    assert cites_of(row)


@pytest.mark.parametrize("row", ROWS)
def test_an_article_told_in_english_words_is_told_in_japanese_too(row: Row) -> None:
    for cite in cites_of(row):
        told = NOT_ENGLISH.sub("", cite.article_ja or cite.article)
        assert not re.search("[A-Za-z]{3}", told), f"{row.source}: article_ja of {cite.article}"


@pytest.mark.parametrize("row", OPEN)
def test_a_gap_and_what_to_supply_are_told_in_japanese_with_the_same_keys(row: Gap) -> None:
    for english, japanese in ((row.why, row.why_ja), (row.supply, row.supply_ja)):
        assert re.search("[ぁ-ん]", japanese)
        assert not japanese.endswith("。")  # it goes on: 「…を補う」
        assert set(NAME.findall(japanese)) == set(NAME.findall(english))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_says_in_japanese_who_says_so_and_what_it_claims(name: str) -> None:
    told = SCENARIOS[name]
    for english, japanese in ((told.who, told.who_ja), (told.note, told.note_ja)):
        assert re.search("[ぁ-ん]", japanese)
        assert bool(english) == bool(japanese)


@pytest.mark.parametrize("row", ROWS)
def test_each_row_names_the_file_that_holds_it_and_both_languages_are_there(row: Row) -> None:
    assert (SHIPPED / row.source).is_file()
    held = LAW.figures.get(row.key) if row.source.startswith("jp/parameters/") else None
    one = held or SCENARIOS[Path(row.source).stem].figures[row.key]
    assert one.about
    assert one.about_ja
    assert one.about != one.about_ja


@pytest.mark.parametrize("row", FIXED)
def test_each_figure_has_a_value_of_its_units_kind(row: Lawful[object]) -> None:
    assert row.unit in UNITS
    assert type(row.value) is KINDS.get(row.unit, int)
    assert row.value != ""


@pytest.mark.parametrize("row", FIXED)
def test_each_figure_says_how_firm_it_is_and_how_well_it_is_known(row: Lawful[object]) -> None:
    assert isinstance(row.standing, Standing)
    assert isinstance(row.seen, Seen)
    assert isinstance(row.since_means, SinceMeans)
    assert row.until is None or row.since <= row.until


@pytest.mark.parametrize("row", OPEN)
def test_each_gap_says_why_what_to_supply_and_where_a_figure_would_stand(row: Gap) -> None:
    assert row.why
    assert row.supply
    assert row.cite
    assert row.unit in (*UNITS, ANY)


@pytest.mark.parametrize("row", FIXED)
def test_a_text_that_was_read_is_quoted_or_the_note_says_why_it_is_not(row: Lawful[object]) -> None:
    if row.seen is Seen.TEXT and not row.as_written:
        assert any(said in row.note for said in ("as_written is left empty", "as_written is empty")), row.note
    if row.seen is not Seen.TEXT:
        assert row.as_written == "", "only the text itself can be quoted"


@pytest.mark.parametrize("row", OF_THE_LAW)
def test_no_figure_of_the_law_is_our_own_or_begins_on_a_chosen_day(row: Lawful[object]) -> None:
    assert row.seen is not Seen.OURS
    assert row.standing >= Standing.REPORTED
    assert row.since_means is not SinceMeans.ASSUMED


@pytest.mark.parametrize("row", OF_THE_LAW)
def test_what_is_in_force_was_read_and_comes_from_law_or_guideline(row: Lawful[object]) -> None:
    binding = {"fiea", "fib_order", "fiea_cabinet_order", "psa", "cae_order", "gl16"}
    read_alone = {  # of these acts so much was read, and no more
        ("income_tax_act", "89(1)"),
        ("corporation_tax_order", "118-10(1), (4)"),
        ("corporation_tax_order", "118-12(1)"),
        ("national_tax_general_rules", "10(2)"),
    }
    if row.standing is Standing.IN_FORCE:
        place = (row.cite.instrument.key, row.cite.article)
        assert row.cite.instrument.key in binding or place in read_alone
        assert row.seen is Seen.TEXT
    else:
        assert row.cite.instrument.key not in binding


@pytest.mark.parametrize("row", OF_THE_LAW)
def test_nothing_begins_after_the_copy_in_which_it_was_read(row: Lawful[object]) -> None:
    """No row that was read begins after the copy it was read in: on that day it was not known to hold.

    A copy that is read again later moves `read_as_of` on, and leaves the row's first day where it is.
    """
    if row.since_means is SinceMeans.SEEN or row.standing is Standing.IN_FORCE:
        assert row.since <= (row.cite.instrument.read_as_of or COMPILED)


@pytest.mark.parametrize("one", LAW.instruments.values(), ids=lambda one: one.key)
def test_each_instrument_has_its_names_and_is_cited(one) -> None:
    assert all((one.name, one.name_ja, one.short, one.short_ja))
    cited = {
        cite.instrument.key
        for of in (LAW, *SCENARIOS.values())
        for figure in of.figures.values()
        for row in figure.rows
        for cite in cites_of(row)
    } | {each.cite.instrument.key for each in LAW.not_coded}
    unused = {"psa_cabinet_order"}  # named inside articles of the CAE Order, never alone
    assert (one.key in cited) != (one.key in unused)


@pytest.mark.parametrize("one", LAW.not_coded, ids=lambda one: one.id)
def test_each_provision_that_is_not_coded_is_cited_told_in_two_languages_and_says_why(one) -> None:
    assert one.cite.instrument == LAW.instruments[one.cite.instrument.key]
    assert one.cite.article
    assert all((one.says, one.says_ja, one.why))
    assert one.says != one.says_ja
