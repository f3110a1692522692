"""払込結果: what became of payments, told of one sending each. That paid money came back is said by two people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hozen.records import Query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.case_book import told as told_in
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.take_in import TakenIn, take_in
from hozen.workflows.wind_down.views import case_views

REVERSAL = "reversal"


def results(at: At, file: Path, key: str = "") -> TakenIn:
    """Take in what became of payments: whole, or not at all. A result is of one sending, by the number of its pay file.

    Raises WindDownRefused for a result that does not fit what went out, and for the very file that was taken before its
    payments went out again, where it does not say which time it means. A file of payments that were paid and came back
    counts once a second person has confirmed it.
    """
    found = take_in(at, "results", file, _look, key)
    if found.already_there:
        _says_which(at, told_in(found.entry.body, "batch", int), found.entry.seq)
    return found


def _look(at: At, number: int) -> Mapping[str, object]:
    """Refuse what does not fit; say how many of the rows take back that a payment was paid."""
    rows = at.engine.rows(Query("results as they fit", _WHY.format(number=number), ("results",)))
    told = {str(why): (whole(count), str(payment)) for why, count, payment in rows}
    for why, (message, expected) in _FAULTS.items():
        if why in told:
            _refuse(at, message, expected, *told[why])
    if REVERSAL not in told:
        return {}
    if len(told) > 1:
        _refuse(
            at,
            "that paid money came back stands beside other results",
            "a file of its own, which a second person confirms",
            *told[REVERSAL],
        )
    return {"reversals": told[REVERSAL][0]}


def _refuse(at: At, message: str, expected: str, count: int, payment: str) -> None:
    raise WindDownRefused(
        message,
        where=f"case {at.case}",
        found=f"{payment} ({count} such rows)",
        expected=expected,
        try_next="correct the file; nothing of it was taken in",
    )


def _says_which(at: At, number: int, entry: int) -> None:
    case_views(at.engine, at.folder, at.record().entries)
    found = at.engine.rows(Query("sent again since", _OUT_AGAIN.format(number=number), ("results",)))
    if found:
        raise WindDownRefused(
            "this very file was taken before its payments went out again",
            where=f"case {at.case}",
            found=f"entry {entry}; {found[0][0]}",
            expected="a file that says of which pay file each result is (attempt)",
        )


_OUT_AGAIN = """
    SELECT r.payment FROM results r JOIN ever_sent e ON e.payment = r.payment
    WHERE r.batch = {number} AND r.attempt IS NULL AND e.times > 1 ORDER BY r.payment LIMIT 1
"""
_WHY = """
    SELECT why, count(*), min(payment) FROM (
        SELECT r.payment,
               CASE WHEN e.payment IS NULL THEN 'never_sent'
                    WHEN r.attempt IS NULL AND e.times > 1 THEN 'which'
                    WHEN s.payment IS NULL THEN 'not_of_it'
                    WHEN w.payment IS NOT NULL THEN 'waits'
                    WHEN b.result = 'paid' AND r.result = 'paid' THEN 'paid_twice'
                    WHEN b.result = 'paid' AND r.result = 'failed' THEN 'failed_after_paid'
                    WHEN b.result = 'paid' THEN 'reversal'
                    WHEN b.result IS NOT NULL AND r.result <> 'paid' THEN 'has_one'
                    WHEN coalesce(r.attempt, e.first) < e.newest THEN 'sent_since' ELSE '' END AS why
        FROM results r LEFT JOIN ever_sent e ON e.payment = r.payment
        LEFT JOIN sent s ON s.payment = r.payment AND s.attempt = coalesce(r.attempt, e.first) AND s.hold = ''
        LEFT JOIN (SELECT DISTINCT payment FROM reversals_waiting) w ON w.payment = r.payment
        LEFT JOIN (
            SELECT payment, attempt, result FROM (
                SELECT p.payment, coalesce(p.attempt, f.first) AS attempt, p.result,
                       row_number() OVER (PARTITION BY p.payment, coalesce(p.attempt, f.first) ORDER BY p.batch DESC) AS n
                FROM results p JOIN ever_sent f ON f.payment = p.payment WHERE p.batch < {number}
            ) AS each_before WHERE n = 1
        ) b ON b.payment = r.payment AND b.attempt = coalesce(r.attempt, e.first)
        WHERE r.batch = {number}
    ) AS each_result GROUP BY why ORDER BY why
"""
_ONE = "one result for each payment of a pay file"
_FAULTS = {
    "never_sent": ("a result of a payment that was never sent", _ONE),
    "which": (
        "a payment was sent more than once, and the result does not say which time it means",
        "the number of the pay file in the row (attempt)",
    ),
    "not_of_it": (
        "a result of a pay file that did not send the payment",
        "the pay file that sent it (attempt)",
    ),
    "waits": (
        "a result of a payment of which it waits to be confirmed that it came back",
        "first a second person's word: hozen wind-down confirm",
    ),
    "paid_twice": ("a payment is said to be paid twice", _ONE),
    "failed_after_paid": (
        "a payment that was paid is said to have failed",
        "returned, in a file of its own that a second person confirms, if the money came back",
    ),
    "has_one": ("the sending has its result", _ONE),
    "sent_since": ("a payment is said to be paid that went out again since", "the bank's own record of both"),
}
"""Why a result does not fit → what is said of it, and what would fit."""
