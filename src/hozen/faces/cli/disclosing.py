"""A disclosure on its way into files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hozen.faces.words import Language

if TYPE_CHECKING:
    from hozen.workflows.products.one import DisclosureView


def written(found: DisclosureView, pdf: Path | None, xhtml: Path | None, lang: Language) -> tuple[Path, ...]:
    """The files written. Raises ReportError where one is there already or cannot be written."""
    files: list[Path] = []
    if pdf:
        from hozen.faces.reports.disclosure_pdf import write_disclosure

        files.append(write_disclosure(pdf, found, lang))
    if xhtml:
        from hozen.faces.reports.disclosure_xhtml import write_xhtml

        files.append(write_xhtml(xhtml, found, lang))
    return tuple(files)
