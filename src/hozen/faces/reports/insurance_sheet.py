"""Insurance: what counts towards the reserve, what does not and why, and when cover ends."""

from __future__ import annotations

from hozen.faces.reports.cells import Put, day, yen
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.reserve_sheet import write_steps
from hozen.faces.reports.sheet import Row, Sheet
from hozen.rules.insurance import InsuranceCredit
from hozen.rules.insurance.credit import Cliff, Refused


def write_insurance(sheet: Sheet, pack: Pack) -> None:
    """保険による代替."""
    words, credit = pack.words, pack.closing.insurance
    sheet.title(words("sheet.insurance"), words("insurance.formula"))
    if credit is None:
        sheet.note(words("insurance.none"))
        return
    _credit(sheet, words, credit)
    sheet.section(words("insurance.layers"))
    sheet.note(words("insurance.layers_note"))
    layers = ((one.policy_id, _cause(words, one.cause), yen(one.pays)) for one in credit.layers)
    sheet.table(words.heads("policy", "cause", "pays"), layers)
    sheet.gap()
    sheet.section(words("insurance.refused"))
    sheet.table(
        words.heads("policy", "cause", "reason", "detail"), (_refused(words, one) for one in credit.refused)
    )
    sheet.gap()
    sheet.section(words("insurance.cliffs"))
    sheet.note(words("insurance.cliffs_note"))
    sheet.table(
        words.heads("policy", "first_day_without", "credit_before", "credit_after"),
        map(_cliff, credit.cliffs),
    )
    sheet.gap()
    sheet.section(words("check.working"))
    write_steps(sheet, words, credit.steps)


def _credit(sheet: Sheet, words: Phrases, credit: InsuranceCredit) -> None:
    sheet.pairs(
        (
            (words("reserve.credit"), yen(credit.credit)),
            (words("insurance.cap"), yen(credit.cap)),
        )
    )
    sheet.gap()
    sheet.section(words("insurance.by_cause"))
    rows = ((_cause(words, name), yen(cover)) for name, cover in credit.by_cause)
    sheet.table(words.heads("cause", "cover"), rows)
    sheet.gap()


def _cause(words: Phrases, name: str) -> str:
    return words.maybe(f"insurance.cause.{name}", name) if name else words("insurance.every_cause")


def _refused(words: Phrases, one: Refused) -> Row:
    reason = words.maybe(f"reasons.{one.reason}", one.reason.replace("_", " "))
    return one.policy_id, _cause(words, one.cause), reason, words.how(one.detail)


def _cliff(one: Cliff) -> Row:
    return Put(one.policy_id), day(one.day), yen(one.credit_before), yen(one.credit_after)
