"""The Excel pack of an issue of annual reports: summary, totals, differences, corrections, files, every issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from hozen.engine import Engine
from hozen.faces.reports.annual import figure
from hozen.faces.reports.cells import Put
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.workbook import sheet_name, whole_workbook
from hozen.faces.words import Language, say
from hozen.workflows.tax_year import Issue
from hozen.workflows.tax_year.closes import TiedClose
from hozen.workflows.tax_year.columns import ISSUED
from hozen.workflows.tax_year.issue import AssetSums
from hozen.workflows.tax_year.issuing import Place
from hozen.workflows.tax_year.papers import change_rows, difference_rows


class _Pack:
    """What every sheet reads."""

    def __init__(self, place: Place, issue: Issue, engine: Engine, lang: Language) -> None:
        self.place, self.issue, self.engine, self.lang = place, issue, engine, lang

    def say(self, key: str, **values: object) -> str:
        return say(f"tax_year.{key}", self.lang, **values)

    def heads(self, *names: str, right: int = 0) -> list[Put]:
        """Headings; the last `right` of them flush right."""
        left = len(names) - right
        return [
            Put(self.say(f"pack.{name}"), "head_right" if place >= left else "head")
            for place, name in enumerate(names)
        ]

    def amount(self, name: str, asset: object, units: object) -> Put:
        """A figure as text, exact: a number of Excel would lose digits."""
        return Put(figure(name, str(asset), int(str(units)), self.issue.reports.decimals), "right")


def write_annual_pack(path: Path, place: Place, issue: Issue, engine: Engine, lang: Language) -> Path:
    """Write the pack, whole or not at all; the same issue gives the same bytes. ReportError, CaseFileRefused."""
    pack = _Pack(place, issue, engine, lang)
    title = pack.say("title", year=issue.reports.year)
    taken: set[str] = {"history"}
    with whole_workbook(path, issue.day, title, lang) as workbook:
        styles, words = Styles(workbook), Phrases(lang)
        for key, write in _SHEETS.items():
            page = workbook.add_worksheet(sheet_name(pack.say(f"sheet.{key}"), taken))
            sheet = Sheet(page, styles, words)
            write(sheet, pack)
            sheet.finish(title, f"{issue.reports.number} {issue.reports.fingerprint[:12]}")
    return path


def _summary(sheet: Sheet, pack: _Pack) -> None:
    told, issue = pack.issue.reports, pack.issue
    firm = told.firm_ja if pack.lang == "ja" else told.firm
    sheet.title(pack.say("title", year=told.year), firm, pack.say("notes.income"))
    sheet.pairs(
        [
            (pack.say("pack.issue"), str(told.number)),
            (pack.say("pack.entered"), f"{issue.entry.seq}, {issue.day}, {issue.entry.actor}"),
            (pack.say("pack.approved"), issue.approved_by or "-"),
            (pack.say("pack.closing"), _tied(told.closing, "-")),
            (pack.say("pack.opening"), _tied(told.opening, told.not_closed or "-")),
            *((pack.say(f"pack.{name}"), Put(count, "whole")) for name, count in told.states.items()),
            (pack.say("pack.held"), Put(told.held, "whole")),
            (pack.say("pack.differences"), Put(told.differences, "whole")),
            (pack.say("pack.fingerprint"), told.fingerprint),
        ]
    )


def _tied(close: TiedClose | None, otherwise: str) -> str:
    return f"{close.day}, {close.entry}, {close.fingerprint}" if close else otherwise


def _assets(sheet: Sheet, pack: _Pack) -> None:
    sheet.title(pack.say("sheet.assets"))
    heads = [*pack.heads("asset"), *pack.heads("lines", right=1)]
    heads += [Put(pack.say(f"column.{name}"), "head_right") for name in ISSUED]
    sheet.table(heads, [_asset_row(pack, one) for one in pack.issue.reports.sums], main=True)


def _asset_row(pack: _Pack, one: AssetSums) -> Row:
    amounts = [pack.amount(name, one.asset, one.figures[name]) for name in ISSUED]
    return [Put(one.asset), Put(one.lines, "whole"), *amounts]


def _differences(sheet: Sheet, pack: _Pack) -> None:
    told = pack.issue.reports
    sheet.title(pack.say("sheet.differences"), pack.say("pack.differences_text", count=told.differences))
    heads = pack.heads("customer", "asset", "movements", "close", "difference", right=3)
    sheet.table(heads, _amount_rows(pack, difference_rows(pack.place, told, pack.engine)), main=True)


def _amount_rows(pack: _Pack, rows: Iterable[tuple[object, ...]]) -> Iterable[Row]:
    for customer, asset, *amounts in rows:
        yield [Put(str(customer)), Put(str(asset)), *(pack.amount("", asset, one) for one in amounts)]


def _changes(sheet: Sheet, pack: _Pack) -> None:
    told = pack.issue.reports
    compared = "changes_text" if told.before else "no_changes_text"
    sheet.title(pack.say("sheet.changes"), pack.say(f"pack.{compared}", before=told.before))
    heads = pack.heads("customer", "asset", "item", "was", "now", right=2)
    rows = change_rows(pack.place, told, pack.engine)
    sheet.table(heads, (_change_row(pack, *row) for row in rows), main=True)


def _change_row(pack: _Pack, customer: object, asset: object, item: object, was: object, now: object) -> Row:
    amounts = (pack.amount(str(item), asset, one) for one in (was, now))
    return [Put(str(customer)), Put(str(asset)), Put(pack.say(f"column.{item}")), *amounts]


def _files(sheet: Sheet, pack: _Pack) -> None:
    told = pack.issue.reports
    sheet.title(pack.say("sheet.files"))
    made: list[Row] = [[Put(one.name), Put(one.rows or 0, "whole"), Put(one.sha256)] for one in told.files]
    read: list[Row] = [[path, "", digest] for path, digest in told.inputs]
    sheet.table([*pack.heads("file"), *pack.heads("rows", right=1), *pack.heads("sha256")], [*made, *read])


def _history(sheet: Sheet, pack: _Pack) -> None:
    sheet.title(pack.say("sheet.issues"))
    names = ("new", "corrected", "unchanged", "earlier")
    heads = pack.heads("issue", "entered", "approved", *names, "held", right=5)
    every = (one for one in pack.place.issues() if one.reports.number <= pack.issue.reports.number)
    sheet.table(heads, (_issue_row(one, names) for one in every), main=True)


def _issue_row(one: Issue, states: Sequence[str]) -> Row:
    counts = [Put(one.reports.states.get(name, 0), "whole") for name in states]
    entered = f"{one.entry.seq}, {one.day}, {one.entry.actor}"
    head = [Put(text) for text in (str(one.reports.number), entered, one.approved_by or "-")]
    return [*head, *counts, Put(one.reports.held, "whole")]


_SHEETS: dict[str, Callable[[Sheet, _Pack], None]] = {
    "summary": _summary,
    "assets": _assets,
    "differences": _differences,
    "changes": _changes,
    "files": _files,
    "issues": _history,
}
