"""A draft of a report as a workbook: every figure with its source, blanks with their reason, and the files behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hozen.faces.reports.cells import BLANK, Put, day, quantity, unit_of, whole
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.faces.reports.styles import Styles
from hozen.faces.reports.workbook import sheet_name, whole_workbook
from hozen.faces.words import Language, say
from hozen.findings import Quantity
from hozen.rules.duties.draft import DraftLine
from hozen.rules.duties.jp_drafts import CLOSING, JVCEA_COLUMNS
from hozen.workflows.duty_drafts import DutyDraft
from hozen.workflows.duty_drafts.facts import DraftSource

_MONTHLY = "jvcea_monthly"


def write_draft(path: Path, found: DutyDraft, lang: Language) -> Path:
    """The workbook, whole or not at all; the same draft gives the same bytes. Raises ReportError."""
    title = said(f"duty.{found.duty.code}", lang)
    pages = {"figures": _figures, "table": _table, "sources": _sources}
    if found.duty.code != _MONTHLY:
        del pages["table"]
    taken: set[str] = {"history"}
    with whole_workbook(path, found.last, title, lang) as workbook:
        styles, words = Styles(workbook), Phrases(lang)
        for name, write in pages.items():
            page = workbook.add_worksheet(sheet_name(said(f"draft.sheet.{name}", lang), taken))
            sheet = Sheet(page, styles, words)
            _head(sheet, found, lang)
            write(sheet, found, lang)
            sheet.finish(f"{said('draft.mark', lang)} {title}", f"{found.book} {found.last}")
    return path


def said(key: str, lang: Language, **values: object) -> str:
    """A text of the room `duties`."""
    return say(f"duties.{key}", lang, **values)


def item_text(one: DraftLine, lang: Language) -> str:
    """What the figure is."""
    return said(f"draft.item.{one.item}", lang)


def of_text(one: DraftLine, lang: Language) -> str:
    """The asset, month, trust or keeper that it is of."""
    return say("providers.self", lang) if one.of == "self" else one.of


def why_text(one: DraftLine, lang: Language) -> str:
    """Why it is blank."""
    return said(f"draft.why.{one.why}", lang) if one.why else ""


def _head(sheet: Sheet, found: DutyDraft, lang: Language) -> None:
    firm = found.firm_ja if lang == "ja" else found.firm
    rule, words = found.duty.rule, sheet.words
    sheet.title(
        f"{said('draft.mark', lang)}  {said(f'duty.{found.duty.code}', lang)}", said("draft.is_draft", lang)
    )
    approved = found.close.approved_by or said("draft.nobody", lang)
    sheet.pairs(
        [
            (said("draft.head.firm", lang), firm),
            (said("draft.head.period", lang), f"{found.first} – {found.last}"),
            (said("column.due", lang), day(found.due_on) if found.due_on else Put(said("no_time", lang))),
            (said("fact.to", lang), said(f"to.{found.duty.to}", lang)),
            (said("fact.under", lang), words.cited((rule.cite,))),
            (said("fact.standing", lang), words.standing(rule.standing)),
            (
                said("draft.head.close", lang),
                said("draft.close", lang, entry=found.close.entry, who=approved),
            ),
            (said("draft.head.blanks", lang), f"{len(found.blanks):,}"),
        ]
    )
    sheet.gap()


def _figures(sheet: Sheet, found: DutyDraft, lang: Language) -> None:
    names = ("number", "item", "of", "figure", "unit", "why", "source", "sha256", "under", "standing")
    heads = _heads(names, lang)
    files = _by_name(found.sources)
    sheet.table(
        heads, (_line(sheet, found, files, one, number, lang) for number, one in _numbered(found)), main=True
    )


def _numbered(found: DutyDraft) -> Iterator[tuple[int, DraftLine]]:
    """Lines with the number of their item: rows of one item have one number."""
    items = list(dict.fromkeys(one.item for one in found.lines))
    return ((items.index(one.item) + 1, one) for one in found.lines)


def _line(
    sheet: Sheet,
    found: DutyDraft,
    files: Mapping[str, Sequence[DraftSource]],
    one: DraftLine,
    number: int,
    lang: Language,
) -> Row:
    figure = Put("", "cannot_tell") if one.value is None else quantity(one.value)
    where, digest = _source([file for name in one.source.split() for file in files.get(name, ())], lang)
    rule, words = found.duty.rule, sheet.words
    return (
        whole(number),
        item_text(one, lang),
        of_text(one, lang),
        figure,
        _unit(one, lang),
        why_text(one, lang),
        where,
        Put(digest, "hash"),
        words.cited((rule.cite,)),
        words.standing(rule.standing),
    )


def _unit(one: DraftLine, lang: Language) -> Put:
    if isinstance(one.value, int):
        return Put(said(f"draft.count.{one.item.partition('_')[0]}", lang))
    return unit_of(one.value)


def where_text(one: DraftSource, lang: Language) -> str:
    """A file as it is; an entry of the books in words."""
    return said("draft.entry", lang, entry=one.where) if one.name == CLOSING else one.where


def _source(files: Sequence[DraftSource], lang: Language) -> tuple[str, str]:
    if len(files) == 1:
        return where_text(files[0], lang), files[0].sha256
    return (said("draft.files", lang, count=len(files)), "") if files else ("", "")


def _by_name(sources: Sequence[DraftSource]) -> dict[str, list[DraftSource]]:
    found: dict[str, list[DraftSource]] = {}
    for one in sources:
        found.setdefault(one.name, []).append(one)
    return found


def _table(sheet: Sheet, found: DutyDraft, lang: Language) -> None:
    """The nineteen columns of the association's table, one below the other; then quantities by asset."""
    sheet.note(said("draft.laid_on_side", lang))
    assets = sorted({one.of for one in found.lines if one.item == "deposit_quantity"})
    rows = (_column(found, item, number, assets, lang) for number, item in enumerate(JVCEA_COLUMNS, 1))
    sheet.table(_heads(("number", "item", "whole", "unit", "why"), lang), rows)
    sheet.gap()
    known = {(one.item, one.of): one.value for one in found.lines if one.value is not None}
    told = [item for item in JVCEA_COLUMNS if any((item, asset) in known for asset in assets)]
    sheet.section(said("draft.quantities", lang))
    heads = [Put("", "head"), Put(said("draft.asset", lang), "head")]
    heads += [Put(said(f"draft.item.{item}", lang), "head_right") for item in told]
    sheet.table(heads, (["", one, *_quantities(known, one, told)] for one in assets))


