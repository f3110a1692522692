"""One writer at a time adds to the record of filings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from door_book import SmallBook

from hozen.workflows.duty_drafts.filing import record_filing
from hozen.workflows.importing.commit import locked
from hozen.workflows.importing.errors import ImportConflict

DAY = date(2026, 11, 20)
TO_SEPTEMBER = ("psa_property", date(2026, 9, 30), date(2026, 10, 30), "receipt 1", DAY)


def test_while_another_writes_nothing_is_entered_and_afterwards_it_is(tmp_path: Path) -> None:
    root = SmallBook(tmp_path / "book").write().root
    with locked(root), pytest.raises(ImportConflict):
        record_filing(root, *TO_SEPTEMBER)
    assert not (root / "filings.csv").exists()
    record_filing(root, *TO_SEPTEMBER)
    assert (root / "filings.csv").read_text("utf-8").splitlines()[1:] == [
        "psa_property,2026-09-30,2026-10-30,receipt 1"
    ]
