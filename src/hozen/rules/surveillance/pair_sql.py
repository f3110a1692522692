"""SQL that several detectors share: two owners who meet, set against how often each trades at all."""

from __future__ import annotations


def pair_figures(step: str, least: str) -> str:
    """Pairs of `step` (sym, day, own_a < own_b, us, amount) with `least` meetings, and what each side does besides.

    The columns: sym, day, own_a, own_b, meets, amount, from_us, to_us, buys_a, sells_a, amount_a and the same of b,
    trades (of the symbol on that day).
    """
    return f"""
pair AS (
  SELECT sym, day, own_a, own_b, count(*) AS meets, CAST(sum(amount) AS DECIMAL(38,0)) AS amount, min(us) AS from_us,
         max(us) AS to_us FROM {step} GROUP BY sym, day, own_a, own_b HAVING count(*) >= {least}),
wanted AS (SELECT DISTINCT sym, own_a AS own FROM pair UNION SELECT DISTINCT sym, own_b FROM pair),
sides AS (
  SELECT sym, day, own, count(CASE WHEN buy THEN 1 END) AS buys, count(CASE WHEN NOT buy THEN 1 END) AS sells,
         CAST(sum(amount) AS DECIMAL(38,0)) AS amount FROM (
    SELECT t.sym, t.day, t.bown AS own, TRUE AS buy, t.amount FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.bown
    UNION ALL
    SELECT t.sym, t.day, t.sown, FALSE, t.amount FROM tr t JOIN wanted w ON w.sym = t.sym AND w.own = t.sown) s
  GROUP BY sym, day, own),
days AS (SELECT sym, day, count(*) AS trades FROM tr GROUP BY sym, day),
pairs AS (
  SELECT p.*, a.buys AS buys_a, a.sells AS sells_a, a.amount AS amount_a, b.buys AS buys_b, b.sells AS sells_b,
         b.amount AS amount_b, d.trades
  FROM pair p JOIN sides a ON a.sym = p.sym AND a.day = p.day AND a.own = p.own_a
  JOIN sides b ON b.sym = p.sym AND b.day = p.day AND b.own = p.own_b
  JOIN days d ON d.sym = p.sym AND d.day = p.day)"""
