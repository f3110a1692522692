"""What stands on each sheet, read back by another program."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hozen.faces.reports import Heading, write_pack
from hozen.workflows.daily_close import Closing

Rows = list[tuple[Any, ...]]
HEADING = Heading(2, 17, "17:" + "ab" * 32, "佐藤", "", ("file:wallets.csv changed",))


def when(day: str) -> datetime:
    return datetime.fromisoformat(day)


def plain(rows: Rows) -> list[list[Any]]:
    """Each row's cells that hold something."""
    return [kept for row in rows if (kept := [cell for cell in row if cell is not None])]


@pytest.fixture
def sheets(closed: Any, read: Any, tmp_path: Path) -> dict[str, Rows]:
    path = write_pack(closed.closing, tmp_path / "a.xlsx", evidence=closed.folder, heading=HEADING)
    found: dict[str, Rows] = read(path)
    return found


def test_the_sheets_are_there_in_order(sheets: dict[str, Rows]) -> None:
    checks = "money-in-trust crypto-shortage cold-share guarantee-quantity buffer-mixed capital net-assets price-source"
    own = ["Assets", "Breaks", "Reserve working", "Insurance", "Law used", "Inputs", "Evidence files"]
    assert list(sheets) == ["Summary", "Findings", *checks.split(), *own]


def test_a_japanese_pack_has_japanese_sheets_and_the_firms_japanese_name(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(make(firm="Hinode", firm_ja="ひので"), tmp_path / "a.xlsx", lang="ja"))
    assert list(sheets)[:2] == ["概要", "検査結果"]
    assert list(sheets)[-7:] == [
        "資産別残高",
        "差異",
        "責任準備金",
        "保険",
        "使用した法令",
        "入力ファイル",
        "証跡ファイル",
    ]
    assert sheets["概要"][0][0] == "ひので　日次締め　2026-11-20"


def test_a_firm_without_a_japanese_name_keeps_its_own(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(make(firm="Hinode", firm_ja=""), tmp_path / "a.xlsx", lang="ja"))
    assert sheets["概要"][0][0] == "Hinode　日次締め　2026-11-20"


def test_the_summary_says_the_worst_first_then_no_time_then_the_shortest_time(
    sheets: dict[str, Rows],
) -> None:
    rows = plain(sheets["Summary"])
    start = rows.index(
        ["Cure by", "Status", "Check", "Subject", "Distance", "Unit", "Since", "Legal standing", "Why"]
    )
    found = [(row[0], row[1], row[3]) for row in rows[start + 1 : start + 7]]
    assert found == [
        ("at once", "✕ Breach", "BTC"),  # guarantee: no text gives time
        (when("2026-11-24"), "✕ Breach", "whole firm"),
        (when("2026-11-25"), "✕ Breach", "JPY"),
        (when("2026-11-26"), "✕ Breach", "BTC"),
        ("–", "? Cannot tell", "whole firm"),
        ("–", "! Attention", "whole firm"),
    ]
    assert rows[start + 7] == ["Liability reserve"]  # what is met is not among them


