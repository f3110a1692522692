"""Queries that yield the insurance facts."""

from __future__ import annotations

from hozen.records import Query


def policies() -> Query:
    """Every policy, one row per layer, in the columns of the contract."""
    return Query(
        "policies",
        """
        SELECT policy_id, insurer, rating, starts, ends, notice_days, limit_yen, aggregate_yen, eroded_yen,
               retention_yen, share, attachment_yen, causes, exclusions, waiting_days
        FROM policies
        ORDER BY policy_id
        """,
        ("policies",),
    )
