"""Which notices an incident calls for, and by when. Where no text fixes a time, the gap is shown, never a guess."""

from __future__ import annotations

from datetime import date, timedelta

from hozen.law import LawGap, Reading
from hozen.workflows.incident.state import Notice

MISCONDUCT = "reporting.psa.misconduct_weeks"
OPEN_ENDED = {
    "authority": "reporting.incident.authority_report_days",
    "customers": "reporting.incident.customer_notice_days",
    "payment_policy": "reporting.incident.payment_policy_days",
}


def notices_due(reading: Reading, known: date, learnt: date, is_accident: bool) -> tuple[Notice, ...]:
    """Form 16 for what the firm's own people did, from the day that was learnt, and what every incident calls for, from
    the day it was known.
    """
    own = (_misconduct(reading, learnt),) if is_accident else ()
    return (*own, *(_open_ended(reading, code, key, known) for code, key in OPEN_ENDED.items()))


def _misconduct(reading: Reading, learnt: date) -> Notice:
    # CAE Order 42: within two weeks of the day on which the fact was learnt
    weeks = reading.count(MISCONDUCT)
    due = learnt + timedelta(weeks=weeks.value)
    return Notice("misconduct", due, str(weeks.cite), weeks.cite.ja)


def _open_ended(reading: Reading, code: str, key: str, known: date) -> Notice:
    try:
        days = reading.count(key)
    except LawGap as gap:
        cite = " ".join(map(str, gap.cite)), "、".join(one.ja for one in gap.cite)
        return Notice(code, None, *cite, gap=gap.message, gap_ja=gap.message_ja)
    return Notice(code, known + timedelta(days=days.value), str(days.cite), days.cite.ja)