def test_the_summary_counts_and_names_what_the_closing_rests_on(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Summary"])
    assert ["Result", "✕ Breach"] in rows
    # 4 breaches: money, BTC, cold share, guarantee; met: ETH, buffer, net assets
    assert ["Findings", "4 breaches; 1 cannot be told; 1 needs attention; 3 met"] in rows
    assert ["Legal standing", "assumed, not law: Somebody's assumption; nobody has reported it."] in rows
    assert ["Fingerprint (SHA-256)", "ab" * 32] in rows


def test_the_summary_has_the_reserve_the_books_and_room_to_sign(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Summary"])
    assert ["To set aside by 2027-03-31", 200_000_000] in rows
    assert ["Version of this day", "2"] in rows
    assert ["Entry in the audit chain", "17"] in rows
    assert ["Prepared by", "佐藤"] in rows
    assert ["Approved by"] in rows
    assert ["file:wallets.csv changed"] in rows


def test_what_the_door_saw_and_did_not_read_is_told(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    sheets = read(write_pack(make(hints=("volumes for a year with a tape",)), tmp_path / "a.xlsx"))
    assert ["Seen at the door, not read", "volumes for a year with a tape"] in plain(sheets["Summary"])


def test_a_gap_of_the_law_stands_where_the_reserve_would(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    gap = "law-gap: no figure for reserves.crypto.method\n  try: supply a scenario"
    sheets = read(write_pack(make(reserve=None, reserve_gap=gap, insurance=None), tmp_path / "a.xlsx"))
    for name in ("Summary", "Reserve working"):
        rows = plain(sheets[name])
        assert ["law-gap: no figure for reserves.crypto.method"] in rows
        assert ["try: supply a scenario"] in [
            [cell.strip()] for [cell] in (row for row in rows if len(row) == 1)
        ]
    assert ["The scenario gives insurance no credit, or no reserve was worked out."] in plain(
        sheets["Insurance"]
    )


def test_a_japanese_pack_tells_gaps_hints_and_operations_in_japanese(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    told = make(
        reserve=None,
        reserve_gap="law-gap: no figure",
        reserve_gap_ja="数値がない\n数値を補う",
        hints=("x.csv belongs to no table and was not read",),
    )
    sheets = read(write_pack(told, tmp_path / "a.xlsx", lang="ja"))
    rows = [row for name in sheets for row in plain(sheets[name])]
    for japanese in (["数値がない"], ["数値を補う"]):
        assert rows.count(japanese) == 2  # on the summary and where the reserve would stand
    cells = [str(cell) for row in rows for cell in row]
    assert "x.csv はどの表のファイルでもないため、読み込んでいません" in cells
    assert not [cell for cell in cells if cell.startswith(("law-gap", "x.csv belongs"))]
    whole = read(write_pack(make(), tmp_path / "b.xlsx", lang="ja"))
    hows = {str(cell) for name in whole for row in plain(whole[name]) for cell in row}
    assert not [cell for cell in hows if re.search("Σ [a-z]|rounded (up|down)", cell)]


def test_a_finding_stands_with_all_that_explains_it(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Findings"])
    money = next(row for row in rows if row[1:2] == ["Customers' money in trust"])
    assert money == [
        "✕ Breach",
        "Customers' money in trust",
        "JPY",
        900_000,
        1_000_000,
        -100_000,
        "JPY",
        when("2026-11-25"),
        when("2026-11-20"),
        "in force",
        "The trusts hold less money than customers are owed. Pay the difference in.",
        "CAE Order 27(1)",
        "暗号資産交換業者府令 27(1)",
    ]
    cold = next(row for row in rows if row[1:2] == ["Share kept in cold storage"])
    # 946,399 of a million; 95% − 94.6399% = 0.3601%: both cut
    assert cold[3:7] == ["94.63%", "95.00%", "-0.36%", "%"]
    net = next(row for row in rows if row[1:2] == ["Net assets"])
    assert net[3] == "¥9,007,199,254,740,993"


def test_a_checks_sheet_shows_its_working_the_worst_first(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["crypto-shortage"])
    assert rows[0] == ["Customers' crypto is all there"]
    btc = next(place for place, row in enumerate(rows) if row[:2] == ["BTC", "✕ Breach"])
    assert rows[btc + 1 : btc + 9] == [
        ["Legal standing", "in force"],
        ["Measured", "0.95000000", "BTC", 95_000_000],
        ["Threshold", "1.00000000", "BTC", 100_000_000],
        ["Distance", "-0.05000000", "BTC", -5_000_000],
        ["Since", when("2026-11-20")],
        ["Cure by", when("2026-11-26")],
        ["Owed to customers (ledger)", "1.00000000", "BTC", 100_000_000, "Σ customers"],
        ["Business days to cure", 5, "CAE Order 27(1)"],
    ]
    eth = next(place for place, row in enumerate(rows) if row[:2] == ["ETH", "✓ Met"])
    assert rows[eth + 2] == ["Measured", "123.456789012345678901", "ETH"]  # no helper number: 21 digits


def test_assets_stand_in_coins_and_again_in_smallest_units(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Assets"])
    coins = [row for row in rows if row[0] == "BTC"]
    assert coins[0] == [
        "BTC",
        "10704212.84",
        "declared",
        "1.00000000",
        "-0.00000003",
        "0.90000000",
        "0.05000000",
        *["0"] * 3,
        10_704_212,
    ]
    assert coins[1] == ["BTC", 8, 100_000_000, -3, 90_000_000, 5_000_000, 0, 0, 0]
    eth = [row for row in rows if row[0] == "ETH"]
    assert eth[1] == ["ETH", 18, 0, 0, 0, 0, 0]  # 123… wei are too many digits for a number


def test_the_reserve_shows_working_position_path_and_volumes(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Reserve working"])
    assert ["Method", "A band by trading volume"] in rows
    assert ["Owed to customers (ledger)", 7, "largest year, all classes"] in rows
    assert ["Level less insurance", 1_700_000_000] in rows  # 2,000m − 300m
    assert ["Full on, at today's volumes", when("2027-03-31")] in rows
    assert [when("2027-03-31"), 1_500_000_000, 200_000_000, 1_700_000_000] in rows
    assert [when("2026-04-01"), when("2027-03-31"), "spot", "¥9,000,000,000,000,000", "yes"] in rows


def test_insurance_shows_what_counts_what_does_not_and_when_it_ends(sheets: dict[str, Rows]) -> None:
    rows = plain(sheets["Insurance"])
    assert ["Insurance that counts", 300_000_000] in rows
    assert ["stolen keys", 300_000_000] in rows
    assert ["@SUM(A1)", 400_000_000] in rows  # a policy may name a cause of its own
    assert ["P-1", "stolen keys", 300_000_000] in rows
    assert ["P-2", "every cause", "rating too low", "BBB < A-"] in rows
    assert ["P-1", when("2027-01-01"), 300_000_000, 0] in rows


def test_the_law_stands_with_value_unit_citation_and_standing(sheets: dict[str, Rows]) -> None:
    rows = {row[0]: row for row in plain(sheets["Law used"])}
    hot = rows["custody.hot_share_max"]
    assert hot == [
        "custody.hot_share_max",
        "0.05",
        "ratio",
        when("2020-05-01"),
        "–",
        "in force",
        "text read",
        "CAE Order 27(2)",
        "暗号資産交換業者府令 27(2)",
        "百分の五",
        "jp/custody.hot_share_max.yaml",
    ]
    assert rows["segregation.capital_min"][1:3] == [10_000_000, "yen"]
    assert rows["reserves.crypto.third"][1:3] == ["1/3", "ratio"]
    assert rows["reserves.rate.spot"][1:3] == ["0.2", "per 10,000"]  # 2 in 100,000
    assert rows["reserves.rate.spot"][5:7] == ["reported, not law", "our own figure"]


def test_input_and_evidence_files_stand_with_rows_and_hash(sheets: dict[str, Rows], closed: Any) -> None:
    assert ["prices", "-prices.csv", 2, "ef" * 32] in plain(sheets["Inputs"])
    for one in closed.closing.evidence:
        assert [one.check, one.path, one.rows, one.sha256, one.check] in plain(sheets["Evidence files"])


def test_a_closing_without_findings_still_makes_a_pack(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    sheets = read(
        write_pack(make(findings=(), assets=(), law=(), inputs=(), volumes=()), tmp_path / "a.xlsx")
    )
    assert ["None."] in plain(sheets["Findings"])
    assert ["Result", "✓ Met"] in plain(sheets["Summary"])
