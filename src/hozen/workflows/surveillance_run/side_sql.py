"""SQL of the small tables beside the tape: announcements, insider lists, past trading, prices elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.workflows.surveillance_run.stage_sql import DAY_US, JST_US, micros, scaled

_EMPTY = {
    "ann": "CAST(0 AS INTEGER) AS sym, '' AS id, '' AS fact, TRUE AS good, CAST(0 AS BIGINT) AS decided, "
    "CAST(0 AS BIGINT) AS published, '' AS list",
    "insiders": "'' AS list, CAST(0 AS INTEGER) AS acc, CAST(0 AS INTEGER) AS own, CAST(0 AS BIGINT) AS since",
    "past": "CAST(0 AS INTEGER) AS sym, CAST(0 AS INTEGER) AS own, CAST(0 AS BIGINT) AS us, "
    "CAST(0 AS BIGINT) AS amount, CAST(0 AS BIGINT) AS trades",
    "elsewhere": "CAST(0 AS INTEGER) AS sym, CAST(0 AS BIGINT) AS us, '' AS venue, CAST(0 AS BIGINT) AS price",
}


def side_tables() -> Mapping[str, tuple[str, str]]:
    """Staged table → (table of the tape, SQL)."""
    return {
        "ann": (
            "announcements",
            "SELECT s.sym, n.announcement_id AS id, n.fact_type AS fact, n.effect = 'good' AS good, "
            f"{micros('n.decided_at')} AS decided, {micros('n.published_at')} AS published, "
            "coalesce(n.insider_list_id, '') AS list "
            "FROM tape_announcements n JOIN sym s ON s.symbol = n.symbol",
        ),
        "insiders": (
            "insider_lists",
            f"SELECT i.insider_list_id AS list, a.acc, a.own, {micros('i.knows_since')} AS since "
            "FROM tape_insider_lists i JOIN acc a ON a.account_id = i.account_id",
        ),
        "past": (
            "past_trading",
            f"SELECT s.sym, a.own, CAST(epoch_us(CAST(p.day AS TIMESTAMP)) - {JST_US} AS BIGINT) AS us, "
            f"{scaled('p.bought', 's.amount_e')} + {scaled('p.sold', 's.amount_e')} AS amount, p.trades "
            "FROM tape_past_trading p JOIN sym s ON s.symbol = p.symbol JOIN acc a ON a.account_id = p.account_id "
            f"WHERE p.trades > 0 AND epoch_us(CAST(p.day AS TIMESTAMP)) < "
            f"(SELECT coalesce(min(day), 0) FROM tr) * {DAY_US}",
        ),
        "elsewhere": (
            "prices_elsewhere",
            f"SELECT s.sym, {micros('p.timestamp')} AS us, p.venue, "
            f"{scaled('p.price', 's.price_e')} AS price "
            "FROM tape_prices_elsewhere p JOIN sym s ON s.symbol = p.symbol",
        ),
    }


def empty_side(name: str) -> str:
    """A staged table without rows, for a table that the tape lacks."""
    return f"SELECT {_EMPTY[name]} WHERE FALSE"
