"""A name finds one incident, or says what was meant."""

from __future__ import annotations

from collections import Counter

import pytest

from hozen.workflows.replay.catalogue import catalogue
from hozen.workflows.replay.errors import UnknownIncident

KNOWN = catalogue()


def test_no_name_means_two_incidents() -> None:
    words = Counter(word for one in KNOWN.incidents for word in {one.id, one.name, *one.aliases})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("dmm-2024", "dmm-2024"),
        ("2024-05-dmmbitcoin", "dmm-2024"),
        ("DMM Bitcoin", "dmm-2024"),
        ("dmm_bitcoin", "dmm-2024"),
        ("Mt. Gox", "mtgox-2014"),
        ("mtgox", "mtgox-2014"),
        ("Crypto.com", "cryptocom-2022"),
        ("bybit", "bybit-2025"),
    ],
)
def test_ids_short_names_and_aliases_find_the_incident(asked: str, name: str) -> None:
    assert KNOWN.find(asked).name == name


def test_every_id_and_name_finds_its_own_incident() -> None:
    for one in KNOWN.incidents:
        assert all(KNOWN.find(word) is one for word in (one.id, one.name, *one.aliases))


def test_a_firm_with_several_incidents_is_asked_which() -> None:
    with pytest.raises(UnknownIncident, match="bithumb-2018, bithumb-2019, bithumb-2026"):
        KNOWN.find("Bithumb")


def test_a_slip_of_the_pen_is_answered_with_what_was_meant() -> None:
    with pytest.raises(UnknownIncident, match="coincheck"):
        KNOWN.find("coinchek")


def test_a_stranger_is_sent_to_the_whole_list() -> None:
    with pytest.raises(UnknownIncident, match="hozen replay all"):
        KNOWN.find("zzzzzz")
