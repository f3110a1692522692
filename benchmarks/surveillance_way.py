"""The jobs of the benchmark of surveillance: a run by hozen, and a raw scan of the same trades."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path


def made(kind: str, size: int, place: str) -> str:
    """The folder of a made-up tape: a day of `size` events ('day', 'heavy'), or so many trades alone ('trades')."""
    from benchmarks.surveillance_tape import make, make_long

    if kind == "trades":
        return str(make_long(size, Path(place)))
    return str(make(size, Path(place), heavy=kind == "heavy"))


def run(tape: str, home: str, memory: str, detectors: str = "") -> dict[str, object]:
    """A run with all detectors or those named (with spaces between). `last`: from the last step that was told to the end."""
    import os

    os.environ["HOZEN_HOME"] = home
    from hozen.workflows.surveillance_run import run_surveillance

    marks: list[tuple[str, float, float]] = []
    start, before = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(dir=home) as into:
        done = run_surveillance(
            Path(tape),
            Path(into),
            detectors=detectors.split(),
            memory_limit=memory,
            progress=lambda what, _done, _of: marks.append((what, time.perf_counter(), time.process_time())),
        )
    found = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before}
    first = next(one for one in marks if one[0] in done.counts)
    return {
        **found,
        "door": first[1] - start,
        "door_cpu": first[2] - before,
        "last": start + found["seconds"] - marks[-1][1],
        "last_cpu": before + found["cpu"] - marks[-1][2],
        "alerts": done.total,
        "rows": done.rows["order_events"] + done.rows["trades"],
    }


def raw(tape: str) -> dict[str, object]:
    """The columns that self-match needs, as the file has them, read once: sums by market of what one account did alone."""
    import duckdb

    start, before = time.perf_counter(), time.process_time()
    duckdb.connect(config={"threads": 2}).execute(
        "SELECT symbol, sum(CAST(amount AS DECIMAL(38, 3))) FILTER (buy_account_id = sell_account_id), min(timestamp), "
        f"max(trade_id) FROM '{tape}/trades.parquet' GROUP BY symbol"
    ).fetchall()
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before}
