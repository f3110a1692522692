"""A day of orders and trades through every detector: seconds, peak memory, ratios to a raw scan and to half the size.

The flow is skewed: few accounts and few markets have most of it. Sizes are told in order events; there are half as many
trades.

    python -m benchmarks.surveillance EVENTS [FOLDER]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

DAY_US = 86_400_000_000
START = 1_795_100_000_000_000
_SKEW = "CAST(floor(pow(random(), 3) * {}) AS INTEGER)"


def make(events: int, folder: Path) -> None:
    """`events` order events: half of them of orders that are cancelled, half of orders that meet; half as many trades."""
    folder.mkdir(parents=True, exist_ok=True)
    gone, met, trades = events // 4, events // 8, events // 2
    db = duckdb.connect(config={"threads": 2, "memory_limit": "6GB", "temp_directory": str(folder / "spill")})
    db.execute("SELECT setseed(0.5)")
    who = f"'a' || {_SKEW.format(200_000)}"
    base = (
        f"'S' || {_SKEW.format(105)} || '/JPY' AS symbol, {START} + CAST(random() * {DAY_US} AS BIGINT) AS us, "
        "CAST(1 + floor(1 / (random() + 0.001)) AS INTEGER) AS amount, random() < 0.5 AS buy"
    )
    db.execute(
        f"CREATE TABLE gone AS SELECT i, {base}, {who} AS acc, CAST(floor(random() * 50) AS INTEGER) AS step, "
        f"CAST(-20000000 * ln(random() + 1e-9) AS BIGINT) AS life FROM range({gone}) t(i)"
    )
    # what rests to be met stands on its own side of 10,000: the door lets no crossed book in
    db.execute(
        f"CREATE TABLE met AS SELECT *, CAST(CASE WHEN buy THEN 10000 + step ELSE 9999 - step END AS INTEGER) AS price "
        f"FROM (SELECT i, {base}, {who} AS b, {who} AS s, CAST(random() * 5000000 AS BIGINT) AS life, "
        f"CAST(floor(random() * 50) AS INTEGER) AS step FROM range({met}) t(i)) m"
    )
    _events(db, folder)
    _trades(db, folder, trades - met, base, who)
    db.execute(
        f"COPY (SELECT DISTINCT 'a' || i AS account_id, 'o' || (i // 2) AS owner_id, "
        f"'client' AS kind FROM range(200000) t(i)) "
        f"TO '{folder}/accounts.parquet' (FORMAT parquet)"
    )
    db.close()


def _events(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    side = "CASE WHEN buy THEN 'buy' ELSE 'sell' END"
    price = "CASE WHEN buy THEN 9000 - step ELSE 11000 + step END"
    parts = (
        f"SELECT us, symbol, 'g' || i AS order_id, acc, 'NEWO' AS event, {side} AS side, {price} AS price, "
        f"amount, amount AS remaining FROM gone",
        f"SELECT us + life, symbol, 'g' || i, acc, 'CAME', {side}, {price}, amount, 0 FROM gone",
        "SELECT us - life, symbol, 'm' || i, CASE WHEN buy THEN s ELSE b END, 'NEWO', "
        "CASE WHEN buy THEN 'sell' ELSE 'buy' END, price, amount, amount FROM met",
        f"SELECT us, symbol, 't' || i, CASE WHEN buy THEN b ELSE s END, 'NEWO', {side}, price, amount, amount FROM met",
        "SELECT us + 1, symbol, 'm' || i, CASE WHEN buy THEN s ELSE b END, 'FILL', "
        "CASE WHEN buy THEN 'sell' ELSE 'buy' END, price, amount, 0 FROM met",
        f"SELECT us + 1, symbol, 't' || i, CASE WHEN buy THEN b ELSE s END, 'FILL', {side}, price, amount, 0 FROM met",
    )
    db.execute(
        f"COPY (SELECT row_number() OVER (ORDER BY us, event DESC, order_id) AS seq, "
        f"make_timestamp(us) AS timestamp, symbol, order_id, "
        "acc AS account_id, event, side, 'limit' AS type, CAST(price AS VARCHAR) AS price, "
        "CAST(amount AS VARCHAR) AS amount, "
        f"CAST(remaining AS VARCHAR) AS remaining FROM ({' UNION ALL '.join(parts)}) e ORDER BY seq) "
        f"TO '{folder}/order_events.parquet' (FORMAT parquet)"
    )


def _trades(db: duckdb.DuckDBPyConnection, folder: Path, rest: int, base: str, who: str) -> None:
    taker = "CASE WHEN buy THEN 'buy' ELSE 'sell' END AS taker_side"
    db.execute(
        "COPY (SELECT lpad(CAST(row_number() OVER (ORDER BY us) AS VARCHAR), 10, '0') AS trade_id, "
        "make_timestamp(us) AS timestamp, "
        "symbol, CAST(price AS VARCHAR) AS price, CAST(amount AS VARCHAR) AS amount, buy_order_id, sell_order_id, "
        "b AS buy_account_id, s AS sell_account_id, taker_side FROM ("
        "SELECT us + 1 AS us, symbol, price, amount, CASE WHEN buy THEN 't' ELSE 'm' END || i AS buy_order_id, "
        f"CASE WHEN buy THEN 'm' ELSE 't' END || i AS sell_order_id, b, s, {taker} FROM met UNION ALL "
        f"SELECT us, symbol, 9950 + CAST(floor(random() * 100) AS INTEGER), amount, NULL, NULL, b, s, {taker} FROM "
        f"(SELECT {base}, {who} AS b, {who} AS s FROM range({rest}) t(i)) r) u ORDER BY trade_id) "
        f"TO '{folder}/trades.parquet' (FORMAT parquet)"
    )


def raw_scan(folder: Path) -> float:
    """Seconds to read the columns of trades that self-match needs, once, and compare two of them."""
    start = time.perf_counter()
    duckdb.connect(config={"threads": 2}).execute(
        "SELECT symbol, sum(CAST(amount AS BIGINT)) FILTER (buy_account_id = sell_account_id), "
        "min(timestamp), max(trade_id) "
        f"FROM '{folder}/trades.parquet' GROUP BY symbol"
    ).fetchall()
    return time.perf_counter() - start


def measure(folder: Path, detectors: str = "") -> dict[str, float]:
    """A run in a process of its own: seconds by the clock, CPU seconds and peak memory in GB."""
    code = (
        "import sys, json, time, resource, tempfile; from pathlib import Path; "
        "from hozen.workflows.surveillance_run import run_surveillance; start = time.perf_counter(); "
        "out = tempfile.mkdtemp(); names = [one for one in sys.argv[2].split(',') if one]; "
        "done = run_surveillance(Path(sys.argv[1]), Path(out), detectors=names, memory_limit='3GB'); "
        "used = resource.getrusage(resource.RUSAGE_SELF); "
        "print(json.dumps({'seconds': time.perf_counter() - start, 'cpu': used.ru_utime + used.ru_stime, "
        "'peak': used.ru_maxrss / 1e6, 'alerts': done.total}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder), detectors], capture_output=True, text=True, check=True
    )
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def main(events: int, place: Path) -> int:
    """All detectors at half and at full size; self-match against a raw scan."""
    half, full = place / "half", place / "full"
    for folder, size in ((half, events // 2), (full, events)):
        if not (folder / "trades.parquet").is_file():
            make(size, folder)
    ran = {name: measure(folder) for name, folder in (("half", half), ("full", full))}
    for name, one in ran.items():
        print(f"{name}: " + ", ".join(f"{key} {value:,.1f}" for key, value in one.items()))
    print(f"twice the size takes {ran['full']['cpu'] / ran['half']['cpu']:.2f} times the CPU")
    alone = measure(full, "self_match")["seconds"]
    print(
        f"raw scan of the trades {raw_scan(full):.1f} s; with the door, staging and self-match {alone:.1f} s"
    )
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(main(int(sys.argv[1]), Path(sys.argv[2])))
    with TemporaryDirectory() as made:
        raise SystemExit(main(int(sys.argv[1]), Path(made)))
