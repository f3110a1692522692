"""Documents as PDF: read back by another program, laid out within the page, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hozen.faces.reports.errors import ReportError
from hozen.faces.reports.pdf import Document, Grid, Heading, Pairs, Text, pdf_of, typeface, write_pdf
from hozen.faces.reports.pdf.layout import laid_out
from hozen.faces.reports.pdf.lines import lines
from hozen.faces.reports.pdf.page import MARGIN, ROOM, WIDTH

DAY = date(2026, 11, 25)
LETTER = Document(
    "補償に関するお知らせ",
    [
        Text("お客様番号　C1\nABC Exchange"),
        Heading("補償の内容"),
        Pairs([("事案", "2026-hot-wallet")]),
        Grid(["資産", "流出数量"], [["BTC", "0.12345678"], ["XEM", "1,234"]], [False, True]),
    ],
    "ja",
    DAY,
    "2026-hot-wallet / 1 / C1",
)
FACE = typeface()


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="NO pdftotext, so no other program reads the letters"
)
def test_another_program_reads_every_word(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "letter.pdf", [LETTER])
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = re.sub(r"\s", "", done.stdout.decode())
    for word in ("補償に関するお知らせ", "お客様番号", "ABCExchange", "2026-hot-wallet", "0.12345678", "1/1"):
        assert word in text


def test_the_same_documents_give_the_same_bytes_and_others_do_not() -> None:
    other = Document("Notice", LETTER.blocks, "en", DAY)
    assert pdf_of([LETTER, other]) == pdf_of([LETTER, other])
    assert pdf_of([LETTER]) != pdf_of([other])


def test_each_document_begins_a_page_and_counts_its_own() -> None:
    long = Document("List", [Grid(["a", "b"], [["x", str(n)] for n in range(100)], [False, True])], "en", DAY)
    pages = laid_out(long, FACE)
    assert len(pages) == 3
    heads = [[mark.text for mark in page.marks if mark.bold] for page in pages]
    assert heads == [["List", "a", "b"], ["a", "b"], ["a", "b"]]
    assert [mark.text for page in pages for mark in page.marks if mark.right and not mark.bold] == [
        str(n) for n in range(100)
    ]


WORDS = st.text(alphabet="abc 、。（）日本語のテスト12,.", min_size=1, max_size=300)


@given(WORDS, st.sampled_from([40, 90, ROOM]))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text, room) -> None:
    broken = lines(text, room, 10, FACE)
    assert re.sub(r"\s", "", "".join(broken)) == re.sub(r"\s", "", text)
    assert all(FACE.width(line.strip("、。，．,.!?)）"), 10) <= room for line in broken)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_stays_within_the_page(rows) -> None:
    table = Document("T", [Grid(["x", "y", "z"], rows, [False, False, True])], "en", DAY)
    for page in laid_out(table, FACE):
        assert all(mark.y >= MARGIN for mark in page.marks)
        assert all(end <= WIDTH - MARGIN for _, end in page.rules)


def test_a_font_that_cannot_write_japanese_is_refused(tmp_path: Path) -> None:
    none = tmp_path / "no.ttf"
    none.write_bytes(b"no font")
    with pytest.raises(ReportError, match="cannot be embedded"):
        typeface(none)


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="cannot write"):
        write_pdf(tmp_path / "file" / "letter.pdf", [LETTER])


@pytest.mark.parametrize("small", [True, False])
def test_what_a_table_is_called_stands_on_the_page_of_its_first_rows(small: bool) -> None:
    table = Grid(["asset", "quantity"], [["BTC", "1"], ["ETH", "2"]], [False, True])
    for before in range(30, 80):  # from a page that holds all to one that ends just before the table
        blocks = [Text("\n".join(["x"] * before)), Text("money in trust", small=small), table]
        pages = laid_out(Document("Report", blocks, "en", DAY), FACE)
        words = [{mark.text for mark in page.marks} for page in pages]
        assert any({"money in trust", "asset", "BTC"} <= one for one in words), before
