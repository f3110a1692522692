"""A workbook appears whole or not at all, with the same bytes for the same closing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hozen.engine import temp_prefix
from hozen.faces.reports.errors import ReportError
from hozen.faces.reports.layout import POINTS
from hozen.faces.reports.styles import FONTS, SIZE
from hozen.faces.words import Language
from hozen.workflows.home import temp_folder

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LONGEST_NAME = 31
_POINTS_A_PIXEL = 0.75
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


@contextmanager
def whole_workbook(path: Path, day: date, title: str, lang: Language) -> Iterator[Workbook]:
    """A workbook that takes its place at `path` when the block ends without an error.

    Raises ReportError where the place cannot be written to.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    partial = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=temp_prefix(), dir=temp_folder()) as temp:
            workbook = Workbook(str(partial), _options(lang, temp))
            workbook.set_properties(_properties(day, title))
            yield workbook
            workbook.close()
        partial.replace(path)
    except (OSError, FileCreateError) as error:
        raise ReportError(
            f"cannot write {path.name}: {error}",
            where=str(path),
            try_next="close the file if it is open, free space, or choose another folder",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, none of []:*?/\\, and no second one that differs in case only."""
    plain = wanted.translate(_NOT_IN_A_NAME).strip()[:_LONGEST_NAME] or "-"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = plain[: _LONGEST_NAME - len(end)] + end
    taken.add(name.casefold())
    return name


def _options(lang: Language, temp: str) -> dict[str, Any]:
    return {
        "constant_memory": True,
        "tmpdir": temp,
        # Every cell is written by its kind; these guard the cells that somebody adds without looking.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_row_height": round(POINTS[lang] / _POINTS_A_PIXEL),
        "default_format_properties": {"font_name": FONTS[lang], "font_size": SIZE},
    }


def _properties(day: date, title: str) -> dict[str, Any]:
    # The closing's own day: a clock here would give the same closing other bytes.
    return {"title": title, "author": "hozen", "created": datetime(day.year, day.month, day.day, tzinfo=UTC)}
