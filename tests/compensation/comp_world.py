"""What the tests of compensation share."""

from __future__ import annotations

from datetime import UTC, datetime

CASE = "2026-hot-wallet"
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
THEFT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
END_OF_FRIDAY = datetime(2026, 11, 20, 14, 59, 59, tzinfo=UTC)
