"""Every key that a replay hands to a face has a text in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hozen.faces.words.catalogue import find
from hozen.workflows.replay import Bound, Confidence, Kind, catalogue, customer_part
from hozen.workflows.replay import notes as notes_module
from hozen.workflows.replay.incident_columns import PAID_BY, UNVERIFIED
from hozen.workflows.replay.notes import not_known

INCIDENTS = catalogue().incidents
SOURCE = Path(notes_module.__file__).parent
GIVEN = {  # keys as they stand in the code, where no value hands them over
    "notes": re.findall(r'Note\(\s*"([a-z_]+)"', (SOURCE / "notes.py").read_text("utf-8")),
    "groups": re.findall(r'_group\("([a-z_]+)"', (SOURCE / "replaying.py").read_text("utf-8")),
    "refusals": re.findall(
        r'NotReplayed\(incident, "([a-z_]+)"', (SOURCE / "replaying.py").read_text("utf-8")
    ),
    "reasons": ["volume_not_known", "custody_not_known", "law_gap"],
    "unknown": sorted({key for one in INCIDENTS for key in not_known(one, frozenset())}),
    "part_basis": sorted({part.basis for one in INCIDENTS if (part := customer_part(one))}),
    "paid_by": list(PAID_BY),
    "unverified": list(UNVERIFIED),
    "bound": [one.value for one in Bound],
    "kind": [one.value for one in Kind],
    "confidence": [one.value for one in Confidence],
}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("section", GIVEN)
def test_every_key_has_a_text(section: str, lang: str) -> None:
    assert GIVEN[section]
    for key in GIVEN[section]:
        assert find(f"replay.{section}.{key}", lang)


def test_no_word_of_the_closed_lists_is_idle() -> None:
    assert {one.paid_by for one in INCIDENTS} == set(PAID_BY)
    assert {word for one in INCIDENTS for word in one.unverified} == set(UNVERIFIED)
