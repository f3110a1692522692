"""What the command line refuses, and how any refusal is shown."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.text import Text

from hozen.errors import HozenError
from hozen.faces.words import Language, has, retold, say

T = TypeVar("T")


class BadOption(HozenError):
    """引数の誤り: an option or argument that cannot be read as what it should be."""

    code: ClassVar[str] = "bad-option"


def refusal(error: HozenError, lang: Language) -> Text:
    """The refusal as a person reads it: code, message, where, found, expected, what to try.

    In Japanese a sentence that says what the code means leads; the particulars follow.
    """
    from hozen.records import RowsRefused  # a command that goes well needs none of it

    shown = Text()
    shown.append(f"✕ {error.code}: ", style="bold red")
    lead = say(f"errors.{error.code}", lang) if lang == "ja" and has(f"errors.{error.code}") else ""
    shown.append(lead or error.message)
    if lead and isinstance(error, RowsRefused):
        from hozen.faces.cli.refused_rows import refused_rows

        return shown.append_text(refused_rows(error, lang))
    details = {"detail": _message(error) if lead else None, **_particulars(error, lang)}
    for name, value in details.items():
        if value is not None:
            shown.append(f"\n  {say(f'cli.refusal.{name}', lang)}: ", style="bold")
            shown.append(str(value))
    return shown


def _message(error: HozenError) -> str:
    return getattr(error, "message_ja", "") or _retold(error, error.message, "ja")


def _particulars(error: HozenError, lang: Language) -> dict[str, object]:
    try_ja = getattr(error, "try_ja", "") if lang == "ja" else ""
    told = {"where": error.where, "found": error.found, "expected": _expected(error, lang)}
    parts = {name: _retold(error, part, lang) for name, part in told.items()}
    return {**parts, "try": try_ja or _retold(error, error.try_next, lang)}


def _expected(error: HozenError, lang: Language) -> str | None:
    """What was expected; where it is a figure under provisions, those as they are cited in Japanese."""
    cited = getattr(error, "cite", ())
    if lang == "ja" and cited and error.expected == f"a figure under {', '.join(map(str, cited))}":
        return say("cli.refusal.figure", lang, cites="、".join(one.ja for one in cited))
    return error.expected


def _retold(error: HozenError, part: T, lang: Language) -> T | str:
    """A part in the reader's language, where the room `refused_<code>` knows its form; as it is elsewhere."""
    room = f"refused_{error.code.replace('-', '_')}"
    return retold(room, part, lang) if isinstance(part, str) else part


def misuse(message: str, command: str, lang: Language) -> Text:
    """A command used wrongly."""
    shown = Text()
    shown.append(f"✕ {say('cli.refusal.usage', lang)}: ", style="bold red")
    shown.append(message)
    shown.append(f"\n  {say('cli.refusal.try', lang)}: ", style="bold")
    shown.append(f"{command} --help")
    return shown
