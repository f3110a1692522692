"""The policies of a run: those counted, and those of the book that are not."""

from __future__ import annotations

from hozen.values import Yen
from hozen.workflows.adequacy.firm import FirmSaid
from hozen.workflows.adequacy.report import CoverCounted, CoverRefused


def counted_of(said: FirmSaid) -> tuple[CoverCounted, ...]:
    """One row a policy, in the order given."""
    return tuple(
        CoverCounted(
            policy=one.policy_id,
            attachment=one.attachment,
            limit=one.limit,
            aggregate=max(Yen(0), one.aggregate - one.eroded),
            retention=one.retention,
            share=one.share,
            waiting_days=one.waiting_days,
            causes=" ".join(sorted(one.causes - one.exclusions)),
            by=said.policies_by,
        )
        for one in said.policies
    )


def refused_of(said: FirmSaid) -> tuple[CoverRefused, ...]:
    """One row a reason."""
    return tuple(CoverRefused(one.policy_id, one.reason, one.detail) for one in said.refused)
