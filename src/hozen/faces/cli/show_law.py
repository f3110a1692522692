"""What the law says when asked about itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rich.text import Text

from hozen.faces.cli.checks_list import ListedCheck
from hozen.faces.cli.grid import fitted, laid, pairs
from hozen.faces.cli.quantities import told
from hozen.faces.cli.view import BOLD, DIM, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings.table import NOTHING
from hozen.law import Change, Citation, Gap, Gaps, LawDiff, Lawful, Shown, weakest

_SHORT = 24
_FEW = 3


def figure(shown: Shown, lang: Language, width: int) -> list[Text]:
    """One key: what it is, and every period with value, citation and the law's own characters."""
    view, told_of = View(lang, width), shown.figure
    lines = [
        Text(told_of.key, BOLD),
        *paragraph(view.pick(told_of.about, told_of.about_ja), width),
        *paragraph(told_of.source, width, 2, DIM),
    ]
    for row in told_of.rows:
        now = f" · {view.say('law.holds', day=shown.day)}" if row == shown.on_day else ""
        lines.append(heading(f"{_period(row)}{now}"))
        lines += pairs(_row(row, view), width)
    if isinstance(shown.on_day, Gap) and shown.on_day not in told_of.rows:
        lines += [heading(str(shown.day)), *pairs(_row(shown.on_day, view), width)]
    return lines


def _period(row: Lawful[object] | Gap) -> str:
    return f"{row.since or ''} – {row.until or ''}".strip()


def _row(row: Lawful[object] | Gap, view: View) -> list[tuple[str, str]]:
    rows = _gap(row, view) if isinstance(row, Gap) else _lawful(row, view)
    return [(view.say(f"law.{label}"), text) for label, text in rows if text]


def _lawful(row: Lawful[object], view: View) -> list[tuple[str, str]]:
    since = view.say(f"law.since_means.{row.since_means.value}")
    return [
        ("value", told(row.value, view)),
        ("unit", view.pick(row.unit, view.word("report.unit", row.unit))),
        ("cite", _both(row.cite, view)),
        ("standing", f"{view.standing(row.standing)} ({view.word('standing.seen', row.seen.value)})"),
        ("since", f"{row.since} ({since})"),
        ("as_written", row.as_written),
        ("note", view.noted(row.note)),
        ("url", row.cite.instrument.url),
    ]


def _gap(row: Gap, view: View) -> list[tuple[str, str]]:
    cites = "; ".join(_both(place, view) for place in row.cite)
    return [
        ("value", view.say("law.no_figure")),
        ("why", view.pick(row.why, row.why_ja)),
        ("supply", view.pick(row.supply, row.supply_ja)),
        ("cite", cites),
        ("note", view.noted(row.note)),
    ]


def _both(place: Citation, view: View) -> str:
    """Both short forms, the reader's own first."""
    return view.pick(f"{place} / {place.ja}", f"{place.ja} / {place}")


def keys(shown: Iterable[Shown], day: date, lang: Language, width: int) -> list[Text]:
    """One row per key: what holds on the day."""
    view = View(lang, width)
    rows = [[one.figure.key, *_in_short(one.on_day, view)] for one in shown]
    heads = [view.say(f"law.{name}") for name in ("key", "value", "standing", "cite")]
    grid, _ = fitted(heads, lambda _: rows, (False,) * 4, width)
    if grid.whole > width:  # the citations are told by `law show KEY` too
        heads, rows = heads[:3], [row[:3] for row in rows]
    return [
        Text(view.say("law.keys", count=len(rows), day=day), BOLD),
        *laid(heads, lambda _: rows, (False,) * len(heads), width),
    ]


def _in_short(row: Lawful[object] | Gap | None, view: View) -> list[str]:
    if not isinstance(row, Lawful):
        return [NOTHING, view.say("law.no_figure"), ""]
    value = told(row.value, view)
    value = f"{value[:_SHORT]}…" if len(value) > _SHORT else value
    return [value, view.standing(row.standing), view.cited((row.cite,))]


def gaps(found: Gaps, lang: Language, width: int) -> list[Text]:
    """What to supply, key by key; and the honest list of what no check carries out."""
    view = View(lang, width)
    lines = [Text(view.say("law.open", count=len(found.gaps), day=found.day), BOLD)]
    for _, alike in groupby(found.gaps, lambda gap: (gap.why, gap.cite, gap.note)):
        lines += _alike(list(alike), view)
    lines.append(heading(view.say("law.not_coded", count=len(found.not_coded))))
    for each in found.not_coded:
        lines += paragraph(_both(each.cite, view), width, 2, BOLD)
        lines += paragraph(view.pick(each.says, each.says_ja), width, 4)
    return lines


def _alike(found: list[Gap], view: View) -> list[Text]:
    """Gaps with one reason are told together; where there are several, each key says itself what to supply."""
    skipped = {"value", *(("supply",) if len(found) > 1 else ())}
    told_of = [
        (view.say(f"law.{label}"), text)
        for label, text in _gap(found[0], view)
        if text and label not in skipped
    ]
    return [*(Text(f"  {one.key}", BOLD) for one in found), *pairs(told_of, view.width, 4)]


def diff(found: LawDiff, lang: Language, width: int) -> list[Text]:
    """Added, changed, ended, and what merely came into sight."""
    view = View(lang, width)
    blocks = [
        ("added", [_told(one, view) for one in found.added]),
        ("changed", [_changed(one, view) for one in found.changed]),
        ("ended", [_told(one, view) for one in found.ended]),
        ("first_seen", [_told(one, view) for one in found.first_seen]),
    ]
    lines = [Text(f"{found.before} → {found.after}", BOLD)]
    for name, rows in blocks:
        lines += [heading(view.say(f"law.{name}", count=len(rows)))] if rows else []
        for key, text in rows:
            lines += [Text(f"  {key}", BOLD), *paragraph(text, width, 4)]
    return lines if len(lines) > 1 else [*lines, *paragraph(view.say("law.no_change"), width)]


def _told(one: Lawful[object], view: View) -> tuple[str, str]:
    return one.key, f"{told(one.value, view)} · {view.standing(one.standing)} · {view.cited((one.cite,))}"


def _changed(one: Change, view: View) -> tuple[str, str]:
    return one.after.key, f"{_told(one.before, view)[1]} → {_told(one.after, view)[1]}"


def checks(listed: Iterable[ListedCheck], lang: Language, width: int) -> list[Text]:
    """Each check: what it asks, under which provisions, and how firm they are."""
    view, lines = View(lang, width), []
    for one in listed:
        lines.append(Text.assemble((one.code, BOLD), f"  {view.title(one.code)}"))
        lines += paragraph(view.word("findings", f"{one.code}.meaning"), width)
        cites = view.cited(tuple(row.cite for row in one.figures))
        firm = f" · {view.standing(weakest(one.figures))}" if one.figures else ""
        lines += paragraph(f"{cites}{firm}", width, 2, DIM) if cites else []
        if one.gaps:
            lines += paragraph(view.say("law.open_keys", keys=_first(one.gaps, view)), width, 2, DIM)
    return lines


def _first(keys_without: tuple[str, ...], view: View) -> str:
    """The first few keys, and how many more."""
    few = view.join(list(keys_without[:_FEW]))
    more = len(keys_without) - _FEW
    return view.say("check.more_cites", first=few, count=more) if more > 0 else few
