"""What the command line refuses, and how any refusal is shown."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text

from hozen.errors import HozenError
from hozen.faces.cli.refused_rows import refused_rows
from hozen.faces.words import Language, has, say
from hozen.law import LawGap
from hozen.records import RowsRefused


class BadOption(HozenError):
    """引数の誤り: an option or argument that cannot be read as what it should be."""

    code: ClassVar[str] = "bad-option"


def refusal(error: HozenError, lang: Language) -> Text:
    """The refusal as a person reads it: code, message, where, found, expected, what to try.

    In Japanese a sentence that says what the code means leads; the particulars follow.
    """
    shown = Text()
    shown.append(f"✕ {error.code}: ", style="bold red")
    lead = say(f"errors.{error.code}", lang) if lang == "ja" and has(f"errors.{error.code}") else ""
    shown.append(lead or error.message)
    if lead and isinstance(error, RowsRefused):
        return shown.append_text(refused_rows(error, lang))
    details = {"detail": _message(error) if lead else None, **_particulars(error, lang)}
    for name, value in details.items():
        if value is not None:
            shown.append(f"\n  {say(f'cli.refusal.{name}', lang)}: ", style="bold")
            shown.append(str(value))
    return shown


def _message(error: HozenError) -> str:
    return (isinstance(error, LawGap) and error.message_ja) or error.message


def _particulars(error: HozenError, lang: Language) -> dict[str, object]:
    try_ja = error.try_ja if lang == "ja" and isinstance(error, LawGap) else ""
    return {
        "where": error.where,
        "found": error.found,
        "expected": error.expected,
        "try": try_ja or error.try_next,
    }


def misuse(message: str, command: str, lang: Language) -> Text:
    """A command used wrongly."""
    shown = Text()
    shown.append(f"✕ {say('cli.refusal.usage', lang)}: ", style="bold red")
    shown.append(message)
    shown.append(f"\n  {say('cli.refusal.try', lang)}: ", style="bold")
    shown.append(f"{command} --help")
    return shown
