"""Claims on 105 assets, distributed by hozen, scanned raw, and distributed by SQL and by pandas."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ASSETS = 105
TWO_WORDS = 40  # of them with 18 decimals: amounts of more than 64 bits
SHARES = (3, 5)  # of each asset that is there


def make(folder: str, claims: int, *, dense: bool) -> None:
    """One Arrow file an asset: claim_id, units. Dense: everybody holds everything; else about 4.5 assets each."""
    import numpy as np

    place, chance = Path(folder), np.random.default_rng(7)
    place.mkdir(parents=True)
    for asset in range(ASSETS):
        holders = np.arange(claims) if dense else np.flatnonzero(chance.random(claims) < _held(asset))
        _write(place / f"{asset:03}.arrow", holders, chance, asset)


def _held(asset: int) -> float:
    return 0.95 if asset == 0 else min(0.9, 0.88 / (asset + 0.6) ** 1.05)


def _write(path: Path, holders: Any, chance: Any, asset: int) -> None:
    import numpy as np
    import pyarrow as pa

    from hozen.rules.recovery.in_arrow import decimals
    from hozen.values.wide import Wide

    count = len(holders)
    low = chance.integers(1, 10**11, count).astype(np.uint64)
    high = np.zeros(count, np.uint64)
    if asset % ASSETS >= ASSETS - TWO_WORDS:
        high, low = chance.integers(0, 60, count).astype(np.uint64), low * np.uint64(10**8)
    table = pa.table({"claim_id": pa.array(holders), "units": decimals(Wide(high, low))})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _tables(folder: str) -> Iterator[tuple[Path, Any]]:
    import pyarrow as pa

    for path in sorted(Path(folder).glob("*.arrow")):
        with pa.memory_map(str(path)) as source:
            yield path, pa.ipc.open_file(source).read_all()


def distribute_all(folder: str, rule: str, *, again: bool = False) -> dict[str, object]:
    """The job: from mapped Arrow files to files of payments, an asset at a time; the checks are not timed.

    `again`: a second round, a fifth of Σ claims more in the pool, on top of what the first one paid.
    """
    import pyarrow as pa
    import pyarrow.compute  # imported before the clock starts

    from hozen.rules.recovery import PlanTerms, Pool, as_arrow, claims_of, distribute
    from hozen.values.splitting import DOWN, LARGEST_REMAINDER
    from hozen.values.wide import below, sum_of

    terms = PlanTerms(rule={"down": DOWN, "largest_remainder": LARGEST_REMAINDER}[rule])
    cells, cpu, faults = 0, 0.0, list[str]()
    out = Path(folder) / ("paid-again" if again else "paid")
    out.mkdir(exist_ok=True)
    for path, table in _tables(folder):
        realised = _realised(table)
        if again:
            table, realised = _with_paid(table, Path(folder) / "paid" / path.name), realised * 4 // 3
        start = time.process_time()
        claims = claims_of(table)
        found = distribute(claims, Pool(path.stem, realised), terms)
        paid = as_arrow(table["claim_id"], found, ["pay"])
        with pa.OSFile(str(out / path.name), "wb") as sink, pa.ipc.new_file(sink, paid.schema) as writer:
            writer.write_table(paid)
        cpu += time.process_time() - start
        cells += len(claims)
        before = sum_of(claims.paid) if claims.paid else 0
        if before + sum_of(found.pay) + found.left != realised or below(claims.units, found.entitled).any():
            faults.append(path.stem)
    return {"cells": cells, "cpu": cpu, "faults": faults}


def _with_paid(table: Any, paid: Path) -> Any:
    """The same claims, and what the first round paid on each."""
    import pyarrow as pa

    with pa.memory_map(str(paid)) as source:
        return table.append_column("paid", pa.ipc.open_file(source).read_all()["pay"])


def _realised(table: Any) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(table["units"]).as_py() or 0) * SHARES[0] // SHARES[1]


def scan(folder: str) -> dict[str, object]:
    """The job: Σ of the same files by Arrow, and nothing else."""
    import pyarrow.compute  # noqa: F401  # imported before the clock starts

    start, cells = time.process_time(), 0
    for _, table in _tables(folder):
        _realised(table)
        cells += len(table)
    return {"cpu": time.process_time() - start, "cells": cells}


def rivals(folder: str) -> dict[str, object]:
    """The job: one asset of one word by SQL on HUGEINT, by pandas on whole numbers of Python, and plainly; CPU seconds."""
    import duckdb

    from hozen.rules.recovery import PlanTerms, Pool, claims_of, distribute
    from hozen.values.splitting import LARGEST_REMAINDER

    _, table = next(_tables(folder))
    total = _realised(table)
    start = time.process_time()
    found = distribute(claims_of(table), Pool("0", total), PlanTerms(rule=LARGEST_REMAINDER))
    spent = {"hozen": time.process_time() - start}
    ours = [found.pay.number(at) for at in range(len(found.pay))]
    con = duckdb.connect()
    con.register("claims", table)
    start = time.process_time()
    by_sql = [int(row[0]) for row in con.execute(_SQL, [total]).fetchall()]
    spent["SQL"] = time.process_time() - start
    numbers = [int(one) for one in table["units"].to_pylist()]
    start = time.process_time()
    by_pandas = _pandas(numbers, total)
    spent["pandas"] = time.process_time() - start
    same = {"SQL": by_sql == ours, "pandas": by_pandas == ours}
    return {
        "cpu": spent,
        "faults": [name for name, is_same in same.items() if not is_same],
        "claims": len(ours),
    }


_SQL = """
WITH whole AS (SELECT sum(units)::HUGEINT AS w FROM claims),
     parts AS (SELECT claim_id, units::HUGEINT * $1::HUGEINT // w AS part, units::HUGEINT * $1::HUGEINT % w AS rest
               FROM claims, whole),
     placed AS (SELECT *, row_number() OVER (ORDER BY rest DESC, claim_id) AS place FROM parts)
SELECT part + (place <= $1::HUGEINT - (SELECT sum(part) FROM parts))::INT FROM placed ORDER BY claim_id
"""


def _pandas(numbers: list[int], total: int) -> list[int]:
    import pandas as pd

    units = pd.Series(numbers, dtype=object)
    whole = sum(numbers)
    parts, rests = units * total // whole, units * total % whole
    order = rests.sort_values(ascending=False, kind="stable").index[: total - sum(parts)]
    parts.loc[order] += 1
    return list(parts)
