"""Until when closed cases are kept, on the screen."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.workflows.surveillance_desk.retention import KeptCase, Retention


def show_retention(found: Retention, lang: Language, width: int) -> list[Text]:
    """One line a case; then what is gone too early, and what may go."""
    view = View(lang, width)
    heads = [view.say(f"desk.head.{name}") for name in ("case", "closed", "until", "files")]
    rows = [
        [one.case, str(one.closed or view.say("desk.open")), str(one.until or "–"), f"{len(one.files):,}"]
        for one in found.cases
    ]
    title = view.say("desk.retention", day=found.day, years=found.years.value)
    under = (
        view.say("desk.under"),
        f"{view.cited((found.years.cite,))}; {view.standing(found.years.standing)}",
    )
    return [
        *paragraph(title, width, 0, BOLD),
        *(laid(heads, lambda _: rows, (False, False, False, True), width) if rows else []),
        *_files("lost", [(one, one.lost) for one in found.cases if one.lost], view),
        *_files("may_go", [(one, one.files) for one in found.cases if one.may_go], view),
        Text(),
        *paragraph(view.say("desk.removes_nothing"), width),
        *pairs([under], width),
    ]


def _files(key: str, told: list[tuple[KeptCase, tuple[str, ...]]], view: View) -> list[Text]:
    if not told:
        return []
    rows = [(one.case, "\n".join(files) or "–") for one, files in told]
    return [heading(view.say(f"desk.{key}")), *pairs(rows, view.width, 2)]
