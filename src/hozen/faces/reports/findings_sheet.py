"""Every finding, one a row."""

from __future__ import annotations

from hozen.faces.reports.cells import Put
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.sheet import Row, Sheet
from hozen.findings import Finding
from hozen.findings.table import NOTHING

_HEADS = (
    "status",
    "check",
    "subject",
    "measure",
    "threshold",
    "distance",
    "unit",
    "cure_by",
    "since",
    "standing",
    "reason",
    "cite_en",
    "cite_ja",
)


def write_findings(sheet: Sheet, pack: Pack) -> None:
    """検査結果一覧."""
    words = pack.words
    sheet.title(words("sheet.findings"), words("note.distance"), words("note.exact"))
    sheet.table(words.heads(*_HEADS), (_row(pack, one) for one in pack.closing.findings), main=True)


def _row(pack: Pack, one: Finding) -> Row:
    words = pack.words
    return (
        words.status(one.status),
        Put(words.title(one.code), link=pack.tab(one.code)),
        one.subject or words("whole_firm"),
        words.figure(one, one.measure),
        words.figure(one, one.threshold),
        words.figure(one, one.distance),
        words.unit(one, one.distance, one.measure, one.threshold),
        words.cure(one),
        Put(one.breach_since, "day") if one.breach_since else NOTHING,
        words.standing(one.standing),
        words.reason(one),
        words.cited(one.cite, "en"),
        words.cited(one.cite, "ja"),
    )
