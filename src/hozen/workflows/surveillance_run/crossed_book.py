"""交差した板: bids that stand at or above an ask for longer than a tolerance. An order that changed its price is left out.

Hardly an order is near another side's: minutes whose highest bid reaches the lowest ask are looked at by the second, and
only orders of such seconds are compared with each other.
"""

from __future__ import annotations

_MINUTE, _SECOND = 60_000_000, 1_000_000
_ASKS = 20  # of a second, the lowest: a bid is compared with them


def crossed_bids(tolerance_us: int) -> str:
    """SQL: seq of every bid that stands at or above an ask for more than so many microseconds; 0: at once."""
    resting = (
        "SELECT sym, seq_new, buy, price, born, least(died, last) AS gone FROM lives, (SELECT max(us) AS last FROM ev) t "
        "WHERE kind = 0 AND changes = 0 AND price IS NOT NULL AND born IS NOT NULL "
        f"AND least(died, last) - born > {tolerance_us}"
    )
    return (
        f"WITH resting AS ({resting}), minutes AS ({_spread('resting', 'born', 'gone', _MINUTE)}), "
        f"busy AS ({_touching('minutes')}), "
        "near AS (SELECT m.*, greatest(m.born, m.slot * "
        f"{_MINUTE}) AS since, least(m.gone, m.slot * {_MINUTE} + {_MINUTE - 1}) AS until FROM minutes m "
        "JOIN busy b ON b.sym = m.sym AND b.slot = m.slot "
        "WHERE CASE WHEN m.buy THEN m.price >= b.ask ELSE m.price <= b.bid END), "
        f"seconds AS ({_spread('near', 'since', 'until', _SECOND)}), touch AS ({_touching('seconds')}), "
        "asks AS (SELECT s.* FROM seconds s JOIN touch t ON t.sym = s.sym AND t.slot = s.slot "
        "WHERE NOT s.buy AND s.price <= t.bid QUALIFY row_number() OVER "
        f"(PARTITION BY s.sym, s.slot ORDER BY s.price, s.born, s.seq_new) <= {_ASKS}) "
        "SELECT DISTINCT b.seq_new AS seq FROM seconds b JOIN asks a ON a.sym = b.sym AND a.slot = b.slot "
        "WHERE b.buy AND b.price >= a.price AND b.seq_new > 0 "
        f"AND least(a.gone, b.gone) - greatest(a.born, b.born) > {tolerance_us}"
    )


def _spread(table: str, since: str, until: str, width: int) -> str:
    """Each order once for each stretch of `width` that it touches."""
    return (
        f"SELECT sym, seq_new, buy, price, born, gone, unnest(range({since} // {width}, {until} // {width} + 1)) AS slot "
        f"FROM {table}"
    )


def _touching(table: str) -> str:
    """Stretches in which some bid reaches some ask, not yet at one time."""
    return (
        "SELECT sym, slot, max(CASE WHEN buy THEN price END) AS bid, min(CASE WHEN NOT buy THEN price END) AS ask "
        f"FROM {table} GROUP BY sym, slot HAVING max(CASE WHEN buy THEN price END) >= min(CASE WHEN NOT buy THEN price END)"
    )
