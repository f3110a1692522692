"""What the command line refuses, and how any refusal is shown."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text

from hozen.errors import HozenError
from hozen.faces.words import Language, say


class BadOption(HozenError):
    """引数の誤り: an option or argument that cannot be read as what it should be."""

    code: ClassVar[str] = "bad-option"


def refusal(error: HozenError, lang: Language) -> Text:
    """The refusal as a person reads it: code, message, where, found, expected, what to try."""
    shown = Text()
    shown.append(f"✕ {error.code}: ", style="bold red")
    shown.append(error.message)
    details = {
        "where": error.where,
        "found": error.found,
        "expected": error.expected,
        "try": error.try_next,
    }
    for name, value in details.items():
        if value is not None:
            shown.append(f"\n  {say(f'cli.refusal.{name}', lang)}: ", style="bold")
            shown.append(str(value))
    return shown


def misuse(message: str, command: str, lang: Language) -> Text:
    """A command used wrongly."""
    shown = Text()
    shown.append(f"✕ {say('cli.refusal.usage', lang)}: ", style="bold red")
    shown.append(message)
    shown.append(f"\n  {say('cli.refusal.try', lang)}: ", style="bold")
    shown.append(f"{command} --help")
    return shown
