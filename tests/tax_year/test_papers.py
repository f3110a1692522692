"""Papers: what stands on them, the same bytes each time, and nothing before it is approved."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from year_exchange import Exchange

from hozen.faces.cli import main
from hozen.faces.reports.annual_files import LIST

YEAR = ("--year", "2026")


@pytest.fixture
def hozen(exchange: Exchange, capsys: Any) -> Callable[..., tuple[int, str]]:
    """`hozen tax-year …` on the small exchange: exit code and all it said."""

    def run(*words: str, lang: str = "en") -> tuple[int, str]:
        line = [*words[:1], str(exchange.root), *YEAR, *words[1:], "--books", str(exchange.books)]
        code = main(["tax-year", *line, "--lang", lang])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def text_of(path: Path) -> str:
    """What a reader sees, blanks as one."""
    ran = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"[ \n]+", " ", ran.stdout.decode())


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_papers_of_everybody_once_they_are_approved(
    exchange: Exchange, hozen: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    exchange.issue()
    refused, why = hozen("papers", "--to", str(tmp_path / "early"))
    assert (refused, "tax-year-refused: the issue is not approved" in why) == (1, True)
    assert not (tmp_path / "early").exists()
    exchange.approve()
    first = tmp_path / "first"
    assert hozen("papers", "--to", str(first), lang="ja")[0] == 0
    assert sorted(path.name for path in first.rglob("*.pdf")) == ["C1-1.pdf", "C2-1.pdf"]  # nobody's of C3
    told = files_of(first)
    (paper,), (torn,) = first.rglob("C1-1.pdf"), first.rglob("C2-1.pdf")
    paper.unlink()  # a run that was killed: this bucket is written again, the others stay
    torn.write_bytes(torn.read_bytes()[:100])
    assert hozen("papers", "--to", str(first), lang="ja")[0] == 0
    assert files_of(first) == told
    assert all((path.parent / LIST).is_file() for path in first.rglob("*.pdf"))


def test_a_paper_says_every_figure_and_what_it_does_not_say(
    exchange: Exchange, hozen: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    exchange.issue()
    exchange.approve()
    assert hozen("papers", "--to", str(tmp_path / "one"), "--customer", "C1")[0] == 0
    said = text_of(tmp_path / "one/C1-1.pdf")
    assert "Annual transaction report 2026" in said
    assert "Closing quantity 1.10060000 2.000000000000000000 1,368,800" in said
    assert "Bought for yen: amount 2,000,000 0 900,000" in said
    assert "Margin results less fees 0 0 -30,200" in said
    assert "Result in yen 0 -30,000" in said  # of BTC, which was only open, and ETH
    assert "does not state your taxable income" in said
    assert hozen("papers", "--to", str(tmp_path / "one"), "--customer", "C3")[1].startswith(
        "A customer has no report"
    )


def test_a_corrected_paper_has_its_number_and_says_what_changed(
    exchange: Exchange, hozen: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    exchange.issue()
    exchange.approve()
    exchange.rewrite(lambda book: book.tables["customer_movements"][13].update(yen="4500"))
    exchange.issue()
    exchange.approve()
    assert hozen("papers", "--to", str(tmp_path / "new"))[0] == 0
    (only,) = (tmp_path / "new").rglob("*.pdf")  # C1's did not change, so it is not sent again
    said = text_of(only)
    assert only.name == "C2-2.pdf"
    assert "takes the place of report 1" in said
    assert "ETH Bought for yen: amount 4,000 4,500" in said
    assert hozen("papers", "--to", str(tmp_path / "all"), "--all")[0] == 0
    assert sorted(path.name for path in (tmp_path / "all").rglob("*.pdf")) == ["C1-1.pdf", "C2-2.pdf"]
    assert hozen("papers", "--to", str(tmp_path / "old"), "--issue", "1")[0] == 0
    (first,) = (tmp_path / "old").rglob("C1-1.pdf")
    (again,) = (tmp_path / "all").rglob("C1-1.pdf")
    assert first.read_bytes() == again.read_bytes()  # the report as it was issued, out of a later issue
    assert hozen("pack", "--to", str(tmp_path / "year.xlsx"))[0] == 0
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "year.xlsx")["Corrections"]]
    assert ["C2", "ETH", "Bought for yen: amount", "4,000", "4,500"] in [row[:5] for row in rows]


def test_who_is_held_back_is_named_and_a_draft_says_that_it_is_one(
    exchange: Exchange, hozen: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    exchange.rewrite(lambda book: book.tables["customer_movements"].pop(4))
    code, said = hozen("draft")
    assert code == 2
    assert re.search(r"C1 +BTC +1\.10060000 +0\.00040000", said)
    listed = tmp_path / "list.txt"
    listed.write_text("C1\nC2\n", encoding="utf-8")
    assert hozen("papers", "--draft", "--to", str(tmp_path / "draft"), "--list", str(listed))[0] == 0
    (only,) = (tmp_path / "draft").glob("*.pdf")
    assert only.name == "C2-1-draft.pdf"
    assert "DRAFT" in text_of(only)


def test_papers_of_a_draft_are_never_sent_with_those_of_the_issue(
    exchange: Exchange, hozen: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """C1 is in the draft and held back in the issue: its draft must not lie among the papers that are sent."""
    shared = str(tmp_path / "shared")
    assert hozen("draft")[0] == 0
    assert hozen("papers", "--draft", "--to", shared)[0] == 0
    assert sorted(one.name for one in (tmp_path / "shared").rglob("*.pdf")) == [
        "C1-1-draft.pdf",
        "C2-1-draft.pdf",
    ]
    exchange.rewrite(lambda book: book.tables["customer_movements"].pop(4))
    exchange.issue()
    exchange.approve()
    code, said = hozen("papers", "--to", shared)
    assert (code, "the folder holds other papers" in said) == (1, True)
    assert not list((tmp_path / "shared").rglob("C2-1.pdf"))
    (tmp_path / "shared" / LIST).unlink()  # each bucket tells whose it is, too
    assert hozen("papers", "--to", shared)[0] == 1
