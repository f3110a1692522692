"""見せ玉: a large order that is there while its owner trades on the other side, and is gone after.

It is large for the market and a multiple of the order that was filled on the other side; nothing or little of it was
filled; it was cancelled after. Several levels at once are layering, and told there. A
maker quotes both sides in like sizes, so that this multiple is not reached. What
chance would do, given how often the owner trades and how long its large orders stand, is counted off.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import never_by_chance

_SIZES = """
SELECT sym, quantile_disc(amount, 0.75) AS p75, quantile_disc(amount, 0.90) AS p90,
       quantile_disc(amount, 0.95) AS p95, quantile_disc(amount, 0.99) AS p99
FROM lives WHERE kind = 0 GROUP BY sym
"""
_BIG = """
SELECT l.sym, l.own, l.acc, l.buy, l.ord, l.price, l.amount, l.born, l.died, l.seq_new, l.seq_cancel
FROM lives l JOIN p_spoofing p ON p.sym = l.sym JOIN spoof_sizes z ON z.sym = l.sym JOIN acc a ON a.acc = l.acc
WHERE l.kind = 0 AND l.cancelled AND l.seq_new IS NOT NULL AND l.filled * 1000 <= l.amount * p.filled_permille
  AND l.died - l.born <= p.life_us AND a.kind <> 'maker'
  AND l.amount >= CASE p.size_permille WHEN 750 THEN z.p75 WHEN 900 THEN z.p90 WHEN 950 THEN z.p95 ELSE z.p99 END
