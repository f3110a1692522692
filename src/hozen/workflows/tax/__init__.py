"""税額の計算: a customer's events in files, one tax year out of them.

The names below are loaded on first use: taking an export in needs nothing of what works a year out.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.workflows.tax.computing import Computed, compute
    from hozen.workflows.tax.elections import elect
    from hozen.workflows.tax.taking_in import take_in

__all__ = ["Computed", "compute", "elect", "take_in"]

_HOMES = {"Computed": "computing", "compute": "computing", "elect": "elections", "take_in": "taking_in"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
