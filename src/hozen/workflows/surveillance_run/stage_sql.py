"""SQL by which a tape that passed the door becomes integers: the tables that detectors read.

sym    sym, symbol, price_places, amount_places
acc    acc, account_id, own (number of its owner), grp (of linked owners), kind, stp_off, declared
ev     seq, us, sym, ord, acc, own, event, buy, kind, price, amount, remaining, displayed, traded
tr     tn (place in time), us, day, sym, price, amount, bord, sord, bacc, sacc, bown, sown, tbuy, trade_id
lives  one row an order: sym, ord, acc, own, buy, kind, price, amount, filled, born, died, cancelled, seq_new, seq_first,
       seq_cancel, news, changes (whether its price or amount was replaced)
`us` is microseconds since 1970 UTC; `day` the legal day in Japan as days since 1970. Accounts and owners are numbers
from 1; 0 stands for none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hozen.records.tape_tables import EVENTS

DAY_US = 86_400_000_000
JST_US = 9 * 3_600_000_000
NO_END = 9_223_372_036_854_775_807
CODES: Mapping[str, int] = {code: number for number, code in enumerate(EVENTS)}
NEW = CODES["NEWO"]
FILLS = (CODES["PARF"], CODES["FILL"])
CANCELS = (CODES["CAME"], CODES["CAMO"], CODES["EXPI"])
ENDS = (*CANCELS, CODES["REMO"], CODES["FILL"])
_PRICED = {"order_events": "price", "trades": "price", "prices_elsewhere": "price", "open_orders": "price"}
_SIZED = {
    "order_events": ("amount", "remaining", "displayed", "traded"),
    "trades": ("amount",),
    "open_orders": ("amount",),
}


def places(known: Collection[str]) -> str:
    """For each symbol: digits after the point of prices and amounts, and before it."""
    parts = []
    for table, price in _PRICED.items():
        if table in known:
            sizes = _SIZED.get(table, ())
            after = [_after(one) for one in sizes] or ["0"]
            before = [_before(one) for one in sizes] or ["0"]
            parts.append(
                f"SELECT symbol, max({_after(price)}) AS pa, max({_before(price)}) AS pb, "
                f"max(greatest({', '.join(after)})) AS aa, max(greatest({', '.join(before)})) AS ab "
                f"FROM tape_{table} GROUP BY symbol"
            )
    if "past_trading" in known:
        of = [f"max(greatest({one('bought')}, {one('sold')}))" for one in (_after, _before)]
        parts.append(
            f"SELECT symbol, 0 AS pa, 0 AS pb, {of[0]} AS aa, {of[1]} AS ab FROM tape_past_trading GROUP BY symbol"
        )
    if "announcements" in known:
        parts.append("SELECT DISTINCT symbol, 0 AS pa, 0 AS pb, 0 AS aa, 0 AS ab FROM tape_announcements")
    union = " UNION ALL ".join(parts)
    return (
        "SELECT CAST(row_number() OVER (ORDER BY symbol) AS INTEGER) AS sym, symbol, "
        "CAST(max(pa) AS INTEGER) AS price_places, CAST(max(pb) AS INTEGER) AS price_digits, "
        "CAST(max(aa) AS INTEGER) AS amount_places, CAST(max(ab) AS INTEGER) AS amount_digits, "
        "'e' || max(pa) AS price_e, 'e' || max(aa) AS amount_e "
        f"FROM ({union}) u GROUP BY symbol ORDER BY symbol"
    )


def _after(column: str) -> str:
    return f"coalesce(CASE WHEN instr({column}, '.') > 0 THEN length({column}) - instr({column}, '.') ELSE 0 END, 0)"


def _before(column: str) -> str:
    return f"coalesce(CASE WHEN instr({column}, '.') > 0 THEN instr({column}, '.') - 1 ELSE length({column}) END, 0)"


def scaled(column: str, places_column: str) -> str:
    """A decimal text as a whole number of the symbol's smallest steps, exactly; '' and NULL stay NULL.

    The point is moved by an exponent: '1.5' of a symbol with 8 places is read as 1.5e8. No digit is behind the point
    then, for the places are the most that occur.
    """
    return f"CAST(nullif({column}, '') || {places_column} AS BIGINT)"


def micros(column: str) -> str:
    """Microseconds since 1970 of a TIMESTAMP in UTC."""
    return f"epoch_us({column})"


def day(us: str) -> str:
    """The legal day in Japan as days since 1970. Instants before 1970 do not occur: the door refuses them."""
    return f"CAST(({us} + {JST_US}) // {DAY_US} AS INTEGER)"


def accounts(known: Collection[str]) -> str:
    """Every account with its owner as numbers; without the table accounts each account is its own owner."""
    if "accounts" in known:
        source = (
            "SELECT account_id, owner_id, kind, coalesce(stp_off, FALSE) AS stp_off, "
            f"CAST(epoch_us(CAST(opened AS TIMESTAMP)) - {JST_US} AS BIGINT) AS opened_us FROM tape_accounts"
        )
    else:
        columns = {"order_events": ("account_id",), "trades": ("buy_account_id", "sell_account_id")}
        parts = [
            f"SELECT {one} AS id FROM tape_{table}"
            for table in columns
            if table in known
            for one in columns[table]
        ]
        source = (
            "SELECT DISTINCT id AS account_id, id AS owner_id, 'client' AS kind, FALSE AS stp_off, "
            f"CAST(NULL AS BIGINT) AS opened_us FROM ({' UNION '.join(parts)}) u WHERE id IS NOT NULL AND id <> ''"
        )
    return (
        "SELECT CAST(row_number() OVER (ORDER BY account_id) AS INTEGER) AS acc, account_id, "
        "CAST(dense_rank() OVER (ORDER BY owner_id) AS INTEGER) AS own, owner_id, kind, stp_off, opened_us "
        f"FROM ({source}) a ORDER BY account_id"
    )


def events() -> str:
    """order_events as whole numbers, in the order of the files."""
    codes = " ".join(f"WHEN '{code}' THEN {number}" for code, number in CODES.items())
    sizes = ", ".join(
        f"{scaled(f'e.{one}', 's.amount_e')} AS {one}"
        for one in ("amount", "remaining", "displayed", "traded")
    )
    return (
        f"SELECT e.seq, {micros('e.timestamp')} AS us, s.sym, hash(e.order_id) AS ord, coalesce(a.acc, 0) AS acc, "
        f"coalesce(a.own, 0) AS own, CAST(CASE e.event {codes} END AS TINYINT) AS event, e.side = 'buy' AS buy, "
        "CAST(CASE e.type WHEN 'limit' THEN 0 WHEN 'market' THEN 1 ELSE 2 END AS TINYINT) AS kind, "
        f"{scaled('e.price', 's.price_e')} AS price, {sizes} "
        "FROM tape_order_events e JOIN sym s ON s.symbol = e.symbol LEFT JOIN acc a ON a.account_id = e.account_id"
    )


def trades(*, in_order: bool) -> str:
    """trades as whole numbers; `tn` is their place in time, ties by trade_id. `in_order`: the files stand so."""
    place = "t.file_row_number" if in_order else "row_number() OVER (ORDER BY t.timestamp, t.trade_id)"
    source = "traced_trades" if in_order else "tape_trades"
    us = micros("t.timestamp")
    return (
        f"SELECT {place} AS tn, {us} AS us, {day(us)} AS day, s.sym, "
        f"{scaled('t.price', 's.price_e')} AS price, "
        f"{scaled('t.amount', 's.amount_e')} AS amount, "
        "hash(t.buy_order_id) AS bord, hash(t.sell_order_id) AS sord, "
        "coalesce(b.acc, 0) AS bacc, coalesce(c.acc, 0) AS sacc, coalesce(b.own, 0) AS bown, coalesce(c.own, 0) AS sown, "
        "t.taker_side = 'buy' AS tbuy, t.trade_id, t.buy_order_id IS NOT NULL AS has_b, t.sell_order_id IS NOT NULL AS has_s "
        f"FROM {source} t JOIN sym s ON s.symbol = t.symbol LEFT JOIN acc b ON b.account_id = t.buy_account_id "
        "LEFT JOIN acc c ON c.account_id = t.sell_account_id"
    )


def carried() -> str:
    """open_orders as events of entry before the first row; their seq is below 0."""
    return (
        f"SELECT -row_number() OVER (ORDER BY o.order_id) AS seq, {micros('o.timestamp')} AS us, s.sym, "
        f"hash(o.order_id) AS ord, coalesce(a.acc, 0) AS acc, coalesce(a.own, 0) AS own, CAST({NEW} AS TINYINT) AS event, "
        "o.side = 'buy' AS buy, CAST(0 AS TINYINT) AS kind, "
        f"{scaled('o.price', 's.price_e')} AS price, "
        f"{scaled('o.amount', 's.amount_e')} AS amount, CAST(NULL AS BIGINT) AS remaining, "
        "CAST(NULL AS BIGINT) AS displayed, CAST(NULL AS BIGINT) AS traded "
        "FROM tape_open_orders o JOIN sym s ON s.symbol = o.symbol LEFT JOIN acc a ON a.account_id = o.account_id"
    )


def lives(source: str) -> str:
    """One row for each order. An order that is still open has died at NO_END.

    What is yes or no goes through the grouping as the bits of one number: each column that is summed up costs time.
    """
    return (
        f"SELECT g.sym, g.ord, g.acc, coalesce(a.own, 0) AS own, bits & {_BUY} > 0 AS buy, "
        f"CAST(CASE WHEN bits & {_STOP} > 0 THEN 2 WHEN bits & {_MARKET} > 0 THEN 1 ELSE 0 END AS TINYINT) AS kind, "
        "price, amount, CAST(coalesce(traded, took, 0) AS BIGINT) AS filled, born, "
        f"coalesce(died, {NO_END}) AS died, seq_cancel IS NOT NULL AS cancelled, seq_new, seq_first, seq_cancel, news, "
        f"CAST(bits & {_CHANGED} > 0 AS INTEGER) AS changes "
        f"FROM ({_grouped(source)}) g LEFT JOIN (SELECT acc, own FROM acc) a ON a.acc = g.acc"
    )


_BUY, _MARKET, _STOP, _CHANGED = (1 << place for place in range(4))


def _grouped(source: str) -> str:
    fills, cancels, ends = (", ".join(map(str, codes)) for codes in (FILLS, CANCELS, ENDS))
    changes = ", ".join(str(CODES[code]) for code in ("REME", "REMA", "REMH"))
    bits = (
        f"CASE WHEN buy THEN {_BUY} ELSE 0 END | CASE kind WHEN 1 THEN {_MARKET} WHEN 2 THEN {_STOP} ELSE 0 END "
        f"| CASE WHEN event IN ({changes}) THEN {_CHANGED} ELSE 0 END"
    )
    return (
        f"SELECT sym, ord, max(acc) AS acc, bit_or(CAST({bits} AS TINYINT)) AS bits, "
        f"min(CASE WHEN event = {NEW} THEN price END) AS price, max(amount) AS amount, "
        f"sum(CASE WHEN event IN ({fills}) THEN traded END) AS traded, max(CASE WHEN event = {CODES['FILL']} THEN amount "
        f"WHEN event IN ({fills}) THEN amount - coalesce(remaining, 0) END) AS took, "
        f"min(CASE WHEN event = {NEW} THEN us END) AS born, max(CASE WHEN event IN ({ends}) THEN us END) AS died, "
        f"min(CASE WHEN event = {NEW} THEN seq END) AS seq_new, min(seq) AS seq_first, "
        f"max(CASE WHEN event IN ({cancels}) THEN seq END) AS seq_cancel, count(CASE WHEN event = {NEW} THEN 1 END) AS news "
        f"FROM {source} GROUP BY sym, ord"
    )
