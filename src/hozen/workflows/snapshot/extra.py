"""The libraries of the extra `snapshot`: asked for only where something is signed, sealed or stamped."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from hozen.workflows.snapshot.errors import SnapshotExtraMissing


@cache
def need(*modules: str) -> None:
    """Raise SnapshotExtraMissing, with the command that installs them, when one of the modules is absent."""
    absent = [name for name in modules if find_spec(name) is None]
    if absent:
        raise SnapshotExtraMissing(
            "a library is not installed",
            found=f"no module {', '.join(absent)}",
            try_next="pip install 'hozen[snapshot]'",
        )
