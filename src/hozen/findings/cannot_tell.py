"""What a check answers where no text fixes the figure it needs."""

from __future__ import annotations

from hozen.findings.finding import Finding, Status, Step
from hozen.law import Lawful, LawGap


def cannot_tell(code: str, reason: str, gap: LawGap, known: Lawful[object]) -> Finding:
    """判定不能: the gap says what to supply; `known` is what is certain of the duty all the same."""
    return Finding(
        code=code,
        subject="",
        status=Status.CANNOT_TELL,
        measure=None,
        threshold=None,
        distance=None,
        rests_on=(known,),
        cite=gap.cite or (known.cite,),
        reason=reason,
        steps=(
            Step("law_gap", gap.message, value_ja=gap.message_ja),
            Step("to_supply", gap.try_next or "", value_ja=gap.try_ja),
        ),
    )
