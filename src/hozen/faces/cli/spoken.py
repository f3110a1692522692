"""The help of options and arguments in the reader's language: one place for all commands.

The code says it in English, where the option stands; the room `options` has the Japanese of each such text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import typer

from hozen.faces.words import Language, find, keys_of, say

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "arguments",
    "OPTIONS_PANEL_TITLE": "options",
    "COMMANDS_PANEL_TITLE": "commands",
    "REQUIRED_LONG_STRING": "required",
    "DEFAULT_STRING": "default",
}
_PAUSE = re.compile("([、。）])(?=[^、。（）])")
Command = Any  # Typer's own class is in a private module


def spoken(command: Command, lang: Language) -> Command:
    """The command with everything below it; what its help says is in `lang` from now on."""
    if lang != "en":
        for one in commands(command):
            for parameter in parameters(one):
                parameter.help = in_words(parameter.help or "", lang)
    if lang != "en" or "typer.rich_utils" in sys.modules:
        _name_panels(lang)
    return command


def commands(command: Command) -> Iterator[Command]:
    """The command and all below it."""
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from commands(below)


def parameters(command: Command) -> list[Any]:
    """Its arguments and options, `--help` among them."""
    asked = command.get_help_option(typer.Context(command))
    return [*command.params, *([asked] if asked else [])]


def in_words(english: str, lang: Language) -> str:
    """The text that the code has in English; as it is where the room has none."""
    return english if lang == "en" else _japanese().get(english, english)


def _breakable(text: str) -> str:
    """Typer's table breaks lines at spaces alone and cuts off the rest: one stands after each 、 and 。 within."""
    return _PAUSE.sub(r"\1 ", text)


@cache
def _japanese() -> dict[str, str]:
    return {find(key, "en"): _breakable(find(key, "ja")) for key in keys_of("options")}


def _name_panels(lang: Language) -> None:
    # Typer has no other way: it reads these names when it prints.
    from typer import rich_utils

    for name, key in _PANELS.items():
        setattr(rich_utils, name, say(f"options.panel.{key}", lang))
