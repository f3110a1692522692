"""From the rows of the table `policies` to the insurance facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from hozen.rules.insurance.facts import Policy
from hozen.values import Ratio, Yen


def policies_of(rows: Iterable[Sequence[object]]) -> tuple[Policy, ...]:
    """Rows in the column order of the measure `policies`; the door has checked each cell."""
    return tuple(_policy(row) for row in rows)


def _policy(row: Sequence[object]) -> Policy:
    name, insurer, rating, starts, ends, notice, limit, aggregate, eroded, retention = row[:10]
    share, attachment, causes, exclusions, waiting = row[10:]
    return Policy(
        policy_id=str(name),
        insurer=str(insurer),
        rating=str(rating or ""),
        starts=cast("date", starts),
        ends=cast("date", ends),
        notice_days=cast("int", notice),
        limit=_yen(limit),
        aggregate=_yen(aggregate),
        eroded=_yen(eroded),
        retention=_yen(retention),
        share=Ratio.parse(str(share)),
        attachment=_yen(attachment),
        causes=_words(causes),
        exclusions=_words(exclusions),
        waiting_days=cast("int", waiting),
    )


def _yen(cell: object) -> Yen:
    return Yen(cast("int", cell))


def _words(cell: object) -> frozenset[str]:
    return frozenset(str(cell or "").split())
