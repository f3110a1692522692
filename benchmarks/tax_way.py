"""Tax work in a process of its own: the canonical trades of one asset, and many customers at once."""

from __future__ import annotations

import csv
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from hozen.rules.tax import Move, Pool, sheet_moving_average, total_average
from hozen.rules.tax.certified import certified
from hozen.rules.tax.grouped import Groups, sheet_groups, total_average_groups
from hozen.values import JST

COIN = 10**8


def trades(count: int, seed: int = 7) -> Iterator[tuple[int, datetime, str, int, int, int]]:
    """(seq, at, side, units, yen, fee): one asset in 2025, never below nothing. The recipe that peers read too."""
    rng = random.Random(seed * 1_000_003 + count)  # noqa: S311  # trades that come again, no secrets
    start, step = datetime(2025, 1, 2, tzinfo=JST), int(362 * 86_400 / max(count, 1))
    held, price = 0, 15_000_000
    for place in range(count):
        price = max(5_000_000, min(25_000_000, price + rng.randint(-20_000, 20_000)))
        side = "buy" if held < 200_000 or rng.random() < 0.52 else "sell"
        units = rng.randint(10_000, 5_000_000)
        if side == "sell":
            units = min(units, held - 1)
        held += units if side == "buy" else -units
        yen, fee = (units * price + COIN // 2) // COIN, rng.choice((0, 0, 55, 110))
        yield (
            place + 1,
            start + timedelta(seconds=place * step + rng.randint(0, max(step - 1, 0))),
            side,
            units,
            yen,
            fee,
        )


def make(file: str, count: int) -> None:
    """The canonical CSV."""
    with Path(file).open("w", encoding="utf-8") as out:
        out.write("seq,ts_jst,side,qty,jpy,fee_jpy\n")
        out.writelines(
            f"{seq},{at.isoformat()},{side},{units // COIN}.{units % COIN:08d},{yen},{fee}\n"
            for seq, at, side, units, yen, fee in trades(count)
        )


def end_to_end(file: str) -> dict[str, Any]:
    """CPU seconds of `hozen tax compute` on the CSV, and of import and compute; whether both say the plain income."""
    events = Path(f"{file}.events")
    events.unlink(missing_ok=True)
    _command(["forms"])  # so that what it loads is compiled
    alone = ["compute", file, "--form", "trades", "--asset", "BTC", "--year", "2025", "--json"]
    into = ["import", file, "--into", str(events), "--venue", "a", "--asset", "BTC"]
    first, said = _command(alone)
    second, _ = _command(into)
    third, again = _command(["compute", str(events), "--year", "2025", "--json"])
    incomes = {json.loads(one)["income"] for one in (said, again)}
    faults = [] if incomes == {plain_income(file)} else [f"{incomes} and {plain_income(file)}"]
    return {
        "cpu": {"hozen tax compute": first, "hozen tax import, then compute": second + third},
        "faults": faults,
    }


def alone(file: str) -> dict[str, Any]:
    """CPU seconds and peak bytes of `hozen tax compute` on the CSV."""
    words = ["compute", file, "--form", "trades", "--asset", "BTC", "--year", "2025", "--json"]
    cpu, _ = _command(words)
    return {"cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024}


def _command(words: list[str]) -> tuple[float, str]:
    """Out of compiled bytecode, as a program that was installed is: this checkout's may not be written."""
    compiled = Path(tempfile.gettempdir()) / "hozen-bench-bytecode"
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "hozen", "tax", *words],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def plain_income(file: str) -> int:
    """The year's income by the total average, with fractions and nothing of ours."""
    bought = paid = sold = revenue = fees = Fraction(0)
    with Path(file).open(encoding="utf-8", newline="") as given:
        for row in csv.DictReader(given):
            coins, yen, fee = (Fraction(row[name]) for name in ("qty", "jpy", "fee_jpy"))
            if row["side"] == "buy":
                bought, paid = bought + coins, paid + yen + fee
            else:
                sold, revenue, fees = sold + coins, revenue + yen, fees + fee
    return math.floor(revenue) - math.ceil(paid / bought * sold + fees)


def one_asset(count: int) -> dict[str, float]:
    """CPU seconds of each mode's arithmetic alone, the trades in memory."""
    found = list(trades(count))
    units = [one[3] if one[2] == "buy" else -one[3] for one in found]
    yen = [one[4] + one[5] if one[2] == "buy" else 0 for one in found]
    groups = Groups(*(np.array(one, dtype=np.int64) for one in ([0], units, yen, [0], [0])))
    works = {
        "total_average": lambda: total_average_groups(groups),
        "moving_average_nta_sheet": lambda: sheet_groups(groups),
        "moving_average": lambda: certified(0, 0, units, yen),
    }
    return {name: _cpu(work) for name, work in works.items()}


def many(trades_in_all: int, groups: int) -> dict[str, Any]:
    """CPU seconds for all customer-assets at once, sizes with a long tail, and whether samples equal the plain way."""
    given = _made(trades_in_all, groups)
    begun = time.process_time()
    average = total_average_groups(given)
    middle = time.process_time()
    sheet = sheet_groups(given)
    ended = time.process_time()
    sizes = given.ends - given.starts
    faults = [
        f"group {place}"
        for place in np.argsort(sizes, kind="stable")[:: max(groups // 200, 1)].tolist()
        if sizes[place] <= 2000 and not _same(given, average, sheet, place)
    ]
    cpu = {"total_average": middle - begun, "moving_average_nta_sheet": ended - middle}
    return {"cpu": cpu, "trades": len(given.units), "largest": int(sizes.max()), "faults": faults}


def _cpu(work: Any) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _made(trades_in_all: int, groups: int) -> Groups:
    """Purchases and sales in turn by chance; a sale takes less than what the opening and the purchases left."""
    rng = np.random.default_rng(7)
    sizes = np.minimum(1 + rng.pareto(1.1, groups), 20_000)
    sizes = np.maximum(1, sizes * (trades_in_all / sizes.sum())).astype(np.int64)
    sizes[0] += max(0, trades_in_all - int(sizes.sum()))
    starts = np.cumsum(sizes) - sizes
    units = rng.integers(10_000, 5_000_000, sizes.sum())
    sells = rng.random(len(units)) < 0.45
    spent = np.add.reduceat(np.where(sells, units, 0), starts)
    yen = np.where(sells, 0, rng.integers(1, 1_000_000, len(units)))
    return Groups(starts, np.where(sells, -units, units), yen, spent, spent // 7 + 1)


def _same(given: Groups, average: Any, sheet: Any, place: int) -> bool:
    rows = slice(int(given.starts[place]), int(given.ends[place]))
    pairs = zip(given.units[rows].tolist(), given.yen[rows].tolist(), strict=True)
    moves = [Move(units, Fraction(yen)) for units, yen in pairs]
    held = int(given.opening_units[place])
    pool = Pool(held, Fraction(int(given.opening_yen[place]) if held else 0))
    if not held:
        return True  # an opening value without units: the made data, no customer
    cost = int(average.cost_floor[place]) + Fraction(int(average.rest[place]), int(average.divisor[place]))
    return (
        total_average(pool, moves).cost == cost
        and sheet_moving_average(pool, moves).cost == sheet.cost_floor[place]
    )
