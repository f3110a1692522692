"""The first rejects of a book in the reader's language: what each reason means, and what to try."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.words import Language, has, retold, say
from hozen.records import Reject, RowsRefused


def refused_rows(error: RowsRefused, lang: Language) -> Text:
    """Each of the first rejects with its meaning; how many more there are, and the file that has them all."""
    shown = Text()
    for one in error.first:
        _reject(shown, one, lang)
    more = error.count - len(error.first)
    if more:
        shown.append(f"\n  {say('cli.refusal.more', lang, count=f'{more:,}')}")
    _line(shown, "file", str(error.file), lang, 2)
    return shown


def _reject(shown: Text, one: Reject, lang: Language) -> None:
    shown.append(f"\n  {_place(one, lang)}: {one.reason}", style="bold")
    if meaning := _meaning(one.reason, lang):
        shown.append(f"\n    {meaning}")
    told = {"found": one.value, "expected": one.expected, "try": _try(one, lang)}
    for name, value in told.items():
        if value:
            _line(shown, name, value, lang, 4)


def _meaning(reason: str, lang: Language) -> str:
    """What a reason means: of the doors' common ones, else of the tape's; '' where neither has it."""
    keys = (f"door.{reason}.means", f"surveillance.door.{reason}")
    return next((say(key, lang) for key in keys if has(key)), "")


def _place(one: Reject, lang: Language) -> str:
    parts = [one.file or one.table]
    parts += [say("cli.refusal.line", lang, number=one.line)] if one.line else []
    parts += [say("cli.refusal.column", lang, name=one.column)] if one.column else []
    return " ".join(parts)


def _try(one: Reject, lang: Language) -> str:
    """The door's own hint where it says more than the reason does, else what the reason says."""
    hint, key = retold("hints", one.hint, lang), f"door.{one.reason}.try"
    return say(key, lang) if hint == one.hint and has(key) else hint


def _line(shown: Text, name: str, value: str, lang: Language, indent: int) -> None:
    shown.append(f"\n{' ' * indent}{say(f'cli.refusal.{name}', lang)}: ", style="bold")
    shown.append(value)
