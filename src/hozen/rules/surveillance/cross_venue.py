"""他市場との乖離: the price here leaves the median of other venues for longer than a moment.

What follows a fact that was published here is explained by it for a while.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess
from hozen.rules.surveillance.shared_steps import BARS

_APART = """
WITH venue AS (
  SELECT sym, us // 60000000 AS minute, venue, arg_max(price, us) AS price FROM elsewhere GROUP BY sym, 2, venue),
other AS (SELECT sym, minute, quantile_disc(price, 0.5) AS price, count(*) AS venues FROM venue GROUP BY sym, minute)
SELECT b.sym, b.minute, (b.closed - o.price) * 100000 // o.price AS apart, o.venues
FROM bars b JOIN other o ON o.sym = b.sym AND o.minute = b.minute
"""
_FAR = """
WITH middle AS (SELECT sym, quantile_disc(apart, 0.5) AS middle FROM venue_apart GROUP BY sym),
spread AS (
  SELECT a.sym, any_value(m.middle) AS middle, quantile_disc(abs(a.apart - m.middle), 0.5) AS mad FROM venue_apart a
  JOIN middle m ON m.sym = a.sym GROUP BY a.sym)
SELECT a.sym, a.minute, a.apart, a.minute - row_number() OVER (PARTITION BY a.sym ORDER BY a.minute) AS run
FROM venue_apart a JOIN spread s ON s.sym = a.sym JOIN p_cross_venue p ON p.sym = a.sym
WHERE abs(a.apart) > greatest(p.mads * s.mad, p.apart_permille * 100)
  AND NOT EXISTS (SELECT 1 FROM ann n WHERE n.sym = a.sym AND a.minute * 60000000 + 60000000 > n.published
    AND a.minute * 60000000 < n.published + p.news_us)
"""
_HITS = """
SELECT row_number() OVER (ORDER BY f.sym, f.run) AS k, f.sym, f.run, min(f.minute) * 60000000 AS from_us,
       max(f.minute) * 60000000 + 59999999 AS to_us, count(*) AS minutes, max(abs(f.apart)) // 100 AS apart,
       min(f.minute) AS first, max(f.minute) AS last
FROM venue_far f GROUP BY f.sym, f.run
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, CASE WHEN t.tbuy THEN t.bacc ELSE t.sacc END AS acc
FROM kept_cross_venue h JOIN tr t ON t.sym = h.sym AND t.us BETWEEN h.from_us AND h.to_us
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """Longer than a minute or so; stronger the farther away."""
    if number(hit, "minutes") < p["minutes"]:
        return None
    score = excess(number(hit, "apart"), p["apart_permille"], p["apart_permille"] * (p["mads"] + 1))
    return Judged(score, "apart", numbers(hit, "minutes", "apart"))


CROSS_VENUE = Detector(
    "cross_venue",
    3,
    "185-24(2)",
    "MAR 2(c)",
    ("tr", "elsewhere"),
    _HITS,
    _EVIDENCE,
    judge,
    ("apart_permille", "mads", "minutes", "news_us", "cooldown_us"),
    {"bars": BARS, "venue_apart": _APART, "venue_far": _FAR},
)
