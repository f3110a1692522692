"""`hozen products`: the register of crypto-assets handled, and what is disclosed of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET, exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.products import Opened

_From = Annotated[
    Path | None,
    typer.Option(
        "--register",
        metavar="BOOK|DIR",
        help="A book, or a folder of CSV. Else the register that comes with hozen.",
    ),
]
_Day = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day the register is read for. Else today.")
]
_BookDay = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="The day looked at. Else the newest with balances.")
]
_What = Annotated[str, typer.Argument(metavar="PRODUCT", help="A product_id, or a symbol of the day.")]
VIEWS = ("japan", "mica")


def listed(context: typer.Context, register: _From = None, day: _Day = None, json: Json = False) -> int:
    """Every product of the register, and what it was on the day."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_list
    from hozen.rules.products import products_on
    from hozen.workflows.products.coverage import coverage

    face: Face = context.obj
    opened, on = _open(face, register), day_or_today(day, "--day")
    found = products_on(opened.register, on)
    known = coverage(opened.register, on) if register is None else None
    if json:
        document = {"register": opened.name, "day": on, "products": found, "coverage": known}
        face.json({name: plain(value) for name, value in document.items()})
    else:
        face.show(show_list(opened.name, on, found, known, face.lang, face.out.width))
    return MET


def show(
    context: typer.Context, product: _What, register: _From = None, day: _Day = None, json: Json = False
) -> int:
    """One product: its identifiers, its class under the law, and all that is on file."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_one
    from hozen.workflows.products.one import one_product

    face: Face = context.obj
    one = one_product(_open(face, register).register, product, day_or_today(day, "--day"))
    if json:
        face.json(plain(one))
    else:
        face.show(show_one(one, face.lang, face.out.width))
    return MET


def check(
    context: typer.Context, book: BookFolder, day: _BookDay = None, memory: Memory = "4GB", json: Json = False
) -> int:
    """The checks of a book's register. Ends with 2 for a breach, or a duty in force that cannot be told."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_product_checks import show_checks
    from hozen.workflows.products import look

    face: Face = context.obj
    on = None if day is None else day_of(day, "--day")
    with progress(face) as report:
        found = look(book, on, memory_limit=memory, progress=report)
    if json:
        face.json({"book": found.book, "day": plain(found.day), "findings": plain(found.findings)})
    else:
        face.show(show_checks(found, face.lang, face.out.width))
    return exit_of(found.findings)


def history(
    context: typer.Context,
    product: Annotated[str, typer.Option("--product", metavar="PRODUCT", help="Only this one.")] = "",
    register: _From = None,
    json: Json = False,
) -> int:
    """What was decided, renamed, reclassified and published, in order of days."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_history
    from hozen.workflows.products import history as told
    from hozen.workflows.products.one import known

    face: Face = context.obj
    opened = _open(face, register)
    today = day_or_today(None, "--day")
    events = told(opened.register, known(opened.register, product, today).product_id if product else "")
    if json:
        face.json(plain(events))
    else:
        face.show(show_history(events, face.lang, face.out.width))
    return MET


def disclose(
    context: typer.Context,
    product: _What,
    register: _From = None,
    day: _Day = None,
    version: Annotated[int | None, typer.Option("--version", help="This version. Else the newest.")] = None,
    view: Annotated[
        str, typer.Option("--view", help="japan: the summary sheet. mica: the EU's white paper.")
    ] = "japan",
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write it as PDF.")] = None,
    xhtml: Annotated[
        Path | None, typer.Option("--xhtml", metavar="FILE", help="Write it as tagged XHTML (inline XBRL).")
    ] = None,
    json: Json = False,
) -> int:
    """What is disclosed of a product, in one of two views; as PDF or tagged XHTML too."""
    from hozen.faces.cli.disclosing import written
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_disclosure
    from hozen.workflows.products.one import disclosed

    face: Face = context.obj
    if view not in VIEWS:
        raise BadOption("no such view", where="--view", found=view, expected=", ".join(VIEWS))
    on = day_or_today(day, "--day")
    found = disclosed(
        _open(face, register).register, product, on, version, "mica" if view == "mica" else "japan"
    )
    files = written(found, pdf, xhtml, face.lang)
    if json:
        face.json({**dict(plain(found)), "files": plain(files)})  # type: ignore[arg-type]  # a dataclass is a mapping
    else:
        face.show(show_disclosure(found, files, face.lang, face.out.width))
    return MET


def diff(
    context: typer.Context,
    product: _What,
    before: Annotated[int, typer.Argument(metavar="BEFORE", help="The earlier version.")],
    after: Annotated[int, typer.Argument(metavar="AFTER", help="The later version.")],
    register: _From = None,
    json: Json = False,
) -> int:
    """What one version of a disclosure says otherwise than another."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_changes
    from hozen.workflows.products.one import changes_between

    face: Face = context.obj
    today = day_or_today(None, "--day")
    found = changes_between(_open(face, register).register, product, today, before, after)
    if json:
        face.json(plain(found))
    else:
        face.show(show_changes(product, before, after, found, face.lang, face.out.width))
    return MET


def export(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, for one CSV per table.")],
    register: _From = None,
    memory: Memory = "4GB",
    json: Json = False,
) -> int:
    """Write a register as CSV files, to be edited and put into a book."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_products import show_written
    from hozen.workflows.products.opening import export_register

    face: Face = context.obj
    files = export_register(register, target, memory_limit=memory)
    if json:
        face.json(plain(files))
    else:
        face.show(show_written(files, face.lang, face.out.width))
    return MET


def _open(face: Face, register: Path | None) -> Opened:
    from hozen.workflows.products import open_register

    with progress(face) as report:
        return open_register(register, progress=report)
