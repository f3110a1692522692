"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

_PACKAGES = ("hozen", "duckdb", "pandas", "pyarrow")


def facts(size: str) -> dict[str, object]:
    """Cores, memory, load and versions; `load` above the number of cores means that others are at work too."""
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "size": size,
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{pages * page / 2**30:.1f} GiB",
        "load at the start": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
    }
