"""Documents as PDF: the same documents give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.faces.reports.errors import ReportError
from hozen.faces.reports.pdf.blocks import Document
from hozen.faces.reports.pdf.fonts import Typeface, typeface
from hozen.faces.reports.pdf.layout import laid_out
from hozen.faces.reports.pdf.page import FOOT, HEIGHT, MARGIN, SIZES, WIDTH, Mark

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_AUTHOR = "hozen"


def pdf_of(documents: Iterable[Document], face: Typeface | None = None) -> bytes:
    """One file of one or many documents, each from a page of its own. ReportError without the extra `pdf`."""
    out = BytesIO()
    canvas = _canvas(out)
    letters = face or typeface()
    for number, document in enumerate(documents):
        if not number:
            canvas.setTitle(document.title)
            canvas.setAuthor(_AUTHOR)
            canvas.setSubject(f"{document.day}")
        _draw(canvas, document, letters)
    canvas.save()
    return out.getvalue()


def write_pdf(path: Path, documents: Iterable[Document], face: Typeface | None = None) -> Path:
    """The same into a file, which takes its place whole; one that stands there is replaced. ReportError."""
    content = pdf_of(documents, face)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, content)
    except OSError as error:
        raise ReportError(
            f"cannot write {path.name}: {error.strerror}",
            where=str(path),
            try_next="close the file if it is open, free space, or choose another folder",
        ) from error
    return path


def _put(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _canvas(out: BytesIO) -> Canvas:
    try:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise ReportError(
            "PDF needs a library that is not installed",
            expected="the extra pdf",
            try_next="pip install 'hozen[pdf]'",
        ) from error
    rl_config.useA85 = 0  # streams as bytes, not as text: a fifth smaller
    # Invariant: no clock is read, so that the same documents give the same bytes.
    return Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)


def _draw(canvas: Canvas, document: Document, face: Typeface) -> None:
    pages = laid_out(document, face)
    for number, page in enumerate(pages, 1):
        reference = Mark(MARGIN, FOOT, document.reference, SIZES["small"])
        shown = Mark(WIDTH - MARGIN, FOOT, f"{number} / {len(pages)}", SIZES["small"], right=True)
        head = Mark(WIDTH - MARGIN, HEIGHT - FOOT, document.mark, SIZES["section"], bold=True, right=True)
        _texts(canvas, [*page.marks, reference, shown, *([head] if document.mark else [])], face)
        for y, end in page.rules:
            canvas.line(MARGIN, y, end, y)
        canvas.showPage()


def _texts(canvas: Canvas, marks: Sequence[Mark], face: Typeface) -> None:
    """A page's texts as one object: one for each would cost twice the time."""
    put = canvas.beginText()
    last: tuple[str, int] | None = None
    for mark in marks:
        font = face.of(mark.text, mark.bold), mark.size
        if font != last:
            put.setFont(*font)
            last = font
        # Not drawRightString: it would measure the text anew, and amounts of many documents are measured already.
        text = face.shown(mark.text)
        left = mark.x - face.width(text, mark.size, mark.bold) if mark.right else mark.x
        put.setTextOrigin(left, mark.y)
        put.textOut(text)
    canvas.drawText(put)
