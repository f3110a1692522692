"""Days on which a market traded ten times what it usually does: a warning that the tape may be wrong, or the day special."""

from __future__ import annotations

from datetime import date, timedelta

from hozen.workflows.surveillance_run.result import BusyDay
from hozen.workflows.surveillance_run.staging import Stage

TIMES = 10
LEAST_DAYS = 3  # fewer days have no usual volume
_EPOCH = date(1970, 1, 1)


def busy_days(made: Stage) -> tuple[BusyDay, ...]:
    """Each market and day with at least TIMES the median volume of its days, where it has LEAST_DAYS or more."""
    text = (
        "WITH days AS (SELECT sym, day, sum(amount) AS amount FROM tr GROUP BY sym, day), "
        "usual AS (SELECT sym, quantile_disc(amount, 0.5) AS amount FROM days GROUP BY sym "
        f"HAVING count(*) >= {LEAST_DAYS}) "
        "SELECT s.symbol, d.day, CAST(d.amount // u.amount AS BIGINT) FROM days d JOIN usual u USING (sym) "
        f"JOIN sym s USING (sym) WHERE d.amount >= {TIMES} * u.amount ORDER BY s.symbol, d.day LIMIT 1000"
    )
    return tuple(
        BusyDay(str(symbol), _EPOCH + timedelta(days=int(str(day))), int(str(times)))
        for symbol, day, times in made.cells(text)
    )