def _quantities(known: Mapping[tuple[str, str], Quantity], asset: str, told: Sequence[str]) -> Iterator[Put]:
    """An asset without trades on a tape that is whole has none: 0; a position that nobody told stays blank."""
    for item in told:
        value = known.get((item, asset), 0 if item.startswith(("spot", "margin")) else None)
        yield BLANK if value is None else quantity(value)


def _column(found: DutyDraft, item: str, number: int, assets: Sequence[str], lang: Language) -> Row:
    lines = [one for one in found.lines if one.item == item]
    firm = next((one for one in lines if one.of not in assets), None)
    name = said(f"draft.item.{item}", lang)
    if firm is None:
        return [whole(number), name, BLANK, BLANK, said("draft.by_asset", lang)]
    if firm.value is None:
        return [whole(number), name, Put("", "cannot_tell"), BLANK, why_text(firm, lang)]
    return [whole(number), name, quantity(firm.value), _unit(firm, lang), ""]


def _sources(sheet: Sheet, found: DutyDraft, lang: Language) -> None:
    heads = _heads(("source", "file", "rows", "as_closed", "sha256"), lang)
    sheet.table(heads, (_file(sheet, one, lang) for one in found.sources))


def _file(sheet: Sheet, one: DraftSource, lang: Language) -> Row:
    return (
        said(f"draft.source.{one.name}", lang),
        where_text(one, lang),
        BLANK if one.rows is None else whole(one.rows),
        sheet.words("yes" if one.as_closed else "no"),
        Put(one.sha256, "hash"),
    )


def _heads(names: Sequence[str], lang: Language) -> list[Put]:
    right = ("number", "figure", "whole", "rows")
    return [Put(said(f"draft.head.{one}", lang), "head_right" if one in right else "head") for one in names]
