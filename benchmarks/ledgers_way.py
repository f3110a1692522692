"""Two ledgers of so many rows, and their comparison by hozen, by SQL written by hand, by pandas and by datacompy.

Every way answers (rows that differ, units over, units under) for each asset. hozen and the SQL also write the rows
that differ to a file.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from benchmarks.sizes import DAY

FIRST, SECOND = "customer_balances", "accounting_balances"
ASSETS = ("BTC", "ETH", "JPY", "XRP")
_HAND = """
    COPY (
        SELECT coalesce(l.asset, r.asset) AS asset, coalesce(l.customer_id, r.customer_id) AS customer_id,
               l.units AS first, r.units AS second, coalesce(l.units, 0) - coalesce(r.units, 0) AS difference
        FROM (SELECT * FROM '{first}' WHERE day = DATE '{day}') l
        FULL JOIN (SELECT * FROM '{second}' WHERE day = DATE '{day}') r USING (customer_id, asset)
        WHERE coalesce(l.units, 0) <> coalesce(r.units, 0) ORDER BY 1, 2
    ) TO '{out}' (FORMAT parquet, COMPRESSION zstd)"""
_SUMS = """
    SELECT asset, count(*), sum(greatest(difference, 0)), sum(greatest(-difference, 0)) FROM '{out}' GROUP BY asset"""


def make(folder: str, rows: int) -> None:
    """Two files that differ in one row of a thousand, and lack one of five thousand each, not the same ones."""
    import duckdb

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, odd in ((FIRST, 3), (SECOND, 7)):
        sql = f"""
            SELECT DATE '{DAY}' AS day, 'C' || lpad(CAST(range // 4 AS VARCHAR), 9, '0') AS customer_id,
                   {list(ASSETS)}[1 + range % 4] AS asset,
                   CAST(1000000 + range * 7919 % 1000003 + CAST(range % 1000 = {odd} AS INTEGER) AS DECIMAL(38,0)) AS units
            FROM range({rows}) WHERE range % 5003 <> {odd}"""
        duckdb.sql(f"COPY ({sql}) TO '{place / name}.parquet' (FORMAT parquet)")


def hozen(folder: str, memory: str) -> dict[str, object]:
    """The job: hozen's own way, without the door."""
    from hozen.engine import open_engine
    from hozen.workflows.two_ledgers import differences_of

    def compare(out: Path) -> dict[str, int]:
        with open_engine("duckdb", memory) as engine:
            for name in (FIRST, SECOND):
                engine.view(
                    name, f"SELECT * FROM {engine.scan([Path(folder) / f'{name}.parquet'], 'parquet', {})}"
                )
            engine.view("assets", "SELECT 'BTC' AS asset, CAST(8 AS BIGINT) AS decimals")
            found, _ = differences_of(engine, DAY, out)
        return _figures((one.asset, one.customers, one.over, one.under) for one in found)

    return _timed(compare)


def hand(folder: str, memory: str) -> dict[str, object]:
    """The job: DuckDB alone."""
    import duckdb

    def compare(out: Path) -> dict[str, int]:
        names = {
            "first": Path(folder) / f"{FIRST}.parquet",
            "second": Path(folder) / f"{SECOND}.parquet",
            "out": out / "differences.parquet",
            "day": DAY,
        }
        with duckdb.connect(
            config={"memory_limit": memory, "temp_directory": str(out / "spill")}
        ) as connection:
            connection.execute(_HAND.format(**names))
            return _figures(connection.execute(_SUMS.format(**names)).fetchall())

    return _timed(compare)


def pandas(folder: str) -> dict[str, object]:
    """The job: an outer merge of Arrow columns."""
    import pandas as pd

    def compare(_: Path) -> dict[str, int]:
        first, second = (_frame(pd, folder, name) for name in (FIRST, SECOND))
        both = first.merge(second, on=["customer_id", "asset"], how="outer", suffixes=("_l", "_r"))
        both = both.fillna({"units_l": 0, "units_r": 0})
        both["difference"] = both["units_l"] - both["units_r"]
        both = both[both["difference"] != 0]
        rows = ((asset, part["difference"]) for asset, part in both.groupby("asset"))
        return _figures(
            (asset, len(gap), int(gap[gap > 0].sum()), -int(gap[gap < 0].sum())) for asset, gap in rows
        )

    return _timed(compare)


def datacompy(folder: str) -> dict[str, object]:
    """The job: datacompy on pandas; it counts rows that differ and does not sum them. {} where it is not installed."""
    if find_spec("datacompy") is None:
        return {}
    import datacompy as library

    import pandas as pd

    kind = getattr(library, "PandasCompare", None) or library.Compare

    def compare(_: Path) -> dict[str, int]:
        first, second = (_frame(pd, folder, name) for name in (FIRST, SECOND))
        found = kind(first, second, join_columns=["customer_id", "asset"])
        alone = len(found.df1_unq_rows) + len(found.df2_unq_rows)
        return {"rows": alone + len(found.intersect_rows) - int(found.intersect_rows["units_match"].sum())}

    return _timed(compare)


def _frame(pd: object, folder: str, name: str) -> object:
    """Amounts as int64, which these fit: Arrow has no difference of two DECIMAL(38,0), and objects take far more."""
    path = Path(folder) / f"{name}.parquet"
    columns = ["customer_id", "asset", "units"]
    frame = pd.read_parquet(path, columns=columns, dtype_backend="pyarrow")  # type: ignore[attr-defined]  # pandas, imported late
    return frame.astype({"units": "int64"})


def _figures(rows: object) -> dict[str, int]:
    found: dict[str, int] = {"rows": 0}
    for asset, customers, over, under in rows:  # type: ignore[attr-defined]  # four-tuples of whichever library
        found |= {f"over/{asset}": int(over), f"under/{asset}": int(under)}
        found["rows"] += int(customers)
    return found


def _timed(compare: Callable[[Path], dict[str, int]]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        figures = compare(Path(folder))
        used = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**used, "figures": figures}
