"""Where data for tests alone may stand: beside the checkout, never inside it."""

from __future__ import annotations

import os
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "surveillance"
DATA = Path(os.environ.get("HOZEN_PUMP_DATA", _BESIDE))
