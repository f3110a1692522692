"""What the inspection of a proof answered: the verdict first, then why, then what the format binds and cannot."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.plain import Plain, plain
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.rules.liabilities.foreign import (
    CRUCIAL,
    Amount,
    Claim,
    Contradiction,
    Forgery,
    Inspection,
    Refusal,
    Verdict,
)

_STYLE = {
    Verdict.SOUND: STYLES[Status.MET],
    Verdict.UNTOLD: STYLES[Status.CANNOT_TELL],
    Verdict.UNSAFE: STYLES[Status.BREACH],
    Verdict.REFUSED: STYLES[Status.BREACH],
}
_MOST_AMOUNTS = 8  # lines of amounts; the JSON document has all


def proof_document(found: Inspection) -> dict[str, Plain]:
    """The inspection for machines, its verdict first."""
    told = plain(found)
    fields = told if isinstance(told, dict) else {}
    sides: dict[str, Plain] = {"binds": plain(found.binds), "cannot": plain(found.cannot)}
    return {
        "verdict": found.verdict.value,
        **{name: one for name, one in fields.items() if name != "bound"},
        **sides,
    }


def show_proof(found: Inspection, lang: Language, width: int) -> list[Text]:
    """The answer for people."""
    view = View(lang, width)
    title = Text(_say(view, f"verdict.{found.verdict.value}"), f"{_STYLE[found.verdict]} {BOLD}")
    return [
        title,
        *_why(found, view),
        *pairs(_facts(found, view), width),
        *_claims(found, view),
        *_left(found, view),
    ]


def _why(found: Inspection, view: View) -> list[Text]:
    lines: list[Text] = []
    if found.refusal:
        lines += _refusal(found.refusal, view)
    if found.contradiction:
        lines += paragraph(_contradicted(found.contradiction, view), view.width)
    if found.verdict is Verdict.UNSAFE and found.forgery:
        lines += paragraph(_forged(found.forgery, view), view.width)
    for name in found.missing:
        lines += paragraph(_say(view, f"missing.{name}"), view.width)
    return lines


def _refusal(one: Refusal, view: View) -> list[Text]:
    told = [("where", one.where), ("found", one.found), ("expected", one.expected)]
    rows = [(view.say(f"refusal.{name}"), text) for name, text in told if text]
    return [*paragraph(_say(view, f"reason.{one.reason}"), view.width), *pairs(rows, view.width, 4)]


def _contradicted(one: Contradiction, view: View) -> str:
    return _say(
        view,
        "contradiction",
        hash=one.hash,
        asset=one.asset or _say(view, "unnamed"),
        first=one.first,
        second=one.second,
    )


def _forged(one: Forgery, view: View) -> str:
    first, second = one.owed
    return _say(
        view,
        "forgery",
        asset=one.asset or _say(view, "unnamed"),
        first=first,
        second=second,
        together=one.owed_together,
        published=one.published,
    )


def _facts(found: Inspection, view: View) -> list[tuple[str, str]]:
    told = [
        ("format", _say(view, f"format.{found.format}")),
        ("kind", _say(view, f"kind.{found.kind}")),
        ("root", found.root),
        ("account", found.account),
        ("shown", _amounts(found.shown, found, view)),
        ("totals", _amounts(found.totals, found, view)),
        ("nodes", f"{found.nodes:,}" if found.nodes else ""),
    ]
    return [(_say(view, f"fact.{name}"), text) for name, text in told if text]


def _amounts(amounts: tuple[Amount, ...], found: Inspection, view: View) -> str:
    """One line each, those first whose assets the customer is shown; the rest counted."""
    shown = {one.asset for one in found.shown}
    ordered = sorted(amounts, key=lambda one: one.asset not in shown)
    lines = [f"{one.amount} {one.asset}".rstrip() for one in ordered[:_MOST_AMOUNTS]]
    more = len(ordered) - _MOST_AMOUNTS
    return "\n".join([*lines, *([_say(view, "more", count=more)] if more > 0 else [])])


def _claims(found: Inspection, view: View) -> list[Text]:
    lines = [heading(_say(view, "binds")), *_listed(found.binds, "✓", "bound", view)] if found.binds else []
    crucial = [one for one in found.cannot if one in CRUCIAL]
    rest = [one for one in found.cannot if one not in CRUCIAL]
    return [
        *lines,
        heading(_say(view, "cannot")),
        *_listed(crucial, "✕", "open", view),
        *_listed(rest, "·", "open", view),
    ]


def _listed(claims: Iterable[Claim], sign: str, side: str, view: View) -> list[Text]:
    return [
        line
        for one in claims
        for line in hanging(f"  {sign} ", _say(view, f"claim.{one.value}.{side}"), view.width)
    ]


def _left(found: Inspection, view: View) -> list[Text]:
    if not found.left:
        return []
    lines = [line for name in found.left for line in hanging("  · ", _say(view, f"left.{name}"), view.width)]
    return [heading(_say(view, "left_to_you")), *lines]


def _say(view: View, key: str, **values: object) -> str:
    return say(f"proof_inspect.{key}", view.lang, **values)
