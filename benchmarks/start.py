"""How soon `hozen --help` answers, and what it loads."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator

from benchmarks.command import Plan, command
from benchmarks.job import need
from benchmarks.report import Line, holds, middle

HEAVY = ("duckdb", "pandas", "pyarrow", "numpy", "sqlalchemy", "pyspark")


def ask() -> dict[str, object]:
    """The job: the heavy modules that are loaded once the help has been printed."""
    from hozen.faces.cli import main

    sys.argv = ["hozen", "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
        main()
    return {"heavy": [name for name in HEAVY if name in sys.modules], "characters": len(said.getvalue())}


def idle() -> dict[str, object]:
    """The job that does nothing: what starting Python costs."""
    return {}


def lines(plan: Plan) -> Iterator[Line]:
    """Seconds beside those of starting Python alone."""
    asked = [need("start:ask", {}) for _ in range(plan.rounds + 2)]
    idling = [need("start:idle", {}) for _ in range(plan.rounds + 2)]
    took, floor = middle(one.seconds for one in asked), middle(one.seconds for one in idling)
    raw: dict[str, object] = {
        "asked": [one.seconds for one in asked],
        "idle": [one.seconds for one in idling],
    }
    yield Line("start", "hozen --help", f"{took:.2f} s, of it {floor:.2f} s to start Python", raw=raw)
    yield holds("start", f"loads none of {', '.join(HEAVY)}", asked[0].answer["heavy"])


if __name__ == "__main__":
    raise SystemExit(command([lines]))
