"""Queries that read the register, all days of it. Links to wallets are counted, so the answer stays small."""

from __future__ import annotations

from hozen.records import Query


def providers() -> Query:
    """Every provider, in the columns of the contract."""
    return _whole("providers", "provider_id, name, name_ja, lei, corporate_number, role, regulator, country")


def statuses() -> Query:
    """(provider, status, basis, since, until, reference, source)."""
    columns = "provider_id, status, basis, since, until, reference, source"
    return _whole("provider_status", columns, "provider_id, since")


def links() -> Query:
    """(provider, what, ref, since, until, count): each keeper and system, and how many wallets of each period."""
    return Query(
        "provider_links",
        """
        SELECT provider_id, what, ref, since, until, count(*) AS links
        FROM (
            SELECT provider_id, what,
                   CASE WHEN what IN ('wallet', 'wallet_technology') THEN '' ELSE ref END AS ref, since, until
            FROM provider_links
        ) every
        GROUP BY provider_id, what, ref, since, until
        ORDER BY provider_id, what, ref, since, until
        """,
        ("provider_links",),
    )


def contracts() -> Query:
    """(provider, contract, since, until, exit_terms, notice_days)."""
    columns = "provider_id, contract_id, since, until, exit_terms, notice_days"
    return _whole("provider_contracts", columns, "provider_id, since, contract_id")


def chain() -> Query:
    """(provider, sub-provider, since, until)."""
    return _whole(
        "provider_chain",
        "provider_id, sub_provider_id, since, until",
        "provider_id, sub_provider_id, since",
    )


def reviews() -> Query:
    """(provider, reviewed_on, valid_until, reviewer, outcome)."""
    columns = "provider_id, reviewed_on, valid_until, reviewer, outcome"
    return _whole("provider_reviews", columns, "provider_id, reviewed_on")


def incidents() -> Query:
    """(provider, day, text, source)."""
    return _whole("provider_incidents", "provider_id, day, `text`, source", "provider_id, day, `text`")


def persons() -> Query:
    """(provider, function, has_deputy)."""
    return _whole("provider_persons", "provider_id, `function`, has_deputy", "provider_id, `function`")


def _whole(table: str, columns: str, order: str = "provider_id") -> Query:
    return Query(table, f"SELECT {columns} FROM {table} ORDER BY {order}", (table,))
