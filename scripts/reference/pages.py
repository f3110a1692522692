"""Every page that is made, whole or in part, and which of them are stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from reference.checks_page import checks_page
from reference.error_list import error_list
from reference.error_pages import error_pages
from reference.finding_blocks import finding_pages
from reference.glossary_page import glossary_page
from reference.markdown import DOCS
from reference.reasons_page import reasons_page
from reference.surveillance_page import surveillance_page
from reference.tables_page import tables_page
from reference.tape_page import tape_page

REFERENCE = DOCS / "reference"
WHOLE: Mapping[Path, Callable[[], str]] = {
    REFERENCE / "checks.md": checks_page,
    REFERENCE / "errors" / "README.md": error_list,
    REFERENCE / "glossary.md": glossary_page,
    REFERENCE / "reasons.md": reasons_page,
    REFERENCE / "surveillance.md": surveillance_page,
    REFERENCE / "tables.md": tables_page,
    REFERENCE / "tape.md": tape_page,
}


def made() -> dict[Path, str]:
    """Page → what it should say."""
    return {**{path: text() for path, text in WHOLE.items()}, **finding_pages(), **error_pages()}


def stale() -> dict[Path, str]:
    """The pages that do not say what they should."""
    return {path: text for path, text in made().items() if _now(path) != text}


def _now(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
