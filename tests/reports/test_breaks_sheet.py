"""The sheet of breaks: class, asset, units, day, age, owner, last day to cure, provision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hozen.books import AgeBand, BreakRecord
from hozen.faces.reports import Heading, write_pack
from hozen.law import Citation, Instrument
from hozen.values import Units
from hozen.workflows.daily_close import BreakLine, Closing, CutOff

PSA = Instrument("psa", "Payment Services Act", "資金決済法", "PSA", "資金決済法", "", date(2020, 5, 1))
OPENED, BY = date(2026, 11, 12), date(2026, 11, 19)
SHORT = BreakLine("BTC", 8, "reorg", Units(-5), 2, OPENED, AgeBand.MONTH, BY, (Citation(PSA, "63-11(2)"),))
UNKNOWN = BreakLine("ETH", 18, "unknown", Units(10**19), 0, BY, AgeBand.NEW, None, ())
KNOWN = BreakRecord(
    *(17, "sample", "BTC", 8, -5, 2, "reorg", "missed_deposit", OPENED, BY, ()), owner="=suzuki"
)


def rows(read: Any, path: Path, name: str) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = read(path)[name]
    head = next(place for place, row in enumerate(found) if row[1] in ("Asset", "資産"))
    return found[head:]


def test_a_break_stands_with_all_that_is_known_of_it(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    heading = Heading(breaks=(KNOWN, None))
    path = write_pack(make(breaks=(SHORT, UNKNOWN)), tmp_path / "a.xlsx", heading=heading)
    head, first, second, *_ = rows(read, path, "Breaks")
    assert head == (
        *("Break", "Asset", "Cause", "Quantity", "In smallest units", "Rows"),
        *("Opened", "Age", "Owner", "Cure by", "Citation", "Citation (Japanese)"),
    )
    # The number, the owner and a person's word on the cause are the log's.
    assert first == (
        *(17, "BTC", "missed deposit", "-0.00000005", -5, 2),
        *(datetime(2026, 11, 12), "8–30 days", "=suzuki", datetime(2026, 11, 19)),
        *("PSA 63-11(2)", "資金決済法 63-11(2)"),
    )
    # 10^19 wei are 10 ETH, and more than Excel can hold as a number; nothing is known of its number, owner or day.
    assert second[:6] == ("–", "ETH", "unknown", "10.000000000000000000", None, 0)
    assert second[6:10] == (datetime(2026, 11, 19), "new", "–", "–")


def test_the_japanese_sheet_has_japanese_words(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    path = write_pack(make(breaks=(SHORT,)), tmp_path / "a.xlsx", lang="ja")
    _, first, *_ = rows(read, path, "差異")
    assert (first[0], first[2], first[7], first[8]) == ("–", "再編成", "8〜30日", "–")


def test_as_of_when_each_side_was_read_stands_below(
    make: Callable[..., Closing], read: Any, tmp_path: Path
) -> None:
    told = (
        CutOff("bitcoin", "self", "2026-11-20 14:59:59", 900, "ff00", 6),
        CutOff("bitcoin", "Keeper", "2026-11-20 14:00:00", None, "", None),
    )
    path = write_pack(make(cut_offs=told), tmp_path / "a.xlsx")
    own, keeper = (row[:6] for row in read(path)["Breaks"][-2:])
    assert own == ("bitcoin", "self", "2026-11-20 14:59:59", 900, 6, "ff00")
    assert keeper == ("bitcoin", "Keeper", "2026-11-20 14:00:00", "–", "–", "–")


def test_a_closing_without_breaks_says_so(make: Callable[..., Closing], read: Any, tmp_path: Path) -> None:
    path = write_pack(make(), tmp_path / "a.xlsx")
    assert [cell for cell in rows(read, path, "Breaks")[1] if cell] == ["None."]
