"""What must be on file of everybody in a record. A refusal names the firm's own id, never what is on file."""

from __future__ import annotations

from hozen.engine import Engine
from hozen.records import Query
from hozen.rules.carf.measures import HOME
from hozen.workflows.carf.errors import CarfInput

_PARTY = "SELECT y.customer_id, y.person_id FROM carf_parties y WHERE y.party IS NULL"
_NUMBER = f"""
    SELECT r.customer_id, r.person_id FROM carf_residences r
    JOIN carf_subjects s ON s.customer_id = r.customer_id AND s.person_id = r.person_id
    LEFT JOIN carf_numbers n ON n.customer_id = r.customer_id AND n.person_id = r.person_id
         AND n.jurisdiction = r.jurisdiction
    WHERE r.tin = 'held' AND r.jurisdiction <> '{HOME}' AND n.tin IS NULL"""
_ASKED = (
    (
        _PARTY,
        "people",
        "of a person first and last name, birth_date, country and city; of an entity name, country, city",
    ),
    (_NUMBER, "numbers", "the number of each residence whose tin is 'held'"),
)


def refuse_gaps(engine: Engine) -> None:
    """CarfInput where a name, an address, a birth day or a number that a record needs is not on file."""
    for rows, table, expected in _ASKED:
        text = f"SELECT count(*) AS n, min(concat(customer_id, ' ', person_id)) AS first FROM ({rows}) AS g"
        ((count, first),) = engine.rows(Query("on file", text, ()))
        if count:
            raise CarfInput(
                "somebody who is reported is not on file",
                where=table,
                found=f"{count} missing, the first of customer {str(first).strip()}",
                expected=expected,
            )
