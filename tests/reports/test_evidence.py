"""The rows behind a check are those of the hashed file: all of them, or as many as it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hozen.faces.reports import ReportError, evidence_rows, write_pack
from hozen.workflows.daily_close import EvidenceFile

HEAD = ("Asset", "Side", "Reference", "Smallest units", "Block height")
ROWS = [
    ("BTC", "ledger", "+81-90-0000", 40_000_000, None),
    ("BTC", "ledger", '=HYPERLINK("http://example.invalid","click")', 60_000_000, None),
    ("BTC", "wallet", "@w1", 95_000_000, 870_000),
    ("ETH", "wallet", "<r><t>x</t></r>", "123,456,789,012,345,678,901", 21_000_000),
]


def below(rows: list[tuple[Any, ...]], head: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The rows below a heading, up to the first empty one."""
    found = [row[: len(head)] for row in rows]
    start = found.index(head) + 1
    body = found[start:]
    return body[: next((place for place, row in enumerate(body) if row[0] is None), len(body))]


def texts(rows: list[tuple[Any, ...]]) -> str:
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def test_all_rows_are_copied_exactly(closed: Any, read: Any, tmp_path: Path) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder))
    assert below(sheets["crypto-shortage"], HEAD) == ROWS
    assert "All 4 rows of evidence/crypto-shortage.parquet." in texts(sheets["crypto-shortage"])
    assert len(below(sheets["money-in-trust"], ("Side", "Reference", "Yen"))) == 31


def test_rows_that_two_checks_share_stand_once_and_the_other_sheet_says_where(
    closed: Any, read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder))
    told = texts(sheets["buffer-mixed"])
    assert "The same rows stand behind another check" in told
    assert "crypto-shortage" in told
    assert "@w1" not in told


def test_a_check_without_rows_says_so(closed: Any, read: Any, tmp_path: Path) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder))
    assert "No rows are kept for this check" in texts(sheets["cold-share"])


@pytest.mark.parametrize(
    ("most", "references"),
    [
        # BTC is short: its wallet comes before its ledger, and ETH, which is met, last.
        (1, ["@w1"]),
        (2, ["@w1", "+81-90-0000"]),
        (3, ["@w1", "+81-90-0000", '=HYPERLINK("http://example.invalid","click")']),
        # All fit: the file's own order.
        (4, [row[2] for row in ROWS]),
        (5, [row[2] for row in ROWS]),
    ],
)
def test_where_more_rows_are_than_fit_the_telling_ones_come_first_and_the_rest_is_named(
    most: int, references: list[str], closed: Any, read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder, most_rows=most))
    assert [row[2] for row in below(sheets["crypto-shortage"], HEAD)] == references
    cut = f"The first {most} of 4 rows; evidence/crypto-shortage.parquet has all of them."
    assert (cut in texts(sheets["crypto-shortage"])) is (most < 4)


def test_the_trusts_are_shown_before_the_first_of_many_customers(
    closed: Any, read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder, most_rows=2))
    assert below(sheets["money-in-trust"], ("Side", "Reference", "Yen")) == [
        ("trust", "信託銀行", 900_000),
        ("ledger", "C000001", 1),
    ]


@pytest.mark.parametrize("page", [1, 2, 3, 30, 31])
@pytest.mark.parametrize("most", [29, 31])
def test_pages_join_without_a_row_lost_or_twice(
    page: int, most: int, closed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_rows, "PAGE", page)
    file = next(one for one in closed.closing.evidence if one.check == "money-in-trust")
    with evidence_rows.evidence_rows(closed.folder, file, most, ("JPY",)) as (columns, rows):
        found = list(rows)
    assert columns == ("side", "ref", "yen")
    customers = [("ledger", f"C{number:06}", number) for number in range(1, 31)]
    trust = ("trust", "信託銀行", 900_000)
    assert found == ([*customers, trust] if most == 31 else [trust, *customers[:28]])


def test_without_a_folder_no_row_is_copied_and_the_sheet_says_where_they_are(
    closed: Any, read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(closed.closing, tmp_path / "a.xlsx"))
    told = texts(sheets["money-in-trust"])
    assert "31 rows, not copied here; evidence/money-in-trust.parquet has all of them." in told
    assert "信託銀行" not in told


def test_a_file_that_is_not_the_closings_is_refused_and_nothing_is_written(
    closed: Any, tmp_path: Path
) -> None:
    altered = tuple(replace(one, sha256="00" * 32) for one in closed.closing.evidence)
    with pytest.raises(ReportError, match="not the file that the closing rests on") as refused:
        write_pack(replace(closed.closing, evidence=altered), tmp_path / "a.xlsx", evidence=closed.folder)
    assert refused.value.expected == f"SHA-256 {'00' * 32}"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_refused(make: Callable[..., Any], tmp_path: Path) -> None:
    gone = (EvidenceFile("money-in-trust", "evidence/gone.parquet", 3, "00" * 32),)
    with pytest.raises(ReportError, match="the rows behind money-in-trust are not there") as refused:
        write_pack(make(gone), tmp_path / "a.xlsx", evidence=tmp_path)
    assert refused.value.where == str(tmp_path / "evidence/gone.parquet")
