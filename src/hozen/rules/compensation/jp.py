"""Whether the law lets a source pay: the reserve (FIEA 46-5(2), FIB Order 175(2)), the guarantee crypto (PSA 63-11-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from hozen.findings import AssetUnits, Finding, Status, Step
from hozen.law import Citation, Lawful, LawGap, Reading
from hozen.rules.compensation.facts import AssetLoss, Source, SourceKind
from hozen.values import DUTY_UP, Ratio, Units, Yen

_WITHOUT = "reserves.crypto.use_without_approval"
_NONE = Yen(0)


class Approval(Enum):
    """使用承認の状況: where the request to use the reserve for this loss stands."""

    NONE = "none"  # not asked for
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReserveAtHand:
    """準備金の使用の事実: what is held, whether the loss is an accident (事故), and what the authority said.

    `approved` is the amount that was approved, `decided` the day on which it was.
    """

    held: Yen
    accident: bool
    approval: Approval = Approval.NONE
    approved: Yen = _NONE
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class ReserveUse:
    """準備金の使用可否: the source for the waterfall, and the finding behind it."""

    source: Source
    finding: Finding


def reserve_use(reading: Reading, facts: ReserveAtHand, day: date) -> ReserveUse:
    """責任準備金の使用 on `day`, the day of the loss.

    An accident may be paid for at once (FIEA 46-5(2)). All else needs approval (FIB Order 175(2)), unless the reading's
    scenario says that an outflow does not. A scenario that fixes nothing leaves approval as the rule.
    """
    use = reading.figure("reserves.use")
    without, gap = _without_approval(reading)
    free = facts.accident or bool(without and without.value)
    rests_on = (use,) if facts.accident or without is None else (use, without)
    amount, reason, since = _usable(facts, free, day)
    source = Source(SourceKind.RESERVE, "reserve", amount, since, reason, held=facts.held)
    told = reason or ("reserve_for_accident" if facts.accident else _why_free(facts, free))
    steps = (
        Step("reserve_held", facts.held),
        Step("is_accident", "yes" if facts.accident else "no", cite=use.cite),
        *(() if without is None else (Step("without_approval", _yes(without), cite=without.cite),)),
        *(() if gap is None else (Step("law_gap", gap.message, value_ja=gap.message_ja),)),
        Step("approval_state", facts.approval.value),
        Step("reserve_usable", source.gives),
    )
    status = Status.ATTENTION if reason else Status.MET
    finding = Finding(
        "reserve-use",
        "",
        status,
        source.gives,
        facts.held,
        source.gives - facts.held,
        rests_on,
        _cited(rests_on),
        reason=told,
        steps=steps,
    )
    return ReserveUse(source, finding)


def guarantee_findings(reading: Reading, losses: Sequence[AssetLoss]) -> list[Finding]:
    """履行保証暗号資産による弁済: for each asset lost out of hot wallets, whether the guarantee crypto covers that part.

    PSA 63-11-2(1): own crypto of the same kind and quantity as the part that is not cold.
    """
    ratio = reading.ratio("custody.guarantee_ratio")
    return [_guarantee(one, ratio) for one in losses if one.hot]


def _guarantee(loss: AssetLoss, ratio: Lawful[Ratio]) -> Finding:
    wanted = DUTY_UP(Fraction(loss.hot) * ratio.value.value)
    short = loss.guarantee < wanted
    return Finding(
        code="guarantee-covers-hot",
        subject=loss.asset,
        status=Status.BREACH if short else Status.MET,
        measure=_units(loss, loss.guarantee),
        threshold=_units(loss, wanted),
        distance=_units(loss, loss.guarantee - wanted),
        rests_on=(ratio,),
        cite=(ratio.cite,),
        immediate=short,
        reason="guarantee_hot_short" if short else "guarantee_hot_covered",
        steps=(
            Step("lost_units", _units(loss, loss.units)),
            Step("lost_hot", _units(loss, loss.hot)),
            Step("guarantee_ratio", ratio.value, cite=ratio.cite),
            Step("guarantee_held", _units(loss, loss.guarantee)),
            Step("guarantee_counted", _units(loss, loss.guarantee_counted)),
        ),
    )


def _units(loss: AssetLoss, amount: int) -> AssetUnits:
    return AssetUnits(loss.asset, Units(amount), loss.decimals)


def _without_approval(reading: Reading) -> tuple[Lawful[object] | None, LawGap | None]:
    try:
        return reading.figure(_WITHOUT), None
    except LawGap as gap:
        return None, gap


def _usable(facts: ReserveAtHand, free: bool, day: date) -> tuple[Yen, str, date]:
    """(amount, why not, since when)."""
    if free:
        return facts.held, "", day
    if facts.approval is Approval.APPROVED:
        return min(facts.approved, facts.held), "", max(day, facts.decided or day)
    return facts.held, f"reserve_approval_{facts.approval.value}", day


def _why_free(facts: ReserveAtHand, free: bool) -> str:
    return "reserve_without_approval" if free else f"reserve_approval_{facts.approval.value}"


def _yes(flag: Lawful[object]) -> str:
    return "yes" if flag.value else "no"


def _cited(figures: tuple[Lawful[object], ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(one.cite for one in figures))
