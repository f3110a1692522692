"""A book of many addresses that hold every asset, and its reconciliation."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sizes import DAY

ASSETS = 105
SHORT = "A7"  # the asset of which one unit is missing
_UNITS = "CAST(1000 + (w * 7919 + a * 104729) % 1000003 AS DECIMAL(38,0))"
_DAY = f"DATE '{DAY}' AS day"
_TOML = """book = "addresses"
firm = "Bench"
business_year_start = "04-01"
price_source = "ref"
"""


def make(folder: str, addresses: int) -> None:
    """Two customers are owed what the addresses hold, and in one asset a unit more."""
    import duckdb

    place = Path(folder)
    place.mkdir(parents=True)
    (place / "book.toml").write_text(_TOML)
    assets = f"SELECT 'A' || a AS asset FROM range({ASSETS}) t(a)"
    held = f"range({addresses}) r(w), range({ASSETS}) t(a)"
    owed = f"""SELECT 'A' || a AS asset, CAST(sum({_UNITS}) AS HUGEINT)
        + CAST('A' || a = '{SHORT}' AS INTEGER) AS units
        FROM {held} GROUP BY a"""
    tables = {
        "assets": f"""SELECT asset, asset AS name, CAST(8 AS BIGINT) AS decimals FROM ({assets})
            UNION ALL SELECT 'JPY', 'Yen', 0""",
        "customers": "SELECT 'C' || c AS customer_id FROM range(2) t(c)",
        "customer_balances": f"""SELECT {_DAY}, 'C' || c AS customer_id, asset,
            CAST(CASE c WHEN 0 THEN units // 2 ELSE units - units // 2 END AS DECIMAL(38,0)) AS units
            FROM ({owed}), range(2) t(c)""",
        "wallets": f"""SELECT 'W' || lpad(CAST(w AS VARCHAR), 8, '0') AS wallet_id, 'address ' || w AS address,
            'chain' AS chain, 'cold' AS temperature, 'customer' AS purpose, 'self' AS keeper FROM range({addresses}) r(w)""",
        "wallet_balances": f"""SELECT {_DAY}, 'W' || lpad(CAST(w AS VARCHAR), 8, '0') AS wallet_id, 'A' || a AS asset,
            {_UNITS} AS units FROM {held}""",
        "house_balances": f"""SELECT {_DAY}, 'A0' AS asset, 'own' AS purpose, CAST(NULL AS VARCHAR) AS temperature,
            CAST(0 AS DECIMAL(38,0)) AS units""",
        "trust_accounts": "SELECT 'T' AS trust_account_id, 'Bank' AS trustee",
        "trust_balances": f"SELECT {_DAY}, 'T' AS trust_account_id, CAST(0 AS DECIMAL(38,0)) AS yen",
        "prices": f"SELECT {_DAY}, asset, '100' AS price, 'ref' AS source FROM ({assets})",
    }
    for name, sql in tables.items():
        duckdb.sql(f"COPY ({sql}) TO '{place / name}.parquet' (FORMAT parquet)")


def reconcile(folder: str, memory: str) -> dict[str, object]:
    """The job: through the door, every break found, none carried into a log."""
    import os

    with TemporaryDirectory() as home:
        os.environ["HOZEN_HOME"] = home
        from hozen import reconcile as hozen_reconcile

        start, cpu = time.perf_counter(), time.process_time()
        found = hozen_reconcile(folder, DAY, carry=False, memory_limit=memory, out=home)
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    breaks = [(one.subject, one.units) for one in found.breaks]
    faults = [] if breaks == [(SHORT, -1)] else [str(breaks)[:200]]
    import duckdb

    counted = duckdb.sql(f"SELECT count(*) FROM '{folder}/wallet_balances.parquet'").fetchall()
    return {"wall": wall, "cpu": cpu, "faults": faults, "rows": counted[0][0]}
