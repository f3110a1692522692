"""A made-up day of orders and trades for the benchmark of surveillance: nothing planted, much of it by few.

Of the order events half are of orders that are cancelled, half of orders that meet; there are half as many trades. Of
200,000 accounts, two an owner, and 105 markets few have most. `heavy`: one owner is on a side of 30 % of the trades, and
one market has 60 % of them. Prices move, with one digit after the point; amounts have three. No book is crossed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

DAY_US = 86_400_000_000
START = 1_795_100_000_000_000
_SKEW = "CAST(floor(pow(random(), 3) * {}) AS INTEGER)"


def make(events: int, folder: Path, *, heavy: bool = False) -> Path:
    """order_events.parquet, trades.parquet and accounts.parquet below `folder`; what is there already stays."""
    if (folder / "accounts.parquet").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    gone, met, trades = events // 4, events // 8, events // 2
    db = duckdb.connect(config={"threads": 2, "memory_limit": "5GB", "temp_directory": str(folder / "spill")})
    db.execute("SELECT setseed(0.5)")
    who, base = _who(heavy=heavy), _base(heavy=heavy)
    db.execute(
        f"CREATE TABLE gone AS SELECT i, {base}, {who} AS acc, CAST(floor(random() * 50) AS INTEGER) AS step, "
        f"CAST(-20000000 * ln(random() + 1e-9) AS BIGINT) AS life FROM range({gone}) t(i)"
    )
    db.execute(
        f"CREATE TABLE met AS SELECT *, {_mid('us - life')} + CASE WHEN buy THEN apart ELSE -apart END AS price FROM ("
        f"SELECT i, {base}, {who} AS b, {who} AS s, CAST(random() * 5000000 AS BIGINT) AS life, "
        f"CAST(30 + random() * 500 AS BIGINT) AS apart FROM range({met}) t(i)) m"
    )
    _events(db, folder)
    make_trades(db, folder, trades - met, heavy=heavy)
    _accounts(db, folder)
    db.close()
    return folder


def make_trades(db: duckdb.DuckDBPyConnection, folder: Path, rest: int, *, heavy: bool = False) -> None:
    """Trades of the orders that met, and `rest` more whose orders nobody wrote down."""
    who = _who(heavy=heavy)
    taker = "CASE WHEN buy THEN 'buy' ELSE 'sell' END AS taker_side"
    others = (
        f"SELECT *, {_mid('us')} + CAST(random() * 100 - 50 AS BIGINT) AS price FROM ("
        f"SELECT {_base(heavy=heavy)}, {who} AS b, {who} AS s FROM range({rest}) t(i)) r"
    )
    db.execute(
        "COPY (SELECT lpad(CAST(row_number() OVER (ORDER BY us) AS VARCHAR), 10, '0') AS trade_id, "
        f"make_timestamp(us) AS timestamp, {_symbol()} AS symbol, {_price()} AS price, {_amount()} AS amount, buy_order_id, "
        "sell_order_id, b AS buy_account_id, s AS sell_account_id, taker_side FROM ("
        "SELECT us, market, price, amount, CASE WHEN buy THEN 't' ELSE 'm' END || i AS buy_order_id, "
        f"CASE WHEN buy THEN 'm' ELSE 't' END || i AS sell_order_id, b, s, {taker} FROM met UNION ALL "
        f"SELECT us, market, price, amount, NULL, NULL, b, s, {taker} FROM ({others}) o) u ORDER BY trade_id) "
        f"TO '{folder}/trades.parquet' (FORMAT parquet)"
    )


def make_long(trades: int, folder: Path) -> Path:
    """Trades and accounts alone, of any number: they are made in the order of time, so that nothing is sorted."""
    if (folder / "accounts.parquet").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    db = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": str(folder / "spill")})
    who = _who(heavy=False)
    at = f"{START} + i * {DAY_US} // {trades}"
    rows = (
        f"SELECT i, {at} AS us, {_SKEW.format(105)} AS market, "
        f"CAST(1000 * (1 + 1 / (random() + 0.001)) AS BIGINT) AS amount, "
        f"{who} AS b, {who} AS s, random() < 0.5 AS buy FROM range({trades}) t(i)"
    )
    db.execute(
        "COPY (SELECT lpad(CAST(i AS VARCHAR), 10, '0') AS trade_id, make_timestamp(us) AS timestamp, "
        f"{_symbol()} AS symbol, {_price()} AS price, {_amount()} AS amount, b AS buy_account_id, s AS sell_account_id, "
        f"CASE WHEN buy THEN 'buy' ELSE 'sell' END AS taker_side FROM (SELECT *, {_mid('us')} AS price FROM ({rows}) r) p) "
        f"TO '{folder}/trades.parquet' (FORMAT parquet)"
    )
    _accounts(db, folder)
    db.close()
    return folder


def _accounts(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    db.execute(
        "COPY (SELECT 'a' || i AS account_id, 'o' || (i // 2) AS owner_id, 'client' AS kind FROM range(200000) t(i)) "
        f"TO '{folder}/accounts.parquet' (FORMAT parquet)"
    )


def _events(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    side, other = "CASE WHEN buy THEN 'buy' ELSE 'sell' END", "CASE WHEN buy THEN 'sell' ELSE 'buy' END"
    far = "CASE WHEN buy THEN 90000 - 10 * step ELSE 110000 + 10 * step END"
    rest, taker = "CASE WHEN buy THEN s ELSE b END", "CASE WHEN buy THEN b ELSE s END"
    parts = (
        f"SELECT us, market, 'g' || i AS order_id, acc, 'NEWO' AS event, {side} AS side, {far} AS price, amount, amount AS "
        "remaining FROM gone",
        f"SELECT us + life, market, 'g' || i, acc, 'CAME', {side}, {far}, amount, 0 FROM gone",
        f"SELECT us - life, market, 'm' || i, {rest}, 'NEWO', {other}, price, amount, amount FROM met",
        f"SELECT us, market, 't' || i, {taker}, 'NEWO', {side}, price, amount, amount FROM met",
        f"SELECT us, market, 'm' || i, {rest}, 'FILL', {other}, price, amount, 0 FROM met",
        f"SELECT us, market, 't' || i, {taker}, 'FILL', {side}, price, amount, 0 FROM met",
    )
    db.execute(
        "COPY (SELECT row_number() OVER (ORDER BY us, event DESC, order_id) AS seq, make_timestamp(us) AS timestamp, "
        f"{_symbol()} AS symbol, order_id, acc AS account_id, event, side, 'limit' AS type, {_price()} AS price, "
        f"{_amount()} AS amount, {_amount('remaining')} AS remaining FROM ({' UNION ALL '.join(parts)}) e ORDER BY seq) "
        f"TO '{folder}/order_events.parquet' (FORMAT parquet)"
    )


def _who(*, heavy: bool) -> str:
    usual = f"'a' || {_SKEW.format(200_000)}"
    # On either side in 0.163 of the trades: on one of them in 1 - 0.837², 30 %.
    return f"CASE WHEN random() < 0.163 THEN 'a0' ELSE {usual} END" if heavy else usual


def _base(*, heavy: bool) -> str:
    market = _SKEW.format(105)
    market = f"CASE WHEN random() < 0.5 THEN 0 ELSE {market} END" if heavy else market
    return (
        f"{market} AS market, {START} + CAST(random() * {DAY_US} AS BIGINT) AS us, "
        "CAST(1000 * (1 + 1 / (random() + 0.001)) AS BIGINT) AS amount, random() < 0.5 AS buy"
    )


def _mid(us: str) -> str:
    """In tenths: 3 % up and down within an hour or so, each market in its own time."""
    return f"100000 + CAST(3000 * sin(({us} - {START}) / 600000000.0 + market) AS BIGINT)"


def _symbol() -> str:
    return "'S' || market || '/JPY'"


def _price() -> str:
    return "(price // 10) || '.' || (price % 10)"


def _amount(column: str = "amount") -> str:
    return f"({column} // 1000) || '.' || lpad(CAST({column} % 1000 AS VARCHAR), 3, '0')"
