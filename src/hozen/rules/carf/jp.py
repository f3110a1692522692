"""The report on customers resident abroad under Japan's Treaty Special Provisions Act, as others report it.

In force since 1 January 2026; the articles were not read, so no finding here is ever firmer than *reported*.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hozen.findings import Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.law.usable import usable
from hozen.rules.carf.facts import CarfFacts, Choices
from hozen.values.calendar import months_after

REPORT, ON_FILE, LEAVE_OUT = "report", "report_on_file", "leave_out"


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a reporting year, legal days in Japan."""
    return date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1)


def due_day(reading: Reading, year: int) -> date:
    """報告期限: the last day for the report of `year`. LawGap for a year before the duty."""
    return date.fromisoformat(f"{year + 1}-{reading.text('carf.due').value}")


def choices_of(reading: Reading, year: int, *, dual: bool, uncertified: bool, margin: bool) -> Choices:
    """What the scenario decides. A choice is read only where the book has a case of it: LawGap if nobody decided."""
    day = reading.text("carf.choice.residence_day")
    return Choices(
        residence_day=date.fromisoformat(f"{year}-{day.value}"),
        dual_reported=dual and _chosen(reading, "dual_residence", REPORT),
        uncertified_reported=uncertified and _chosen(reading, "uncertified", ON_FILE),
        margin_reported=margin and _chosen(reading, "margin", REPORT),
    )


def _chosen(reading: Reading, name: str, yes: str) -> bool:
    figure = reading.text(f"carf.choice.{name}")
    usable(reading, figure, figure.value in (yes, LEAVE_OUT), f"{yes} or {LEAVE_OUT}")
    return figure.value == yes


def certification_findings(reading: Reading, facts: CarfFacts, day: date) -> list[Finding]:
    """届出書の未提出: no customer is without a self-certification, by the day that holds for it.

    New customers certify at opening; those before the duty by a fixed day. Whose opening nobody knows counts as new.
    """
    new, until = reading.text("carf.certification.new"), reading.date("carf.certification.old_until")
    reasons = ("carf_certified", "carf_uncertified")
    late = day > until.value or not facts.old_uncertified
    unknown = (Step("opened_unknown", facts.opened_unknown),) if facts.opened_unknown else ()
    return [
        replace(
            _counted("carf-certification", "new", facts.new_uncertified, new, reasons),
            steps=(Step("customers_all", facts.customers), *unknown),
        ),
        replace(
            _counted("carf-certification", "pre-existing", facts.old_uncertified, until, reasons),
            steps=(Step("certify_until", until.value),),
            cure_by=None if late else until.value,
        ),
    ]


def expired_finding(reading: Reading, facts: CarfFacts) -> Finding:
    """届出書の期限切れ: none that has run out still stands for a customer."""
    rule = reading.text("carf.certification.new")
    return _counted("carf-expired", "", facts.expired, rule, ("carf_current", "carf_expired"))


def tin_finding(reading: Reading, facts: CarfFacts) -> Finding:
    """外国納税者番号: of everybody resident abroad the number is held, or the reason why not."""
    rule = reading.text("carf.certification.tin")
    return _counted("carf-tin", "", facts.tin_missing, rule, ("carf_numbers", "carf_no_number"))


def contradicted_finding(reading: Reading, facts: CarfFacts, day: date) -> Finding:
    """異動の未届: what contradicts a certification is certified anew within the months that the law gives.

    The earliest last day counts, unless one is over. Where no day of the change is on file none can be told.
    """
    rule = reading.count("carf.certification.change_months")
    ends = {one: months_after(one, rule.value) for one, _ in facts.changes if one}
    over = sum(count for one, count in facts.changes if one and ends[one] < day)
    undated = sum(count for one, count in facts.changes if one is None)
    reasons = ("carf_no_change", "carf_change_over" if over else "carf_change_open")
    found = _counted("carf-contradicted", "", sum(count for _, count in facts.changes), rule, reasons)
    if not found.measure:
        return found
    steps = (Step("changes_over", over), *((Step("changes_undated", undated),) if undated else ()))
    return replace(found, steps=steps, cure_by=None if over else min(ends.values(), default=None))


def due_finding(reading: Reading, day: date, due: date, *, reported: bool, near: int) -> Finding:
    """報告期限の接近・経過: the report stands before its last day is over."""
    rule = reading.text("carf.due")
    left = (due - day).days
    status, reason = Status.MET, "carf_reported" if reported else "carf_due_far"
    if not reported and left <= near:
        over = left < 0
        status = judge(True, (rule,)) if over else Status.ATTENTION
        reason = "carf_due_over" if over else "carf_due_near"
    return Finding(
        code="carf-due",
        subject=str(due.year - 1),
        status=status,
        measure=day,
        threshold=due,
        distance=left,
        rests_on=(rule,),
        cite=(rule.cite,),
        cure_by=due if status is not Status.MET and left >= 0 else None,
        reason=reason,
    )


def _counted(code: str, subject: str, count: int, rule: Lawful[object], reasons: tuple[str, str]) -> Finding:
    """A finding that asks for none; `reasons`: where there is none, and where there is one."""
    short = count > 0
    return Finding(
        code=code,
        subject=subject,
        status=judge(short, (rule,)),
        measure=count,
        threshold=0,
        distance=-count,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason=reasons[short],
        evidence="carf" if short else "",
    )
