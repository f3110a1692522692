"""Figures of an alert in plain words: thousandths as percent, instants as milliseconds, one and many."""

import pytest

from hozen.faces.cli.show_surveillance import figure_text
from hozen.faces.cli.view import View
from hozen.faces.words import keys_of
from hozen.records.tape_tables import LINKS

EN, JA = View("en", 80), View("ja", 80)


@pytest.mark.parametrize(
    ("name", "value", "en", "ja"),
    [
        ("of_depth", 300, "30.0% of the visible depth", "板の厚みの30.0%"),
        ("share", 1000, "a share of 100.0%", "割合100.0%"),
        ("band", 250, "within a band of 0.250%", "値幅0.250%"),  # 250 of 100,000
        ("lead", 1_250, "1.250 ms ahead at the least", "最短1.250 msの先行"),
        ("move", -35, "the price moved -3.5%", "値動き-3.5%"),
        ("orders", 1, "1 order", "注文1件"),
        ("orders", 15_162, "15,162 orders", "注文15,162件"),
        ("amount", "238.45", "amount 238.45", "数量238.45"),
        ("link", "device ip", "sharing a device, an address on the net", "端末、IPアドレスを共有"),
        ("not_there_yet", 3, "not there yet 3", "not there yet 3"),
    ],
)
def test_a_figure_in_words(name: str, value: int | str, en: str, ja: str) -> None:
    assert (figure_text(name, value, EN), figure_text(name, value, JA)) == (en, ja)


def test_every_link_has_its_words() -> None:
    assert {key.rpartition(".")[2] for key in keys_of("surveillance") if ".link." in key} == set(LINKS)
