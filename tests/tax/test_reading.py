"""The short way of reading an events file says what the long way says, row by row; the law of tax is that of the whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tax_events import FLAT, LAW

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import cells_of, lines_of
from hozen.workflows.tax.book import read_book
from hozen.workflows.tax.events_file import COLUMNS, file_rows, read_events
from hozen.workflows.tax.tax_law import ROOMS, tax_law

HEAD = ",".join(COLUMNS)
PLAIN = (
    "2025-03-01T12:00:00+09:00,1,buy,BTC,1,100,5,,,,,,,yes,A",
    "2025-03-01T12:00:00.5+09:00,,sell,BTC,0.000000000000000001,7.25,0.5,,,,,,,no,A",
    "2024-12-31T15:00:00Z,2,buy,BTC,12.5,100,,,,,,,,,店",  # midnight in Japan: 2025
    "2024-12-31T14:59:59.999999+00:00,3,buy,ETH,2,1,,,,,,,,,B",  # the year before
    "2025-12-31T23:59:59-01:00,4,buy,BTC,1,1,,,,,,,,,B",  # 2026 in Japan: left
    "2025-07-01T00:00:00+09:00,5,spend,ETH,1,3,1,,,,,,,,",
)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("end", ["\n", "", "\r\n"])
def test_the_short_way_and_the_long_way_agree(quoted, end, tmp_path) -> None:
    path = tmp_path / "mine.csv"
    rows = [f'{row.rpartition(",")[0]},"{row.rpartition(",")[2]}"' if quoted else row for row in PLAIN]
    newline = "\r\n" if end == "\r\n" else "\n"
    path.write_bytes((newline.join([HEAD, *rows]) + end).encode())
    books = read_book(path.name, file_rows(path), 2025, lambda year: LAW.reading(date(year, 12, 31)))
    told = {
        (year, lines.asset, lines.where(row)): lines.posting(row)
        for year, book in books.items()
        for lines in book.assets.values()
        for row in range(len(lines.at))
    }
    events = [one for one in read_events(path) if one.year <= 2025]
    assert len(told) == len(events) == 5
    for one in events:
        found = told[one.year, one.asset, one.where]
        assert (found.event.at, found.event.seq, found.event.kind) == (one.at, one.seq, one.kind)
        assert (abs(found.units), found.event.registered, found.event.venue) == (
            one.units,
            one.registered,
            one.venue,
        )
        bought = found.units > 0
        assert (found.cost, found.revenue, found.expense) == (
            ((one.yen or 0) + one.fee, 0, 0) if bought else (0, one.yen, one.fee)
        )
    assert Fraction("7.25") in {one.revenue for one in told.values()}


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "a,b\n1,2", "a,b\n1\n", "a,b\n\n", "a,b\n1,2,3\n", "a,b\n", "b,a\n", "\ufeffa,b\n"]
)
def test_lines_are_refused_as_cells_are(text) -> None:
    def tried(read) -> object:
        try:
            return [(line, row.split(",") if isinstance(row, str) else row) for line, row in read()]
        except TaxRefused as refusal:
            return str(refusal)

    asked = (text.encode(), "x.csv", ("a", "b"), TaxRefused)
    assert tried(lambda: lines_of(*asked)) == tried(lambda: cells_of(*asked))


def test_the_law_of_tax_is_a_part_of_the_whole_and_the_whole_beside_a_users_scenario(tmp_path) -> None:
    part = tax_law(None).figures
    assert part == {key: LAW.figures[key] for key in LAW.figures if key.split(".")[0] in ROOMS}
    mine = tmp_path / "mine.yaml"
    mine.write_text(FLAT.read_text("utf-8").replace("name: flat-20", "name: mine"), "utf-8")
    assert tax_law(str(mine)).figures == LAW.figures
