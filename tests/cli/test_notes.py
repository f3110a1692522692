"""Each note beside a figure, of the law and of the shipped scenarios, is told in Japanese; no sentence is left over."""

from __future__ import annotations

import re

import pytest

from hozen.faces.words import find, keys_of, noted
from hozen.law import Law

LAW = Law.load("jp")
SCENARIOS = [LAW.scenario(name) for name in LAW.scenario_names()]
FIGURES = [*LAW.figures.values(), *(one for each in SCENARIOS for one in each.figures.values())]
NOTES = sorted(
    {row.note for figure in FIGURES for row in figure.rows if " " in row.note}
)  # one word is an address


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_told_in_japanese_from_its_first_sentence_to_its_last(note: str) -> None:
    told = noted(note, "ja")
    assert re.search("[\u3041-\u309f\u4e00-\u9fff]", told), "say its sentences in faces/words/notes.yaml"
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", told), told
    assert noted(note, "en") == note


def test_the_numbers_of_a_note_of_one_sentence_stay() -> None:
    assert noted("Of ¥6.7bn, ¥4.5bn were customers'.", "ja") == "67億円のうち利用者分は45億円。"


def test_sentences_are_joined_in_their_order() -> None:
    """'Not a band of any law.' alone, and as the second of two."""
    assert noted("As the low end. Not a band of any law.", "ja") == "下端と同じ。法令の水準の幅ではない。"


def test_a_note_with_one_sentence_that_nobody_knows_stays_as_it_is() -> None:
    own = "As the low end. A sentence of the user's own."
    assert noted(own, "ja") == own


def test_every_sentence_is_said_in_some_note() -> None:
    whole = "\n".join(NOTES)
    assert [key for key in keys_of("notes") if find(key, "en") not in whole] == []
