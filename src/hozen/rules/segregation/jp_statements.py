"""Custodians' statements under Japan's rules: GL16 II-2-2-3-2(3)④ has holdings and ledger compared each business day."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.findings import CureClock, Finding, Status, Step
from hozen.law import Lawful, Reading
from hozen.rules.segregation.statements import KeeperStatements, last_business_day


def statement_age_findings(
    reading: Reading, keepers: Iterable[KeeperStatements], clock: CureClock
) -> list[Finding]:
    """明細の基準日: no custodian's statement stands before the last business day, keeper by keeper.

    Holdings and ledger are compared each business day, so an older statement was not compared on that day, though its
    figures agree. No text says how old a statement may be: it needs attention and is never a breach.
    GL16 II-2-2-3-2(3)④.
    """
    rule = reading.text("segregation.reconcile_frequency")
    return [_finding(one, rule, clock) for one in keepers]


def _finding(one: KeeperStatements, rule: Lawful[str], clock: CureClock) -> Finding:
    asked = last_business_day(clock.today, clock.business_days)
    late = one.before(asked)
    return Finding(
        code="statement-age",
        subject=one.keeper,
        status=Status.ATTENTION if late or one.undated else Status.MET,
        measure=one.oldest,
        threshold=asked,
        distance=-clock.business_days.left(one.oldest, asked) if one.oldest else None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason=_reason(late, one.undated),
        steps=(
            Step("chains_stated", len(one.stand_at) + one.undated),
            *((Step("chains_late", late),) if late else ()),
            *((Step("chains_undated", one.undated),) if one.undated else ()),
        ),
    )


def _reason(late: int, undated: int) -> str:
    if late:
        return "statement_old"
    return "statement_undated" if undated else "statement_of_day"
