"""価格・出来高の異常: minutes in a row whose moves and volume are far from usual, made by few owners.

Each minute must be far from what the market usually does; together they must go far enough. Few owners: of those on the side
that took the price there. What follows a published fact is explained by it for a while.
"""

from __future__ import annotations

from collections.abc import Mapping

from hozen.rules.surveillance.detector import Detector, Hit, Judged, number, numbers
from hozen.rules.surveillance.scores import excess, mean, permille
from hozen.rules.surveillance.shared_steps import BARS, BOTH, NO_MAKERS

_MOVES = """
SELECT sym, minute, trades, amount, opened, closed, (closed - opened) * 100000 // opened AS move,
       CAST(CAST(amount AS HUGEINT) * 1000 // CAST(quantile_disc(amount,
         0.5) OVER (PARTITION BY sym) AS HUGEINT) AS BIGINT) AS volume,
       count(*) OVER (PARTITION BY sym) AS minutes FROM bars
"""
_FAR = """
WITH middle AS (
  SELECT sym, quantile_disc(move, 0.5) AS move, quantile_disc(volume, 0.5) AS volume FROM minute_moves GROUP BY sym),
spread AS (
  SELECT m.sym, any_value(c.move) AS move, any_value(c.volume) AS volume,
         greatest(quantile_disc(abs(m.move - c.move), 0.5), 10) AS move_mad,
         greatest(quantile_disc(abs(m.volume - c.volume), 0.5), 10) AS volume_mad
  FROM minute_moves m JOIN middle c ON c.sym = m.sym GROUP BY m.sym)
SELECT m.sym, m.minute, m.trades, m.amount, m.opened, m.closed, m.move > 0 AS up,
       abs(m.move - s.move) // s.move_mad AS move_z, (m.volume - s.volume) // s.volume_mad AS volume_z
FROM minute_moves m JOIN spread s ON s.sym = m.sym JOIN p_abnormal p ON p.sym = m.sym
WHERE m.minutes >= p.minutes AND abs(m.move) >= p.minute_permille * 100
  AND abs(m.move - s.move) > p.mads * s.move_mad AND m.volume - s.volume > p.mads * s.volume_mad
  AND NOT EXISTS (SELECT 1 FROM ann n WHERE n.sym = m.sym AND m.minute * 60000000 + 60000000 > n.published
    AND m.minute * 60000000 < n.published + p.news_us)
"""
_STRETCHES = """
WITH runs AS (
  SELECT *, minute - row_number() OVER (PARTITION BY sym, up ORDER BY minute) AS run FROM minute_far),
each AS (
  SELECT sym, up, run, min(minute) AS first, max(minute) AS last, CAST(sum(trades) AS BIGINT) AS trades,
         CAST(sum(amount) AS DECIMAL(38,0)) AS amount, max(move_z) AS move_z, max(volume_z) AS volume_z,
         (arg_max(closed, minute) - arg_min(opened, minute)) * 1000 // arg_min(opened, minute) AS move
  FROM runs GROUP BY sym, up, run)
SELECT e.* FROM each e JOIN p_abnormal p ON p.sym = e.sym WHERE e.trades >= p.trades AND abs(e.move) >= p.move_permille
"""
_HITS = f"""
WITH minutes AS (SELECT sym, up, run, unnest(range(first, last + 1)) AS minute FROM minute_stretches),
sides AS (
  SELECT f.sym, f.up, f.run, b.own, CAST(sum(b.amount) AS DECIMAL(38,0)) AS amount FROM minutes f
  JOIN {BOTH} b ON b.sym = f.sym AND b.buy = f.up AND b.us // 60000000 = f.minute
  WHERE b.{NO_MAKERS} GROUP BY f.sym, f.up, f.run, b.own),
top AS (
  SELECT sym, up, run, amount FROM sides JOIN p_abnormal p USING (sym)
  QUALIFY row_number() OVER (PARTITION BY sym, up, run ORDER BY amount DESC, own) <= p.owners),
few AS (SELECT sym, up, run, CAST(sum(amount) AS DECIMAL(38,0)) AS amount FROM top GROUP BY sym, up, run)
SELECT row_number() OVER (ORDER BY f.sym, f.first, f.up) AS k, f.sym, f.up, f.first * 60000000 AS from_us,
       f.last * 60000000 + 59999999 AS to_us, f.last - f.first + 1 AS minutes, f.trades, f.move, f.move_z, f.volume_z,
       CAST(coalesce(CAST(w.amount AS HUGEINT) * 1000 // CAST(f.amount AS HUGEINT), 0) AS BIGINT) AS share,
         NOT EXISTS (SELECT 1 FROM acc) AS unknown
FROM minute_stretches f LEFT JOIN few w ON w.sym = f.sym AND w.up = f.up AND w.run = f.run
"""
_EVIDENCE = """
SELECT h.k, 'trades' AS tbl, t.trade_id AS row_id, CASE WHEN h.up THEN t.bacc ELSE t.sacc END AS acc
FROM kept_abnormal h JOIN tr t ON t.sym = h.sym AND t.us BETWEEN h.from_us AND h.to_us
"""


def judge(hit: Hit, p: Mapping[str, int]) -> Judged | None:
    """On a public tape nobody knows whose they are: then price and volume alone decide."""
    share = number(hit, "share")
    if not hit["unknown"] and share <= p["share_permille"]:
        return None
    z = min(number(hit, "move_z"), number(hit, "volume_z"))
    score = mean(excess(z, p["mads"], p["mads"] * p["mads"]), max(share, permille(1, 1 + 1)))
    reason = "far-from-usual" if hit["unknown"] else "few-owners-move"
    return Judged(score, reason, numbers(hit, "move", "minutes", "move_z", "volume_z") | {"share": share})


ABNORMAL = Detector(
    "abnormal",
    3,
    "185-24(2)",
    "MAR 1(a)",
    ("tr",),
    _HITS,
    _EVIDENCE,
    judge,
    (
        *("mads", "minutes", "trades", "minute_permille", "move_permille", "owners", "share_permille"),
        *("news_us", "cooldown_us"),
    ),
    {"bars": BARS, "minute_moves": _MOVES, "minute_far": _FAR, "minute_stretches": _STRETCHES},
)
