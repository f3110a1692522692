"""A folder of snapshots made by hand with the plain builder, as `hozen snapshot build` leaves one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from liability_world import built, debt, owed, published

from hozen.rules.liabilities import NO_PREVIOUS, Opening, snapshot_text

ACCOUNTS = ("sato-0001", "利用者-7", "tanaka@example.jp")
DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")


def make_day(
    folder: Path, day: str, previous: bytes = NO_PREVIOUS, more: int = 0, book: str = "acme-main"
) -> bytes:
    """One day whose snapshot follows `previous`; its commitment."""
    cut_off = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(hours=15)
    rows = [
        owed(ACCOUNTS[0], "BTC", 150_000_000 + more),
        owed(ACCOUNTS[1], "BTC", 30_000_000),
        owed(ACCOUNTS[1], "ETH", 20),
        debt(ACCOUNTS[2], "BTC", 7),
    ]
    made = built(*rows, opening=Opening(book, cut_off, 2, previous), assets=["DOGE"])
    place = folder / day / "public"
    place.mkdir(parents=True)
    (place / "snapshot.json").write_text(snapshot_text(made.snapshot), encoding="utf-8")
    return published(made)


def make_days(folder: Path, *days: str) -> list[bytes]:
    """Days that follow each other; their commitments."""
    found = [NO_PREVIOUS]
    for number, day in enumerate(days or DAYS):
        found.append(make_day(folder, day, found[-1], number))
    return found[1:]
