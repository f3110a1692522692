"""The reserve and the insurance that may stand for part of it."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import amounts, laid
from hozen.faces.cli.view import View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import retold
from hozen.findings.table import NOTHING
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.reserves import ReservePosition
from hozen.workflows.daily_close import Closing


def reserve(closing: Closing, view: View) -> list[Text]:
    """Where it stands under the closing's scenario; or what the law leaves open."""
    title = heading(view.say("closing.reserve", scenario=closing.scenario))
    if closing.reserve is None:
        key = "reserve.gap" if closing.reserve_gap else "reserve.none"
        return [title, *paragraph(view.say(key), view.width)]
    return [title, *standing_line(closing.reserve, view), *position(closing.reserve, view)]


def standing_line(found: ReservePosition, view: View) -> list[Text]:
    """How firm the figures are."""
    firm = view.standing(found.requirement.standing)
    return paragraph(view.say("reserve.rests_on", standing=firm), view.width)


def position(found: ReservePosition, view: View) -> list[Text]:
    """Required, held, to add by when; and the years ahead at today's volumes."""
    told = [
        ("level", str(found.requirement.level), view.say("reserve.method", method=_method(found, view))),
        ("credit", str(-found.insurance_credit), ""),
        ("after_credit", str(found.level_after_credit), ""),
        ("held", str(found.held), ""),
        ("shortfall", str(found.shortfall), ""),
        ("addition", str(found.addition), view.say("reserve.due", day=found.due) if found.addition else ""),
        ("releasable", str(found.releasable), ""),
    ]
    kept = [row for row in told if row[1] != "¥0" or row[0] in ("level", "held", "addition")]
    lines = amounts(
        [(view.say(f"reserve.{label}"), amount, remark) for label, amount, remark in kept], view.width
    )
    return [*lines, *paragraph(_full(found, view), view.width), *path(found, view)]


def _full(found: ReservePosition, view: View) -> str:
    if not found.shortfall:
        return view.say("reserve.full")
    day = str(found.full_on) if found.full_on else view.say("reserve.not_within_path")
    return view.say("reserve.full_on", day=day)


def _method(found: ReservePosition, view: View) -> str:
    return view.word("cli.method", found.requirement.method)


def path(found: ReservePosition, view: View) -> list[Text]:
    """One row per year until nothing more is added."""
    years = [year for place, year in enumerate(found.path) if place == 0 or year.addition]
    if not any(year.addition for year in years):
        return []
    heads = [view.say(f"path.{name}") for name in ("ends", "before", "addition", "after")]
    rows = [
        [str(year.ends), str(year.held_before), str(year.addition), str(year.held_after)] for year in years
    ]
    return laid(heads, lambda _: rows, (False, True, True, True), view.width)


def insurance(credit: InsuranceCredit | None, view: View) -> list[Text]:
    """What counts, what does not and why, and when it falls."""
    if credit is None:
        return []
    if not credit.layers and not credit.refused:
        return [
            heading(view.say("closing.insurance")),
            *paragraph(view.say("insurance.no_policy"), view.width),
        ]
    told = [
        (view.say("insurance.credit"), str(credit.credit), ""),
        (view.say("insurance.cap"), str(credit.cap), ""),
        *((_cause(name, view), str(yen), "") for name, yen in credit.by_cause),
    ]
    return [
        heading(view.say("closing.insurance")),
        *amounts(told, view.width),
        *_refused(credit, view),
        *_cliffs(credit, view),
    ]


def _cause(name: str, view: View) -> str:
    return view.say("insurance.cause", cause=view.word("insurance.cause", name)) if name else NOTHING


def _refused(credit: InsuranceCredit, view: View) -> list[Text]:
    lines = []
    for one in credit.refused:
        cause = view.word("insurance.cause", one.cause) if one.cause else view.say("insurance.every_cause")
        reason = view.word("reasons", one.reason)
        found = retold("how", one.detail, view.lang)
        detail = f" ({found})" if found else ""
        text = view.say("insurance.refused", policy=one.policy_id, cause=cause, reason=reason) + detail
        lines += paragraph(text, view.width)
    return lines


def _cliffs(credit: InsuranceCredit, view: View) -> list[Text]:
    texts = [
        view.say(
            "insurance.cliff",
            day=one.day,
            policy=one.policy_id,
            before=one.credit_before,
            after=one.credit_after,
        )
        for one in credit.cliffs
    ]
    return [line for text in texts for line in paragraph(text, view.width)]
