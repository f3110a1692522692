"""仮装売買: fills whose buyer and seller are one owner.

A firm that keeps many accounts may meet itself by chance: what chance would do, given how often it buys and sells, is
counted off, from how it trades with others. Two orders of one size, entered within a moment of each other, were entered
to meet. A maker that has declared that its orders may meet is exempt.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, mean, never_by_chance, permille

_FILLS = """
SELECT t.sym, t.day, t.bown AS own, t.us, t.tn, t.amount, t.trade_id, t.bacc, t.sacc,
       coalesce(abs(b.born - s.born) <= p.quick_us AND abs(b.amount - s.amount) * 100 <= b.amount, FALSE) AS quick
FROM tr t JOIN p_self_match p ON p.sym = t.sym JOIN acc a ON a.acc = t.bacc
LEFT JOIN lives b ON b.sym = t.sym AND b.ord = t.bord LEFT JOIN lives s ON s.sym = t.sym AND s.ord = t.sord
WHERE t.bown = t.sown AND t.bown > 0 AND NOT (a.kind = 'maker' AND a.stp_off)
"""
_HOURS = """
WITH own AS (
  SELECT sym, own, us // 3600000000 AS hour, sum(amount) AS amount FROM self_fills GROUP BY sym, own, us // 3600000000),
every AS (SELECT sym, us // 3600000000 AS hour, sum(amount) AS amount FROM tr
          WHERE sym IN (SELECT DISTINCT sym FROM self_fills) GROUP BY sym, us // 3600000000)
SELECT o.sym, o.own, o.hour, CAST(o.amount AS DECIMAL(38,0)) AS amount, CAST(e.amount AS DECIMAL(38,0)) AS of_amount
FROM own o JOIN every e ON e.sym = o.sym AND e.hour = o.hour
"""
_HITS = """
WITH own AS (
  SELECT sym, day, own, count(*) AS fills,
         count(CASE WHEN quick THEN 1 END) AS quick,
         CAST(sum(amount) AS DECIMAL(38,0)) AS amount, min(us) AS from_us,
       max(us) AS to_us FROM self_fills GROUP BY sym, day, own),
wanted AS (SELECT DISTINCT sym, own FROM self_fills),
sides AS (
  SELECT sym, day, own, count(CASE WHEN buy THEN 1 END) AS buys, count(CASE WHEN NOT buy THEN 1 END) AS sells FROM (
    SELECT t.sym, t.day, t.bown AS own, TRUE AS buy FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.bown
    UNION ALL
    SELECT t.sym, t.day, t.sown, FALSE FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.sown) s
  GROUP BY sym, day, own),
days AS (SELECT sym, day, count(*) AS trades FROM tr GROUP BY sym, day),
hours AS (
  SELECT sym, own, (hour * 3600000000 + 32400000000) // 86400000000 AS day,
         max(CAST(amount * 1000 AS HUGEINT) // CAST(of_amount AS HUGEINT)) AS share FROM self_hours GROUP BY sym, own, 3)
SELECT row_number() OVER (ORDER BY o.sym, o.day, o.own) AS k, o.sym, o.from_us, o.to_us, o.day, o.own, o.fills, o.quick,
       o.amount, s.buys, s.sells, d.trades, CAST(h.share AS BIGINT) AS hour_share
FROM own o JOIN p_self_match p ON p.sym = o.sym
JOIN sides s ON s.sym = o.sym AND s.day = o.day AND s.own = o.own
JOIN days d ON d.sym = o.sym AND d.day = o.day
JOIN hours h ON h.sym = o.sym AND h.day = o.day AND h.own = o.own
WHERE o.fills >= p.fills OR o.quick > 0 OR h.share >= p.hour_share_permille
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, f.trade_id AS row_id, unnest([f.bacc, f.sacc]) AS acc
FROM kept_self_match h JOIN self_fills f ON f.sym = h.sym AND f.day = h.day AND f.own = h.own
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Two orders entered to meet; or several fills, or a fair share of an hour, that chance would not bring."""
    fills, share = number(hit, "fills"), number(hit, "hour_share")
    buys, sells = (number(hit, name) - fills + 1 for name in ("buys", "sells"))
    rare = never_by_chance(fills, buys * sells, number(hit, "trades"), p["chance_exponent"])
    quick = number(hit, "quick")
    if not rare and not quick:
        return None
    of_hour = excess(share, p["hour_share_permille"], permille(1, 1))
    return Judged(mean(rare, max(of_hour, share)), "entered-to-meet" if quick else "one-owner", _figures(hit))


def _figures(hit: Hit) -> dict[str, int | str]:
    return dict(numbers(hit, "fills", "amount", "hour_share"))


SELF_MATCH = Detector(
    "self_match",
    2,
    "185-24(1)",
    "MAR 3(a)",
    ("tr",),
    _HITS,
    _EVIDENCE,
    judge,
    ("fills", "hour_share_permille", "chance_exponent", "quick_us"),
    {"self_fills": _FILLS, "self_hours": _HOURS},
)
