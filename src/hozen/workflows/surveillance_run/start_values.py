"""初期値の履歴: the sets of start values, oldest first. A set is never edited; what changes goes into a new file."""

from __future__ import annotations

from pathlib import Path

from hozen.workflows.surveillance_run.errors import ParametersRefused

_DATA = Path(__file__).parent / "data"


def start_files(name: str | None = None) -> tuple[Path, ...]:
    """The file of the set `name`, the newest without one, and those after it. ParametersRefused for a name that is none.

    Later files serve for what the set does not know yet: a parameter that a detector asks for since then.
    """
    every = sorted(_DATA.glob("start-*.yaml"), key=lambda one: one.stem)
    names = [one.stem for one in every]
    if name is not None and name not in names:
        raise ParametersRefused(
            "no such set of start values", where="start", found=name, expected=", ".join(names)
        )
    first = names.index(name) if name is not None else -1
    return tuple(every[first:])
