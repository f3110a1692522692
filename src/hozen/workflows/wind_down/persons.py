"""名寄せ: which accounts of a round are one person's. They are never merged; what is one person's is shared among them."""

from __future__ import annotations

from hozen.records import Query
from hozen.workflows.wind_down.room import Room
from hozen.workflows.wind_down.terms import Terms

_ENDS = """
    SELECT one AS customer_id, other FROM open_links UNION ALL SELECT other, one FROM open_links
"""
_ALONE = "SELECT DISTINCT customer_id, customer_id AS person FROM link_ends"
_APART = "SELECT DISTINCT customer_id, customer_id AS person FROM claims_of_round"


def lay_persons(room: Room, terms: Terms) -> None:
    """The view persons (customer_id, person), a row for each customer with a claim in the round.

    With `linked: together` a person is named for the least of the accounts that links join, those without a claim
    too. Worked out step by step, since not every engine recurses; each step at least doubles how far a name has come.
    """
    if terms.linked == "apart":
        room.keep("persons", _APART)
        return
    room.keep("link_ends", _ENDS)
    room.keep("linked_0", _ALONE)
    step = 0
    while step == 0 or _changed(room, step):
        step += 1
        room.keep(f"linked_{step}", _nearer(f"linked_{step - 1}"))
    room.keep("persons", _everybody(f"linked_{step}"))


def _nearer(before: str) -> str:
    """Each account takes the least name among its neighbours', then the name that that one goes by."""
    return f"""
        WITH hooked AS (
            SELECT p.customer_id, least(p.person, n.person) AS person FROM {before} p
            JOIN (
                SELECT e.customer_id, min(o.person) AS person FROM link_ends e
                JOIN {before} o ON o.customer_id = e.other GROUP BY e.customer_id
            ) n ON n.customer_id = p.customer_id
        )
        SELECT h.customer_id, least(h.person, j.person) AS person FROM hooked h
        JOIN hooked j ON j.customer_id = h.person
    """


def _changed(room: Room, step: int) -> bool:
    before, now = f"linked_{step - 1}", f"linked_{step}"
    sql = f"""
        SELECT count(*) FROM {before} b JOIN {now} n ON n.customer_id = b.customer_id WHERE n.person <> b.person"""
    ((found,),) = room.engine.rows(Query("names that changed", sql, (before, now)))
    return bool(found)


def _everybody(linked: str) -> str:
    return f"""
        SELECT c.customer_id, coalesce(l.person, c.customer_id) AS person
        FROM (SELECT DISTINCT customer_id FROM claims_of_round) c LEFT JOIN {linked} l ON l.customer_id = c.customer_id
    """
