"""What one layer pays of a loss. Law-neutral."""

from __future__ import annotations

from fractions import Fraction

from hozen.rules.insurance.credit import Refused
from hozen.rules.insurance.facts import Policy
from hozen.values import COVER_DOWN, Yen

_NONE = Yen(0)


def aggregate_left(policy: Policy) -> Yen:
    """The aggregate less what earlier losses of the term have used, at least ¥0."""
    return max(_NONE, policy.aggregate - policy.eroded)


def in_layer(policy: Policy, loss: Yen) -> Yen:
    """The part of `loss` that falls into the layer: min(limit, aggregate left, loss − attachment), at least ¥0."""
    above = max(_NONE, loss - policy.attachment)
    return min(policy.limit, aggregate_left(policy), above)


def pays(policy: Policy, loss: Yen) -> Yen:
    """share × the part in the layer − retention, rounded down, at least ¥0: the firm bears its retention in full."""
    part = policy.share.exact(in_layer(policy, loss)) - policy.retention.amount
    return Yen(COVER_DOWN(max(Fraction(0), part)))


def nothing_paid(policy: Policy, loss: Yen) -> Refused | None:
    """Why the layer pays nothing of `loss`; None where it pays, and where there is no loss to pay."""
    if not loss or pays(policy, loss):
        return None
    reason, detail = _why(policy, loss)
    return Refused(policy.policy_id, "", reason, detail)


def _why(policy: Policy, loss: Yen) -> tuple[str, str]:
    if not aggregate_left(policy):
        return "aggregate_used_up", f"{policy.eroded} of {policy.aggregate}"
    if policy.attachment >= loss:
        return "attaches_above", f"{policy.attachment} ≥ {loss}"
    return "retention_takes_all", f"{policy.share.value} × {in_layer(policy, loss)} ≤ {policy.retention}"