"""
_MET = """
WITH slots AS (
  SELECT b.*, p.slack_us, p.ratio,
         unnest(range((b.born - p.slack_us) // 30000000, (b.died + p.slack_us) // 30000000 + 1)) AS slot
  FROM spoof_big b JOIN p_spoofing p ON p.sym = b.sym),
wanted AS (SELECT DISTINCT sym, own FROM spoof_big),
own_fills AS (
  SELECT t.sym, t.bown AS own, TRUE AS buy, t.us, t.us // 30000000 AS slot, t.tn, t.amount, t.bord AS ord
  FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.bown
  UNION ALL
  SELECT t.sym, t.sown, FALSE, t.us, t.us // 30000000, t.tn, t.amount, t.sord
  FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.sown),
met AS (
  SELECT s.*, f.us, f.tn, f.amount AS fill_amount, f.ord AS fill_ord FROM slots s
  JOIN own_fills f ON f.sym = s.sym AND f.own = s.own AND f.slot = s.slot AND f.buy <> s.buy
  WHERE f.us BETWEEN s.born - s.slack_us AND s.died + s.slack_us AND f.amount * s.ratio <= s.amount)
SELECT m.sym, m.own, m.acc, m.buy, m.ord, m.price, m.amount, m.born, m.died, m.seq_new, m.seq_cancel,
       m.us, m.tn, m.fill_amount
FROM met m LEFT JOIN lives o ON o.sym = m.sym AND o.ord = m.fill_ord
WHERE coalesce(o.amount, m.fill_amount) * m.ratio <= m.amount
"""
_EACH = """
WITH levels AS (SELECT sym, own, buy, tn, count(DISTINCT price) AS levels FROM spoof_met GROUP BY sym, own, buy, tn)
SELECT m.sym, m.own, m.acc, m.ord, any_value(m.buy) AS buy, any_value(m.amount) AS amount, any_value(m.born) AS born,
       any_value(m.died) AS died, any_value(m.seq_new) AS seq_new, any_value(m.seq_cancel) AS seq_cancel,
         count(*) AS fills,
       CAST(sum(m.fill_amount) AS DECIMAL(38,0)) AS fill_amount,
       coalesce(min(CASE WHEN m.us <= m.died AND m.us >= m.born THEN m.died - m.us END), any_value(p.life_us)) AS lag
FROM spoof_met m JOIN p_spoofing p ON p.sym = m.sym JOIN levels v ON v.sym = m.sym AND v.own = m.own AND v.buy = m.buy
  AND v.tn = m.tn
WHERE v.levels < p.layers GROUP BY m.sym, m.own, m.acc, m.ord
HAVING sum(m.fill_amount) * any_value(p.ratio) <= any_value(m.amount)
"""
_HITS = """
WITH tape AS (SELECT sym, min(us) AS first_us, max(us) AS last_us FROM tr GROUP BY sym),
whole AS (
  SELECT sym, own, (died + 32400000000) // 86400000000 AS day, count(*) AS episodes,
         count(CASE WHEN lag <= tight_us THEN 1 END) AS tight, min(lag) AS lag, CAST(sum(fills) AS BIGINT) AS near,
           CAST(max(amount) AS BIGINT) AS amount, min(born) AS from_us, max(died) AS to_us
  FROM spoof_each JOIN p_spoofing USING (sym) GROUP BY sym, own, 3),
stood AS (
  SELECT b.sym, b.own, (b.died + 32400000000) // 86400000000 AS day, count(*) AS large,
         CAST(sum(b.died - b.born + p.slack_us + p.slack_us) AS BIGINT) AS stood_us
  FROM spoof_big b JOIN p_spoofing p ON p.sym = b.sym GROUP BY b.sym, b.own, 3),
wanted AS (SELECT DISTINCT sym, own FROM whole),
fills AS (
  SELECT sym, own, day, count(*) AS fills FROM (
    SELECT t.sym, t.bown AS own, t.day FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.bown
    UNION ALL SELECT t.sym, t.sown, t.day FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.sown) s
  GROUP BY sym, own, day)
SELECT row_number() OVER (ORDER BY w.sym, w.day, w.own) AS k, w.*, s.large, s.stood_us, f.fills,
       least(86400000000, greatest(t.last_us - t.first_us, 3600000000)) AS span_us
FROM whole w JOIN stood s USING (sym, own, day) JOIN fills f USING (sym, own, day) JOIN tape t USING (sym)
"""
_EVIDENCE = """
WITH mine AS (
  SELECT h.k, e.ord, e.sym, e.acc, e.seq_new, e.seq_cancel FROM kept_spoofing h JOIN spoof_each e
  ON e.sym = h.sym AND e.own = h.own AND (e.died + 32400000000) // 86400000000 = h.day)
SELECT k, 'order_events' AS tbl, CAST(unnest([seq_new, seq_cancel]) AS VARCHAR) AS row_id, acc FROM mine
UNION ALL
SELECT m.k, 'trades', t.trade_id, m.acc FROM mine m JOIN spoof_met e USING (sym, ord) JOIN tr t ON t.tn = e.tn
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Cancelled at once after the fill, or again and again; either way more often than by chance."""
    tight, episodes, large = (number(hit, name) for name in ("tight", "episodes", "large"))
    others = max(1, number(hit, "fills") - number(hit, "near") + 1)
    span, exponent = number(hit, "span_us"), p["chance_exponent"]
    lag = max(number(hit, "lag"), p["tight_us"])
    at_once = max(
        never_by_chance(tight, large * p["tight_us"] * others, span, exponent),
        never_by_chance(1, large * lag * others, span, p["once_exponent"]) if lag <= p["once_us"] else 0,
    )
    again = never_by_chance(episodes, number(hit, "stood_us") * others, span, exponent)
    again = again if episodes >= p["episodes"] else 0
    if not at_once and not again:
        return None
    reason = "gone-at-once" if at_once else "gone-after"
    return Judged(max(at_once, again), reason, _figures(hit))


def _figures(hit: Hit) -> dict[str, int | str]:
    return {**numbers(hit, "episodes", "tight", "large", "amount"), "fills": number(hit, "near")}


SPOOFING = Detector(
    "spoofing",
    1,
    "185-24(2)",
    "MAR 5(e)",
    ("lives", "tr"),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *(
            "size_permille",
            "ratio",
            "filled_permille",
            "life_us",
            "slack_us",
            "tight_us",
            "episodes",
            "layers",
        ),
        *("chance_exponent", "once_us", "once_exponent"),
    ),
    {"spoof_sizes": _SIZES, "spoof_big": _BIG, "spoof_met": _MET, "spoof_each": _EACH},
)
