"""The commands of `hozen surveil`."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.cli import surveil

SURVEIL: dict[str, Callable[..., int]] = {
    "run": surveil.run,
    "alerts": surveil.alerts,
}
