"""The first sheet: what was found, what to cure by when, what it rests on, who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from hozen.faces.reports.cells import Put, yen
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.faces.words import retold, say
from hozen.findings import Finding, Status
from hozen.findings.table import NOTHING

_OPEN = ("cure_by", "status", "check", "subject", "distance", "unit", "since", "standing", "reason")


def write_summary(sheet: Sheet, pack: Pack) -> None:
    """表紙."""
    words, closing = pack.words, pack.closing
    sheet.title(words("summary.title", firm=pack.firm, day=closing.day))
    sheet.pairs(_head(pack))
    sheet.gap()
    sheet.section(words("summary.open"))
    sheet.table(words.heads(*_OPEN), (_open_row(pack, one) for one in _to_do(closing.findings)))
    sheet.gap()
    _reserve(sheet, pack)
    _books(sheet, pack)
    _signatures(sheet, pack)
    _tabs(sheet, pack)
    _changed(sheet, pack)


def _run(text: object) -> Put:
    return Put(str(text) or NOTHING, "run")


def _head(pack: Pack) -> list[tuple[str, Put | str]]:
    words, closing = pack.words, pack.closing
    standing = closing.standing
    meaning = words.ours(f"standing.meaning.{standing.word}", "")
    return [
        (words("summary.result"), words.status(closing.status)),
        (words("summary.counts"), _run(_counts(words, closing.findings))),
        (words("summary.rests_on"), _run(f"{words.standing(standing)}: {meaning}")),
        (words("summary.book"), _run(closing.book)),
        (words("summary.scenario"), _run(closing.scenario or words("summary.no_scenario"))),
        (words("summary.fingerprint"), _run(closing.fingerprint)),
        (words("summary.hozen"), _run(closing.hozen_version)),
        *((words("summary.hint"), _run(retold("hints", hint, words.lang))) for hint in closing.hints),
    ]


def _counts(words: Phrases, findings: tuple[Finding, ...]) -> str:
    counted = Counter(one.status for one in findings)
    ranked = sorted(counted, key=lambda one: one.rank)
    return "; ".join(_count(words, status, counted[status]) for status in ranked) or words("none")


def _count(words: Phrases, status: Status, count: int) -> str:
    return say(f"status.count.{status.value}", words.lang, count=count)


def _to_do(findings: tuple[Finding, ...]) -> list[Finding]:
    """The worst first; among them those without time to cure, then the shortest time."""
    left = [one for one in findings if one.status is not Status.MET]
    return sorted(left, key=lambda one: (one.status.rank, not one.immediate, one.cure_by or date.max))


def _open_row(pack: Pack, one: Finding) -> Row:
    words = pack.words
    return (
        words.cure(one),
        words.status(one.status),
        Put(words.title(one.code), link=pack.tab(one.code)),
        one.subject or words("whole_firm"),
        words.figure(one, one.distance),
        words.unit(one, one.distance),
        Put(one.breach_since, "day") if one.breach_since else NOTHING,
        words.standing(one.standing),
        words.reason(one),
    )


def _reserve(sheet: Sheet, pack: Pack) -> None:
    words, reserve = pack.words, pack.closing.reserve
    sheet.section(words.title("reserve"))
    if reserve is None:
        gap = words.pick(pack.closing.reserve_gap, pack.closing.reserve_gap_ja)
        sheet.note(gap or words("reserve.none"))
    else:
        sheet.pairs(
            (
                (words("reserve.level"), yen(reserve.requirement.level)),
                (words("reserve.credit"), yen(reserve.insurance_credit)),
                (words("reserve.held"), yen(reserve.held)),
                (words("reserve.addition_by", day=reserve.due), yen(reserve.addition)),
            )
        )
        sheet.note(words("reserve.rests_on", standing=words.standing(reserve.requirement.standing)))
    sheet.gap()


def _books(sheet: Sheet, pack: Pack) -> None:
    words, heading = pack.words, pack.heading
    if heading.entry is None:
        return
    sheet.section(words("summary.kept"))
    sheet.pairs(
        (
            (words("summary.version"), _run(heading.version)),
            (words("summary.entry"), _run(heading.entry)),
            (words("summary.anchor"), _run(heading.anchor)),
        )
    )
    sheet.gap()


def _signatures(sheet: Sheet, pack: Pack) -> None:
    words, heading = pack.words, pack.heading
    sheet.section(words("summary.signatures"))
    sheet.table(
        words.heads("role", "name", "signature", "signed_on"),
        _signers(words, heading.prepared_by, heading.approved_by),
    )
    sheet.note(words("summary.four_eyes"))
    sheet.gap()


def _signers(words: Phrases, prepared: str, approved: str) -> Iterator[Row]:
    line = Put("", "line")
    for role, name in (("prepared_by", prepared), ("approved_by", approved)):
        yield Put(words(f"summary.{role}"), "bold"), Put(name, "line"), line, line


def _tabs(sheet: Sheet, pack: Pack) -> None:
    words = pack.words
    sheet.section(words("summary.sheets"))
    for key, name in pack.names.items():
        kind, _, code = key.partition(":")
        about = words.title(code) if kind == "check" else words(f"about.{key}")
        sheet.line(Put(name, link=name), Put(about, "run"))


def _changed(sheet: Sheet, pack: Pack) -> None:
    if not pack.heading.changed:
        return
    sheet.gap()
    sheet.section(pack.words("summary.changed"))
    for one in pack.heading.changed:
        sheet.line(_run(retold("parts", one, pack.words.lang)))
