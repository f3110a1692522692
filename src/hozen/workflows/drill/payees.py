"""Made-up payees for a sample exchange: a bank account for every customer but each fiftieth, coins on the account."""

from __future__ import annotations

from pathlib import Path

from hozen.records import Query
from hozen.workflows.engine_at_home import engine_at_home

_NONE = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in ("asset", "chain", "address"))
_NO_BANK = ", ".join(
    f"CAST(NULL AS VARCHAR) AS {name}"
    for name in ("bank_code", "branch_code", "account_type", "account_number", "holder_kana")
)
_SQL = f"""
    SELECT customer_id, 'bank' AS method, DATE '2026-01-01' AS since, '0000' AS bank_code, '001' AS branch_code,
           '1' AS account_type, lpad(CAST(place AS VARCHAR), 7, '0') AS account_number, 'ﾐﾎﾝ ﾊﾅｺ' AS holder_kana, {_NONE}
    FROM (SELECT customer_id, row_number() OVER (ORDER BY customer_id) AS place FROM customers) AS numbered
    WHERE place % 50 <> 0 AND place < 10000000
    UNION ALL
    SELECT customer_id, 'account', DATE '2025-01-01', {_NO_BANK}, {_NONE} FROM customers
    ORDER BY customer_id, method
"""


def write_payees(book: Path) -> None:
    """Put payees.parquet into a sample's book."""
    with engine_at_home("duckdb", "1GB") as engine:
        engine.view("customers", f"SELECT * FROM {engine.scan([book / 'customers.parquet'], 'parquet', {})}")
        engine.write_parquet(Query("payees", _SQL, ("customers",)), book / "payees.parquet")
