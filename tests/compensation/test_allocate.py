"""Arrays beside the plain split: the same to the unit, whatever the order of rows, in one round and in two."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.engine import open_engine
from hozen.rules.compensation import AssetPayment, Entitled, Method
from hozen.values import Ratio, Yen
from hozen.values.splitting import split
from hozen.workflows.compensation.allocate import allocate
from hozen.workflows.compensation.errors import CompensationRefused

UNITS = pa.decimal128(38, 0)
NOBODY = "(SELECT '' AS customer_id, '' AS asset, 0::DECIMAL(38,0) AS coin, 0::DECIMAL(38,0) AS yen LIMIT 0)"


@pytest.fixture(scope="module")
def engine():
    with open_engine("duckdb", "500MB", threads=1) as opened:
        yield opened


def payment(lost: list[int], coin: int, yen: int, coin_paid: int, yen_paid: int) -> AssetPayment:
    method = Method(Ratio(Fraction(coin, sum(lost))))
    due = Entitled("X", sum(lost), coin, Yen(yen), Yen(1), method)
    return AssetPayment(due, Yen(1), coin_paid, Yen(yen_paid), Fraction(0))


def allocated(engine, folder: Path, rows: list[tuple[str, int]], paid: AssetPayment, earlier: str = NOBODY):
    table = pa.table(
        {
            "customer_id": pa.array([name for name, _ in rows]),
            "asset": pa.array(["X" for _ in rows]),
            "units": pa.array([units for _, units in rows], UNITS),
        }
    )
    pq.write_table(table, folder / "losses.parquet")
    engine.view("losses", f"SELECT * FROM {engine.scan([folder / 'losses.parquet'], 'parquet', {})}")
    allocate(engine, "losses", earlier, [paid], folder / "lines.parquet")
    found = duckdb.sql(
        f"SELECT * EXCLUDE (asset) FROM '{folder / 'lines.parquet'}' ORDER BY customer_id"
    ).fetchall()
    return [(name, *map(int, numbers)) for name, *numbers in found]


def plain(lost: list[int], paid: AssetPayment, had: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The same by hand: due by what was lost, paid now by what is still due."""
    coin_due = split(paid.due.coin_units, lost)
    yen_due = split(paid.due.yen.amount, [a - b for a, b in zip(lost, coin_due, strict=True)])
    left = [(c - hc, y - hy) for c, y, (hc, hy) in zip(coin_due, yen_due, had, strict=True)]
    coin = split(paid.coin_units - sum(c for c, _ in had), [c for c, _ in left])
    yen = split(paid.yen.amount - sum(y for _, y in had), [y for _, y in left])
    return list(zip(lost, coin_due, yen_due, coin, yen, strict=True))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.integers(1, 10**25), min_size=1, max_size=12),
    *(st.fractions(0, Fraction(9, 10)) for _ in range(3)),
    st.integers(0, 10**12),
    st.randoms(),
)
def test_two_rounds_are_those_of_the_plain_split(
    engine, tmp_path, lost, coin, first, second, yen, chance
) -> None:
    names = [f"C{at:02}" for at in range(len(lost))]
    rows = list(zip(names, lost, strict=True))
    chance.shuffle(rows)
    coins = int(coin * sum(lost))
    shares = sorted((first, second))
    had = [(0, 0) for _ in lost]
    earlier = NOBODY
    for share in shares:
        paid = payment(lost, coins, yen, int(coins * share), int(yen * share))
        found = allocated(engine, tmp_path, rows, paid, earlier)
        expected = plain(lost, paid, had)
        assert found == [(name, *row) for name, row in zip(names, expected, strict=True)]
        had = [(hc + row[3], hy + row[4]) for (hc, hy), row in zip(had, expected, strict=True)]
        assert all(hc <= row[1] and hy <= row[2] for (hc, hy), row in zip(had, expected, strict=True))
        told = ", ".join(
            f"('{name}', 'X', {c}::DECIMAL(38,0), {y}::DECIMAL(38,0))"
            for name, (c, y) in zip(names, had, strict=True)
        )
        earlier = f"(SELECT * FROM (VALUES {told}) AS t(customer_id, asset, coin, yen))"
    assert sum(hc for hc, _ in had) == int(coins * shares[1])
    assert sum(hy for _, hy in had) == int(yen * shares[1])


def test_less_than_earlier_plans_gave_is_refused(engine, tmp_path) -> None:
    earlier = "(SELECT 'C0' AS customer_id, 'X' AS asset, 5::DECIMAL(38,0) AS coin, 0::DECIMAL(38,0) AS yen)"
    with pytest.raises(CompensationRefused, match="earlier plans gave more"):
        allocated(engine, tmp_path, [("C0", 10)], payment([10], 10, 0, 4, 0), earlier)
