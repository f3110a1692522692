"""What a file from outside holds, and what of it is in the book now."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import pairs, stacked
from hozen.faces.cli.view import BOLD, DIM, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.values import Yen
from hozen.workflows.importing import Imported, ImportKind, Preview, Scope

_YEN = {"came_in", "went_out", "cost"}
_SHOWN = 10  # statements; the rest is counted


def show_preview(found: Preview, lang: Language, width: int) -> list[Text]:
    """First rows, totals, what could not be read or is not mapped. Nothing of it is in the book."""
    view = View(lang, width)
    return [
        Text(view.word("importing", "preview").format(file=found.file), BOLD),
        *_scopes(found.scopes, view),
        *_totals(found.totals, view),
        *(line for table in found.rows for line in _first(table, found, view)),
        *_left_out(found.left_out, found.left_out_count, view),
        *_unmapped(found.unmapped, view),
    ]


def show_imported(done: Imported, book: Path, lang: Language, width: int) -> list[Text]:
    """What is in the book now, or that it was before, and the next command."""
    view, record = View(lang, width), done.record
    said = view.word("importing", "already" if done.already_there else "imported")
    tables = [(one.path, _rows(one.rows, lang)) for one in record.tables]
    replaced = [(view.word("importing", "replaced"), name) for name in record.replaces]
    check = f"hozen check {shlex.quote(str(book))}"
    return [
        Text(said.format(file=record.file, book=book), BOLD),
        *_scopes(record.scopes, view),
        *_totals(record.totals, view),
        heading(view.word("importing", "written")),
        *pairs(
            [*tables, *replaced, (f"imports/{record.name}.json", view.word("importing", "record"))], width
        ),
        *_left_out(done.left_out, record.left_out, view),
        heading(view.say("closing.next")),
        Text(f"    {check}"),  # never broken: it is there to be copied
    ]


def show_kinds(kinds: Iterable[ImportKind], lang: Language, width: int) -> list[Text]:
    """Each kind of file, what it is, and the tables it fills."""
    view = View(lang, width)
    lines = []
    for one in kinds:
        lines.append(Text(one.name, BOLD))
        lines += paragraph(view.word("importing", f"kind.{one.name}"), width, 4)
        lines += paragraph(f"→ {', '.join(one.tables)}", width, 4, DIM)
    return lines


def _rows(count: int, lang: Language) -> str:
    return say("importing.rows", lang, count=count, rows=f"{count:,}")


def _scopes(scopes: tuple[Scope, ...], view: View) -> list[Text]:
    told = []
    for one in scopes[:_SHOWN]:
        sums = [
            (name, value)
            for name, value in (("opening", one.opening), ("closing", one.closing))
            if value is not None
        ]
        said = [f"{view.word('importing', name)} {Yen(value)}" for name, value in sums]
        told.append((one.account.partition(":")[2], "  ".join([str(one.day), *said])))
    more = len(scopes) - _SHOWN
    rest = [Text("  " + view.word("importing", "more").format(count=f"{more:,}"), DIM)] if more > 0 else []
    return [heading(view.word("importing", "scopes")), *pairs(told, view.width), *rest] if told else []


def _totals(totals: Mapping[str, int], view: View) -> list[Text]:
    told = [(_label(name, view), _amount(name, value)) for name, value in totals.items() if value]
    return [heading(view.word("importing", "totals")), *pairs(told, view.width)] if told else []


def _label(name: str, view: View) -> str:
    word, _, asset = name.partition(":")
    return f"{view.word('importing', f'total.{word}')} {asset}".rstrip()


def _amount(name: str, value: int) -> str:
    return str(Yen(value)) if name in _YEN else f"{value:,}"


def _first(table: str, found: Preview, view: View) -> list[Text]:
    rows = found.first[table]
    heads = [name for name in rows[0] if any(row[name] for row in rows)]
    title = f"{table}: {_rows(found.rows[table], view.lang)}"
    return [heading(title), *stacked(heads, [[row[name] for name in heads] for row in rows], view.width)]


def _left_out(left: Iterable[tuple[str, str]], count: int, view: View) -> list[Text]:
    told = [(what, view.word("importing", f"why.{why}")) for what, why in left][:_SHOWN]
    if not count:
        return []
    title = view.word("importing", "left_out").format(count=f"{count:,}")
    return [heading(title), *pairs(told, view.width)]


def _unmapped(names: Mapping[str, str], view: View) -> list[Text]:
    if not names:
        return []
    lines = [heading(view.word("importing", "unmapped"))]
    for section in dict.fromkeys(names.values()):
        lines.append(Text(f"    [{section}]"))
        lines += [Text(f'    "{name}" = "…"') for name, where in names.items() if where == section]
    return lines
