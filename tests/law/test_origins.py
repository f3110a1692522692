"""Our law files against the founders' collection: nothing lost, nothing added in silence, nothing changed.

The collection (shared/domain/law_parameters.yaml) lies beside the checkout, not in it. Without it these tests skip.
origins.yaml holds the key of each id, our own keys, how the vocabularies meet, and each difference that is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from hozen.law import Citation, Gap, Law, Lawful, SinceMeans
from hozen.law.figure import Row
from hozen.values import Ratio, Yen

ROOT = Path(__file__).resolve().parents[2]
COLLECTION = ROOT.parent / "shared" / "domain" / "law_parameters.yaml"
ORIGINS = yaml.safe_load((Path(__file__).parent / "origins.yaml").read_text(encoding="utf-8"))
KEYS: Mapping[str, str] = ORIGINS["keys"]
MEANT: Mapping[str, Mapping[str, str]] = ORIGINS["meant"]
LAW = Law.load("jp")
COMPILED = date(2026, 11, 22)
PARTS = {"ratio": 1, "percent": 100, "per_10000": 10_000}


@pytest.fixture(scope="module")
def collection() -> dict[str, dict[str, object]]:
    """Id → what the founders wrote."""
    if not COLLECTION.is_file():
        pytest.skip(
            "NO COLLECTION, so the law files are compared with nothing: shared/domain/law_parameters.yaml "
            "is not beside the checkout"
        )
    entries = yaml.safe_load(COLLECTION.read_text(encoding="utf-8"))["parameters"]
    found = {one["id"]: one for one in entries}
    assert len(found) == len(entries), "an id stands twice"
    return found


def row_of(name: str) -> Row:
    """What we say of it for the day on which the collection was compiled; a later amendment does not disturb it."""
    return LAW.figures[KEYS[name]].on(COMPILED)


def cite_of(row: Row) -> Citation:
    return row.cite[0] if isinstance(row, Gap) else row.cite


def theirs(value: object, unit: str) -> object:
    """Their value as ours would be: rates are parts of the unit, yen is yen."""
    if unit in PARTS:
        return Ratio(Fraction(str(value)) / PARTS[unit])
    if unit == "yen":
        return Yen(int(str(value)))
    return date.fromisoformat(str(value)) if unit == "date" else value


def agrees(name: str, field: str, same: bool, shown: str) -> None:
    """Same, or on the list of meant differences; never both."""
    meant = field in MEANT.get(name, {})
    assert same != meant, f"{name}, {field}: {shown}" + (
        " (listed as meant, but they agree)" if meant else ""
    )


class TestComplete:
    def test_every_id_has_a_key_and_every_key_an_id_or_a_reason(self, collection) -> None:
        assert set(KEYS) == set(collection)
        assert len(KEYS) == 127

    def test_every_key_here_comes_from_the_collection_or_is_ours_with_a_reason(self) -> None:
        ours = set(ORIGINS["ours"])
        assert set(KEYS.values()) | ours == set(LAW.keys())
        assert not set(KEYS.values()) & ours
        assert all(ORIGINS["ours"].values())

    def test_two_ids_share_a_key_only_where_both_say_that_no_crypto_rate_exists(self) -> None:
        names = [name for name in KEYS if list(KEYS.values()).count(KEYS[name]) > 1]
        assert sorted(names) == ["crypto.reserve.rate", "flr.crypto_rate_in_force"]

    def test_what_is_meant_names_ids_and_fields_that_exist(self) -> None:
        assert set(MEANT) <= set(KEYS)
        assert {field for one in MEANT.values() for field in one} <= {"unit", "since", "law", "confidence"}
        assert all(why for one in MEANT.values() for why in one.values())

    def test_no_word_of_the_vocabularies_is_idle(self, collection) -> None:
        assert {one["unit"] for one in collection.values()} == set(ORIGINS["units"])
        assert {one["law"] for one in collection.values()} == set(ORIGINS["laws"])
        assert {one["confidence"] for one in collection.values()} == {*ORIGINS["confidence"], "not found"}


@pytest.mark.parametrize("name", KEYS)
class TestAgrees:
    def test_value(self, name, collection) -> None:
        value, row = collection[name]["value"], row_of(name)
        if value is None:
            assert isinstance(row, Gap)
        else:
            assert isinstance(row, Lawful)
            assert row.value == theirs(value, row.unit)
            assert type(row.value) is type(theirs(value, row.unit))

    def test_unit(self, name, collection) -> None:
        unit, row = str(collection[name]["unit"]), row_of(name)
        agrees(name, "unit", row.unit in ORIGINS["units"][unit], f"{unit} is {row.unit} here")

    def test_since(self, name, collection) -> None:
        """A first day that they could not establish is, here, the day of the copy read."""
        begins, row = collection[name]["effective_from"], row_of(name)
        if isinstance(row, Gap):
            assert begins is None
            return
        known = begins is not None
        means = SinceMeans.EFFECTIVE if known else SinceMeans.SEEN
        same = row.since_means is means and (not known or str(row.since) == str(begins))
        agrees(name, "since", same, f"{begins} is {row.since} ({row.since_means.value}) here")

    def test_law(self, name, collection) -> None:
        law, row = str(collection[name]["law"]), row_of(name)
        here = cite_of(row).instrument.key
        agrees(name, "law", here in ORIGINS["laws"][law], f"{law} is {here} here")

    def test_article(self, name, collection) -> None:
        """Where they name an article, ours is the same but for the circled numbers of the guideline."""
        theirs_, law = str(collection[name]["article"]), str(collection[name]["law"])
        named = not theirs_.startswith(("-", "(")) and not law.startswith("JVCEA")
        if named and "law" not in MEANT.get(name, {}):
            circled = str.maketrans({"②": "(2)", "③": "(3)", "④": "(4)", "⑦": "(7)"})
            assert cite_of(row_of(name)).article.translate(circled) == theirs_

    def test_confidence(self, name, collection) -> None:
        word, row = str(collection[name]["confidence"]), row_of(name)
        if isinstance(row, Gap):
            assert word == "not found"
            return
        same = ORIGINS["confidence"].get(word) == row.seen.value
        agrees(name, "confidence", same, f"{word} is {row.seen.value} here")

    def test_standing(self, name) -> None:
        row = row_of(name)
        if isinstance(row, Lawful):
            assert row.cite.instrument.key in ORIGINS["standing"][row.standing.word]
