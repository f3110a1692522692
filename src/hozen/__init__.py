"""hozen (保全): the safeguarding engine for crypto-asset exchanges.

Records and a reading of the law go in; findings that explain themselves come out.
The names below are loaded on first use, so that importing hozen stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.records import Book
    from hozen.workflows.daily_close import close
    from hozen.workflows.reconcile import reconcile
    from hozen.workflows.replay import replay
    from hozen.workflows.reserve import reserve

__version__ = "0.1.0"
__all__ = ["Book", "__version__", "close", "reconcile", "replay", "reserve"]

_HOMES = {
    "Book": "hozen.records",
    "close": "hozen.workflows.daily_close",
    "reconcile": "hozen.workflows.reconcile",
    "replay": "hozen.workflows.replay",
    "reserve": "hozen.workflows.reserve",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hozen' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found  # kept, so that it is looked up once
    return found
