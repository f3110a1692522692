"""The jobs: losses of many customers, the plan and the bank orders for them, and letters."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

DAY = date(2026, 11, 27)
PRICES = {"BTC": ("15230000", 8), "ETH": ("531000.5", 18), "XRP": ("318.125", 6)}
SHARE = 83  # per cent of the loss that is there


def make(folder: str, customers: int) -> None:
    """losses.parquet and payees.parquet: everybody lost BTC, every second ETH, every third XRP."""
    import duckdb

    place = Path(folder)
    place.mkdir(parents=True)
    con = duckdb.connect()
    con.execute("SELECT setseed(0.5)")
    parts = [
        f"SELECT 'C' || lpad(i::VARCHAR, 9, '0') AS customer_id, '{asset}' AS asset,"
        f" ((hash(i * 31 + {step}) % 2000000 + 1)::DECIMAL(38,0) * {10 ** max(0, decimals - 8)}::DECIMAL(38,0))"
        f"::DECIMAL(38,0) AS units FROM range({customers}) t(i) WHERE i % {step} = 0"
        for step, (asset, (_, decimals)) in enumerate(PRICES.items(), 1)
    ]
    con.execute(
        f"COPY ({' UNION ALL '.join(parts)} ORDER BY asset, customer_id) TO '{place / 'losses.parquet'}'"
    )
    con.execute(
        "COPY (SELECT 'C' || lpad(i::VARCHAR, 9, '0') AS customer_id, 'bank' AS method, DATE '2026-01-01' AS since,"
        " '0005' AS bank_code, '001' AS branch_code, '1' AS account_type, lpad((i % 10000000)::VARCHAR, 7, '0')"
        " AS account_number, 'ﾔﾏﾀﾞ ﾊﾅｺ' AS holder_kana, NULL::VARCHAR AS asset, NULL::VARCHAR AS chain,"
        f" NULL::VARCHAR AS address FROM range({customers}) t(i)) TO '{place / 'payees.parquet'}'"
    )


def plan(folder: str) -> dict[str, object]:
    """The job: entitlements and payments of everybody, then the bank's files, twice; the checks are not timed."""
    from hozen.engine import open_engine
    from hozen.workflows.compensation.allocate import allocate
    from hozen.workflows.compensation.payment_rows import payment_rows

    place = Path(folder)
    cpu: dict[str, float] = {}
    with tempfile.TemporaryDirectory(dir=place) as temp, open_engine("duckdb", "1GB", Path(temp)) as engine:
        for name in ("losses", "payees"):
            engine.view(name, f"SELECT * FROM {engine.scan([place / f'{name}.parquet'], 'parquet', {})}")
        engine.view("assets", "SELECT 'JPY' AS asset, 0 AS decimals")
        paid = _payments(engine)
        lines, rows = Path(temp) / "lines.parquet", Path(temp) / "plan.parquet"
        nothing = "(SELECT '' AS customer_id, '' AS asset, 0::DECIMAL(38,0) AS coin, 0::DECIMAL(38,0) AS yen LIMIT 0)"
        cpu["lines"] = _timed(lambda: allocate(engine, "losses", nothing, paid, lines))
        engine.view("lines", f"SELECT * FROM {engine.scan([lines], 'parquet', {})}")
        cpu["payments"] = _timed(lambda: engine.write_parquet(payment_rows("lines", "bench", 1, DAY), rows))
        faults = _faults(engine, rows, sum(one.yen.amount for one in paid))
        first, cpu["bank orders"] = _bank_files(engine, rows, Path(temp) / "first")
        second, _ = _bank_files(engine, rows, Path(temp) / "second")
    return {"cpu": cpu, "faults": faults, "same": first == second}


def letters(folder: str, count: int, processes: int) -> dict[str, object]:
    """The job: so many letters of three assets each, 500 a file."""
    from hozen.faces.reports.letters import Letterhead, write_letters

    head = Letterhead(
        firm="Sample Exchange",
        case="2026-hot-wallet",
        plan=1,
        day=DAY,
        lost_on=date(2026, 11, 20),
        valued_at="2026-11-20 23:59:59 JST",
        sources=(("責任準備金", "¥2,000,000,000"), ("自己資金", "¥3,000,000,000")),
        prices={asset: price for asset, (price, _) in PRICES.items()},
        decimals={asset: decimals for asset, (_, decimals) in PRICES.items()},
        pay_day=DAY,
        object_by=date(2026, 12, 27),
        contact="help@example.com",
        lang="ja",
    )
    target = Path(folder) / f"letters-{processes}"
    shutil.rmtree(target, ignore_errors=True)
    start = time.monotonic()
    written = write_letters(target, head, _facts(count), processes)
    wall = time.monotonic() - start
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in written)).hexdigest()
    shutil.rmtree(target)
    return {"wall": wall, "digest": digest}


def _payments(engine: Any) -> Any:
    from hozen.records import Query
    from hozen.rules.compensation import IN_YEN, AssetLoss, Spread, loss_of, payments
    from hozen.values import Price, Yen

    sums = dict(
        engine.rows(Query("lost", "SELECT asset, sum(units) AS u FROM losses GROUP BY 1 ORDER BY 1", ()))
    )
    losses = [
        AssetLoss(name, PRICES[name][1], units, Price.parse(PRICES[name][0])) for name, units in sums.items()
    ]
    covered = Yen(loss_of(losses).amount * SHARE // 100)
    return payments(losses, {one.asset: IN_YEN for one in losses}, covered, Spread.ONE_POOL)


def _bank_files(engine: Any, rows: Path, folder: Path) -> tuple[list[str], float]:
    from hozen.workflows.case_folder import sha256_of
    from hozen.workflows.compensation.payment_files import payment_files
    from hozen.workflows.compensation.zengin_order import Payer

    folder.mkdir()
    payer = Payer.read("0009-001-1-7654321", "0123456789", "ｺｳｶﾝｼﾞﾖ(ｶ")
    spent = _timed(lambda: payment_files(engine, rows, folder, 1, DAY, payer, 100_000))
    return [sha256_of(path) for path in sorted(folder.glob("*.txt"))], spent


def _faults(engine: Any, rows: Path, total: int) -> list[str]:
    from hozen.records import Query

    scan = engine.scan([rows], "parquet", {})
    ((paid, ids, count),) = engine.rows(
        Query(
            "paid", f"SELECT sum(amount) AS a, count(DISTINCT payment_id) AS i, count(*) AS n FROM {scan}", ()
        )
    )
    ((above,),) = engine.rows(
        Query("above", "SELECT count(*) AS n FROM lines WHERE yen > yen_due OR coin > coin_due", ())
    )
    wrong = {
        "paid is not what is there": paid != total,
        "an id stands twice": ids != count,
        "above his loss": above,
    }
    return [what for what, is_so in wrong.items() if is_so]


def _facts(count: int) -> Iterator[Any]:
    from hozen.workflows.compensation.letter_rows import LetterFacts, LetterLine

    for at in range(count):
        units = 10**6 + at * 37
        lines = tuple(LetterLine(one, units, 0, at + 100, 0, at + 83, "", "bank …123") for one in PRICES)
        yield LetterFacts(f"C{at:09}", lines)


def _timed(work: Any) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
