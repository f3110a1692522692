"""Queries over the tables of the report: who is reported, what for, and what is missing of whom.

Texts, so that a workflow can name them as views: a day goes in as a literal of the day, never as text from outside.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from hozen.records import Query
from hozen.values.calendar import begins_utc

HOME = "JP"
CERTIFIED = (
    "valid",
    "expired",
    "contradicted",
)  # something was certified; what of it still counts is a finding
_NOT = "('missing', 'pending')"


def profiles(day: date) -> str:
    """Each customer's newest profile on or before the day."""
    newest = "row_number() OVER (PARTITION BY p.customer_id ORDER BY p.since DESC)"
    return f"""
        SELECT customer_id, kind, certification, valid_until, changed_on, passive, excluded
        FROM (SELECT p.*, {newest} AS place FROM customer_tax_profiles p WHERE p.since <= {_day(day)}) AS n
        WHERE place = 1"""


def residences(day: date) -> str:
    """(customer_id, person_id, jurisdiction, tin) in force on the day; person_id '' is the customer itself.

    Of several rows of one jurisdiction the newest counts: a number that came in later is a new row.
    """
    newest = "row_number() OVER (PARTITION BY customer_id, coalesce(person_id, ''), jurisdiction ORDER BY since DESC)"
    return f"""
        SELECT customer_id, person_id, jurisdiction, tin
        FROM (SELECT customer_id, coalesce(person_id, '') AS person_id, jurisdiction, tin, {newest} AS place
              FROM customer_tax_residences WHERE {_runs(day)}) AS n
        WHERE place = 1"""


def controllers(day: date) -> str:
    """(customer_id, person_id, role) in force on the day."""
    return (
        f"SELECT DISTINCT customer_id, person_id, role FROM customer_controlling_persons WHERE {_runs(day)}"
    )


def candidates(partners: Collection[str]) -> str:
    """(customer_id, person_id, kind, certified, dual): each customer or controlling person who lives with a partner.

    `dual`: it lives in Japan as well. A controlling person counts unless the entity is known to be active, as the framework
    has it. Who is excluded is not here. Who has no profile certified nothing, and is here, as an entity where somebody
    controls it: no join leaves it out. The views carf_profiles, carf_residences and carf_controllers stand already.
    """
    codes = ", ".join(f"'{one}'" for one in sorted(partners)) or "''"
    certified = f"CASE WHEN p.customer_id IS NULL OR p.certification IN {_NOT} THEN 0 ELSE 1 END"
    kind = "coalesce(p.kind, CASE WHEN c.customer_id IS NULL THEN 'individual' ELSE 'entity' END)"
    return f"""
        SELECT r.customer_id, r.person_id, {kind} AS kind, {certified} AS certified, r.dual
        FROM (SELECT customer_id, person_id, max(CASE WHEN jurisdiction IN ({codes}) THEN 1 ELSE 0 END) AS abroad,
                     max(CASE WHEN jurisdiction = '{HOME}' THEN 1 ELSE 0 END) AS dual
              FROM carf_residences GROUP BY customer_id, person_id) AS r
        LEFT JOIN carf_profiles p ON p.customer_id = r.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id FROM carf_controllers) AS c ON c.customer_id = r.customer_id
        LEFT JOIN (SELECT DISTINCT customer_id, person_id FROM carf_controllers) AS o
             ON o.customer_id = r.customer_id AND o.person_id = r.person_id
        WHERE r.abroad = 1 AND p.excluded IS NULL
          AND (r.person_id = '' OR (o.customer_id IS NOT NULL AND {kind} = 'entity' AND coalesce(p.passive, true)))"""


def open_questions(first: date, last: date) -> Query:
    """(dual, uncertified, margin): how many cases there are for each choice that no text decides."""
    return Query(
        "open questions",
        f"""
        SELECT sum(dual) AS dual, sum(1 - certified) AS uncertified,
               (SELECT count(*) FROM trades t
                WHERE t.product = 'margin' AND {_between(first, last)}
                  AND (t.taker IN (SELECT customer_id FROM carf_candidates)
                       OR t.maker IN (SELECT customer_id FROM carf_candidates))) AS margin
        FROM carf_candidates""",
        ("trades", "customer_tax_profiles", "customer_tax_residences", "customer_controlling_persons"),
    )


def legs(first: date, last: date, products: Collection[str]) -> str:
    """(customer_id, asset, category, kind, valuation, units, yen): every leg of every customer from `first` to `last`.

    A trade of the tape has two: the taker's, and the maker's other way round; the firm's own is none. A transfer out
    to an address behind which no provider is known counts a second time, as `wallet_out`: the framework asks for both.
    """
    wanted = ", ".join(f"'{one}'" for one in sorted(products))
    tape = f"t.product IN ({wanted}) AND {_between(first, last)}"
    return f"""
        {_tape("taker", "buy", tape)} UNION ALL {_tape("maker", "sell", tape)}
        UNION ALL
        SELECT t.customer_id, t.asset, t.category, coalesce(t.kind, {_UNSAID}) AS kind,
               coalesce(t.valuation, '') AS valuation, t.units, t.yen
        FROM relevant_transactions t WHERE {_between(first, last)}
        UNION ALL
        SELECT t.customer_id, t.asset, 'wallet_out' AS category, '' AS kind,
               coalesce(t.valuation, '') AS valuation, t.units, t.yen
        FROM relevant_transactions t
        WHERE t.category = 'transfer_out' AND t.to_known_provider = false AND {_between(first, last)}"""


