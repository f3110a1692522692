"""The same figures by SQL written by hand for DuckDB, straight on the files: nothing of hozen's is used."""

from __future__ import annotations

import time
from collections.abc import Iterator

import duckdb

from benchmarks.sizes import DAY

_DAY = f"DATE '{DAY}'"
# Each yields (name, figure) rows. `{book}` is the folder; the sample's business year begins in April.
_SQL = {
    "owed": f"""
        SELECT 'owed/' || asset, sum(units)
        FROM read_parquet('{{book}}/customer_balances/*/*.parquet') WHERE day = {_DAY} GROUP BY asset""",
    "wallets": f"""
        SELECT CASE WHEN w.purpose = 'guarantee' THEN 'guarantee_' ELSE '' END
               || CASE WHEN w.temperature = 'cold' THEN 'cold/' ELSE 'not_cold/' END || b.asset, sum(b.units)
        FROM read_parquet('{{book}}/wallet_balances/*/*.parquet') b
        JOIN read_parquet('{{book}}/wallets.parquet') w USING (wallet_id)
        WHERE b.day = {_DAY} AND w.purpose <> 'own' GROUP BY ALL""",
    "house": f"""
        SELECT CASE purpose WHEN 'buffer' THEN 'buffer/' ELSE 'guarantee_ledger/' END || asset, sum(units)
        FROM read_parquet('{{book}}/house_balances.parquet')
        WHERE day = {_DAY} AND purpose <> 'own' GROUP BY ALL""",
    "in flight": f"""
        SELECT 'in_flight/' || asset, sum(CASE WHEN (direction, seen_on) IN (('deposit', 'chain'), ('withdrawal', 'ledger'))
                                               THEN units ELSE -units END
                                          + CASE seen_on WHEN 'chain' THEN -1 ELSE 1 END * coalesce(fee_units, 0))
        FROM read_parquet('{{book}}/transfers.parquet') WHERE day = {_DAY} GROUP BY ALL""",
    "prices": f"""
        SELECT 'price/' || asset, price FROM read_parquet('{{book}}/prices.parquet') WHERE day = {_DAY}""",
    "volume": f"""
        SELECT 'volume/' || first || '-04-01/' || product, sum(yen) FROM (
            SELECT year(day) - CAST(month(day) < 4 AS INTEGER) AS first, product, sum(cost) AS yen
            FROM (SELECT CAST(timestamp + INTERVAL 9 HOUR AS DATE) AS day, product, cost
                  FROM read_parquet('{{book}}/trades/*/*.parquet'))
            WHERE day <= {_DAY} GROUP BY ALL
            UNION ALL
            SELECT CASE WHEN period LIKE 'FY%' THEN CAST(period[3:6] AS INTEGER)
                        ELSE CAST(period[1:4] AS INTEGER) - CAST(period[6:7] < '04' AS INTEGER) END,
                   product, yen
            FROM read_parquet('{{book}}/volumes.parquet'))
        GROUP BY ALL""",
    "in trust": f"""
        SELECT 'in_trust', sum(yen) FROM read_parquet('{{book}}/trust_balances.parquet') WHERE day = {_DAY}""",
    "reserve": f"""
        SELECT 'reserve', sum(yen) FROM read_parquet('{{book}}/reserve_positions.parquet')
        WHERE day <= {_DAY} GROUP BY day ORDER BY day DESC LIMIT 1""",
    "policies": "SELECT 'policies', count(*) FROM read_parquet('{book}/policies.parquet')",
    "capital": f"""
        SELECT unnest(['capital', 'net_assets']), unnest([capital, net_assets]) FROM (
            SELECT * FROM read_parquet('{{book}}/financials.parquet')
            WHERE day <= {_DAY} ORDER BY day DESC LIMIT 1)""",
}


def measure(book: str, memory: str) -> dict[str, object]:
    """The job: all the queries are timed, on files that have been read before."""
    with duckdb.connect(config={"memory_limit": memory}) as connection:
        wall, cpu = time.perf_counter(), time.process_time()
        found = dict(_rows(connection, book))
        used = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**used, "figures": {name: value for name, value in found.items() if value}}


def _rows(connection: duckdb.DuckDBPyConnection, book: str) -> Iterator[tuple[str, int | str]]:
    for sql in _SQL.values():
        for name, value in connection.execute(sql.format(book=book)).fetchall():
            yield name, value if isinstance(value, str) else int(value)
