"""What only the order of things shows: sequence, clock, orders that live before they were entered, a crossed book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hozen.workflows.surveillance_run.crossed_book import crossed_bids
from hozen.workflows.surveillance_run.row_checks import Listing
from hozen.workflows.surveillance_run.stage_sql import CANCELS, CODES, FILLS
from hozen.workflows.surveillance_run.staging import Stage


@dataclass(frozen=True, slots=True)
class _Check:
    """A check over the staged tables: `found` counts, `keys` gives seq or trade_id of what is wrong."""

    reason: str
    table: str
    column: str
    count: str
    keys: str
    expected: str


def faults(made: Stage, crossed_us: int) -> Iterator[Listing]:
    """A listing for each check that found something. Later ones are asked only when the sequence is sound.

    `crossed_us`: for how many microseconds a book may be crossed.
    """
    if "order_events" not in made.known:
        return
    sound = _in_sequence(made)
    found = [] if sound else [one for one in _SEQUENCE if _count(made, one)]
    found = found or [one for one in _checks(made, crossed_us) if _count(made, one)]
    yield from (_listing(one) for one in found)


def unknown_accounts(made: Stage) -> bool:
    """Whether a row names an account that is none; a quick look at what was staged."""
    events = "SELECT count(*) FROM ev WHERE acc = 0" if "order_events" in made.known else "SELECT 0"
    trades = "SELECT count(*) FROM tr WHERE bacc = 0 OR sacc = 0" if "trades" in made.known else "SELECT 0"
    return made.cells(events)[0][0] != 0 or made.cells(trades)[0][0] != 0


def _in_sequence(made: Stage) -> bool:
    """Whether the files' own order proves that seq goes up by one and the clock never back."""
    if made.engine.name != "duckdb":
        return False
    text = (
        "SELECT count(*) FROM (SELECT seq, timestamp, lag(seq) OVER () AS s, lag(timestamp) OVER () AS u "
        "FROM tape_order_events) e WHERE s IS NOT NULL AND (seq <> s + 1 OR timestamp < u)"
    )
    return made.cells(text)[0][0] == 0


def _count(made: Stage, check: _Check) -> bool:
    return made.cells(check.count)[0][0] != 0


def _listing(check: _Check) -> Listing:
    key = "seq" if check.table == "order_events" else "trade_id"
    text = (
        f"SELECT filename AS file, file_row_number AS row, '{check.column}' AS column_name, "
        f"coalesce(CAST(t.{check.column} AS VARCHAR), '') AS value, '{check.reason}' AS reason, '' AS other_file, "
        f"CAST(0 AS BIGINT) AS other_row FROM traced_{check.table} t JOIN ({check.keys}) k ON k.{key} = t.{key}"
    )
    return Listing(check.table, text, check.expected)


def _counted(keys: str) -> str:
    return f"SELECT count(*) FROM ({keys}) k"


def _check(reason: str, table: str, column: str, keys: str, expected: str) -> _Check:
    return _Check(reason, table, column, _counted(keys), keys, expected)


_BEFORE = "SELECT seq, us, lag(seq) OVER (ORDER BY seq) AS s, lag(us) OVER (ORDER BY seq) AS u FROM ev"
_SEQUENCE = (
    _check(
        "duplicate-key",
        "order_events",
        "seq",
        "SELECT seq FROM ev GROUP BY seq HAVING count(*) > 1",
        "each sequence number once",
    ),
    _check(
        "sequence-gap",
        "order_events",
        "seq",
        f"SELECT seq FROM ({_BEFORE}) e WHERE seq > s + 1",
        "the number after that of the row before: rows are missing",
    ),
    _check(
        "clock-backwards",
        "order_events",
        "timestamp",
        f"SELECT seq FROM ({_BEFORE}) e WHERE us < u",
        "an instant not before that of the row before",
    ),
)


def _checks(made: Stage, crossed_us: int) -> list[_Check]:
    """Those of orders that lives rule out are not asked: each would look at every event again."""
    found = _early() if _some(made, _EARLY) else []
    if _some(made, "news > 1"):
        found.append(
            _check("order-entered-twice", "order_events", "order_id", _TWICE, "one NEWO for each order")
        )
    found.append(
        _check(
            "crossed-book",
            "order_events",
            "price",
            crossed_bids(crossed_us),
            "a bid below every ask of its time",
        )
    )
    return found + ([_TRADE_ORDERS] if "trades" in made.known else [])


_EARLY = "news = 0 OR seq_first < seq_new"


def _some(made: Stage, condition: str) -> bool:
    return made.cells(f"SELECT count(*) FROM lives WHERE {condition}")[0][0] != 0


def _early() -> list[_Check]:
    fills, cancels = (", ".join(map(str, codes)) for codes in (FILLS, CANCELS))
    before = (
        f"SELECT e.seq FROM ev e JOIN (SELECT sym, ord, seq_new FROM lives WHERE {_EARLY}) l USING (sym, ord) "
        "WHERE (l.seq_new IS NULL OR e.seq < l.seq_new)"
    )
    # What is rejected was never in.
    rest = f"NOT IN ({fills}, {cancels}, {CODES['REMO']})"
    events = {
        "fill-without-order": f"IN ({fills})",
        "cancel-before-new": f"IN ({cancels})",
        "event-before-new": rest,
    }
    return [
        _check(reason, "order_events", "order_id", f"{before} AND e.event {which}", _ENTERED)
        for reason, which in events.items()
    ]


_ENTERED = "an order that was entered before (NEWO), or stands in open_orders"
_TWICE = (
    "SELECT e.seq FROM ev e JOIN (SELECT sym, ord, seq_new FROM lives WHERE news > 1) l USING (sym, ord) "
    "WHERE e.event = 0 AND e.seq > l.seq_new"
)


_NO_ORDER = "NOT EXISTS (SELECT 1 FROM lives l WHERE l.ord = t.ord)"
_TRADE_ORDERS = _Check(
    "fill-without-order",
    "trades",
    "buy_order_id",
    "SELECT count(*) FROM (SELECT bord AS ord FROM tr WHERE has_b UNION ALL SELECT sord FROM tr WHERE has_s) t "
    f"WHERE {_NO_ORDER}",
    f"SELECT trade_id FROM (SELECT trade_id, bord AS ord FROM tr WHERE has_b) t WHERE {_NO_ORDER} UNION "
    f"SELECT trade_id FROM (SELECT trade_id, sord AS ord FROM tr WHERE has_s) t WHERE {_NO_ORDER}",
    "orders of order_events or open_orders",
)