_UNSAID = "CASE WHEN t.category IN ('transfer_in', 'transfer_out') THEN 'unknown' ELSE '' END"


def _tape(side: str, buys_when: str, where: str) -> str:
    return f"""SELECT t.{side} AS customer_id, t.asset,
               CASE WHEN t.side = '{buys_when}' THEN 'fiat_in' ELSE 'fiat_out' END AS category,
               '' AS kind, '' AS valuation, t.amount AS units, t.cost AS yen
        FROM trades t WHERE t.{side} <> 'house' AND {where}"""


def totals() -> Query:
    """(customer_id, asset, category, kind, valuation, transactions, units, yen) of those reported, exact, in order."""
    return Query(
        "carf totals",
        """
        SELECT l.customer_id, l.asset, l.category, l.kind, l.valuation, count(*) AS transactions,
               CAST(sum(l.units) AS DECIMAL(38,0)) AS units, CAST(sum(l.yen) AS DECIMAL(38,0)) AS yen
        FROM carf_legs l JOIN (SELECT DISTINCT customer_id FROM carf_reported) AS r ON r.customer_id = l.customer_id
        GROUP BY l.customer_id, l.asset, l.category, l.kind, l.valuation
        ORDER BY l.customer_id, l.asset, l.category, l.kind, l.valuation""",
        ("trades", "relevant_transactions"),
    )


def counts(day: date, begins: date) -> Query:
    """(customers, new_uncertified, old_uncertified, opened_unknown, expired): one row, as of the day."""
    missing = f"(p.customer_id IS NULL OR p.certification IN {_NOT})"
    old = f"c.opened < {_day(begins)}"
    over = f"p.certification = 'expired' OR (p.certification = 'valid' AND p.valid_until < {_day(day)})"
    return Query(
        "carf counts",
        f"""
        SELECT count(*) AS customers,
               count(CASE WHEN {missing} AND NOT coalesce({old}, false) THEN 1 END) AS new_uncertified,
               count(CASE WHEN {missing} AND {old} THEN 1 END) AS old_uncertified,
               count(CASE WHEN {missing} AND c.opened IS NULL THEN 1 END) AS opened_unknown,
               count(CASE WHEN {over} THEN 1 END) AS expired
        FROM customers c LEFT JOIN carf_profiles p ON p.customer_id = c.customer_id""",
        ("customers", "customer_tax_profiles"),
    )


def tin_missing() -> Query:
    """(subjects,): customers and controlling persons abroad whose number is missing without a reason."""
    return Query(
        "carf numbers",
        f"""
        SELECT count(*) AS subjects
        FROM (SELECT DISTINCT customer_id, person_id FROM carf_residences
              WHERE jurisdiction <> '{HOME}' AND tin = 'missing') AS m""",
        ("customer_tax_residences",),
    )


def changes() -> Query:
    """(changed_on, customers): changes of circumstances that are not certified, by day; NULL where no day is known."""
    return Query(
        "carf changes",
        """
        SELECT changed_on, count(*) AS customers FROM carf_profiles
        WHERE certification = 'contradicted' OR changed_on IS NOT NULL GROUP BY changed_on ORDER BY changed_on""",
        ("customer_tax_profiles",),
    )


def named(day: date) -> Query:
    """(code, customer_id, detail): the rows behind the findings. No name, no number: the firm's own ids."""
    over = f"p.certification = 'expired' OR (p.certification = 'valid' AND p.valid_until < {_day(day)})"
    return Query(
        "carf rows",
        f"""
        SELECT 'carf-certification' AS code, c.customer_id, coalesce(p.certification, 'missing') AS detail
        FROM customers c LEFT JOIN carf_profiles p ON p.customer_id = c.customer_id
        WHERE p.customer_id IS NULL OR p.certification IN {_NOT}
        UNION ALL
        SELECT 'carf-contradicted' AS code, p.customer_id, coalesce(CAST(p.changed_on AS STRING), '') AS detail
        FROM carf_profiles p WHERE p.certification = 'contradicted' OR p.changed_on IS NOT NULL
        UNION ALL
        SELECT 'carf-expired' AS code, p.customer_id, coalesce(CAST(p.valid_until AS STRING), '') AS detail
        FROM carf_profiles p WHERE {over}
        UNION ALL
        SELECT 'carf-tin' AS code, r.customer_id, concat(r.jurisdiction, ' ', r.person_id) AS detail
        FROM carf_residences r WHERE r.jurisdiction <> '{HOME}' AND r.tin = 'missing'
        ORDER BY code, customer_id, detail""",
        ("customers", "customer_tax_profiles", "customer_tax_residences"),
    )


def _between(first: date, last: date) -> str:
    since, until = begins_utc(first), begins_utc(last + timedelta(days=1))
    return f"t.timestamp >= CAST('{since}' AS TIMESTAMP) AND t.timestamp < CAST('{until}' AS TIMESTAMP)"


def _runs(day: date) -> str:
    return f"since <= {_day(day)} AND (until IS NULL OR until >= {_day(day)})"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
