"""How the rooms meet after a loss: reserve, guarantee crypto, insurance, capital and group become sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hozen.findings import Finding
from hozen.law import Reading
from hozen.rules.compensation import (
    DEFAULT_ORDER,
    AssetLoss,
    Recovery,
    Source,
    SourceKind,
    Waterfall,
    WaterfallOrder,
    pour,
)
from hozen.rules.compensation.in_kind import guarantee_source, loss_of, recovered_sources
from hozen.rules.compensation.jp import ReserveAtHand, guarantee_findings, reserve_use
from hozen.rules.insurance import Policy
from hozen.rules.insurance.eligibility import cause_refusal
from hozen.rules.insurance.layers import nothing_paid, pays
from hozen.values import Ratio, Yen, total

_DRILL_WAITS = 30  # days; what-if cover has no policy that says


@dataclass(frozen=True, slots=True)
class AfterLoss:
    """損失後の事実: all that may pay. `own` and `group` are sources as the firm states them."""

    day: date  # of the loss, by which policies and reserve are judged
    cause: str  # a loss cause in the words of policies
    losses: tuple[AssetLoss, ...]
    recoveries: tuple[Recovery, ...] = ()
    reserve: ReserveAtHand | None = None
    policies: tuple[Policy, ...] = ()
    own: tuple[Source, ...] = ()
    order: WaterfallOrder = DEFAULT_ORDER


@dataclass(frozen=True, slots=True)
class Compensated:
    """補償の財源: the waterfall, and what the law says to it."""

    waterfall: Waterfall
    findings: tuple[Finding, ...]


def compensated(reading: Reading, facts: AfterLoss) -> Compensated:
    """The sources, each judged, poured over the loss. Insurers pay on the loss less what came back."""
    loss, back = loss_of(facts.losses), recovered_sources(facts.losses, facts.recoveries)
    net = loss - total([one.amount for one in back])
    use = reserve_use(reading, facts.reserve, facts.day) if facts.reserve else None
    sources = [
        *back,
        guarantee_source(facts.losses, facts.day),
        *((use.source,) if use else ()),
        *insurers(facts.policies, facts.cause, net, facts.day),
        *facts.own,
    ]
    findings = (*((use.finding,) if use else ()), *guarantee_findings(reading, facts.losses))
    return Compensated(pour(loss, sources, facts.order), findings)


def insurers(policies: Sequence[Policy], cause: str, net: Yen, day: date) -> list[Source]:
    """One source a policy, the lowest layer first; one that pays nothing says why.

    The money comes `waiting_days` after the loss. Rating and notice decide what counts towards the reserve
    beforehand, not what an insurer owes.
    """
    ordered = sorted(policies, key=lambda one: (one.attachment, one.policy_id))
    return [_insurer(one, cause, net, day) for one in ordered]


def capital_source(net_assets: Yen, floor: Yen, day: date) -> Source:
    """Own capital above its floor, at least ¥0."""
    return Source(SourceKind.CAPITAL, "capital", max(Yen(0), net_assets - floor), day, held=net_assets)


def group_sources(entries: Iterable[tuple[str, Yen, date]]) -> list[Source]:
    """Support from the group: (what, how much, when)."""
    return [Source(SourceKind.GROUP, name, yen, day) for name, yen, day in entries]


def assumed_policy(name: str, limit: Yen, cause: str, day: date) -> Policy:
    """Cover of a drill: pays up to `limit` for the cause, after the waiting time of a month."""
    return Policy(
        policy_id=name,
        insurer="",
        rating="",
        starts=day,
        ends=day,
        notice_days=0,
        limit=limit,
        aggregate=limit,
        eroded=Yen(0),
        retention=Yen(0),
        share=Ratio(Fraction(1)),
        attachment=Yen(0),
        causes=frozenset({cause}),
        exclusions=frozenset(),
        waiting_days=_DRILL_WAITS,
    )


def _insurer(policy: Policy, cause: str, net: Yen, day: date) -> Source:
    comes = day + timedelta(days=policy.waiting_days)
    reason, detail = _not_in_force(policy, day)
    refused = cause_refusal(policy, cause) or nothing_paid(policy, net)
    if not reason and refused:
        reason, detail = refused.reason, refused.detail
    return Source(SourceKind.INSURANCE, policy.policy_id, pays(policy, net), comes, reason, detail)


def _not_in_force(policy: Policy, day: date) -> tuple[str, str]:
    if day < policy.starts:
        return "not_yet_begun", f"{day} < {policy.starts}"
    return ("ended", f"{day} > {policy.ends}") if day > policy.ends else ("", "")
