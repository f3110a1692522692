"""The program: words in, exit code out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import typer

from hozen.errors import HozenError
from hozen.faces.cli.errors import misuse, refusal
from hozen.faces.cli.exits import ERROR, MET, STOPPED
from hozen.faces.cli.face import Face
from hozen.faces.cli.language import language_around, take_language
from hozen.faces.words import Language


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Refusals go to standard error without a traceback; what we did not foresee keeps its own."""
    face = Face.open(language_around(os.environ))
    try:
        lang, rest = take_language(sys.argv[1:] if words is None else words, os.environ)
        face = Face.open(lang)
        return _run(face, rest)
    except HozenError as error:
        _say_rejects(error, face.lang)
        face.err.print(refusal(error, face.lang), soft_wrap=True)
        return ERROR
    except typer.TyperException as error:
        return _misused(error, face)
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED


def _say_rejects(error: HozenError, lang: Language) -> None:
    from hozen.records import RowsRefused  # a command that goes well needs none of it

    if isinstance(error, RowsRefused):
        from hozen.faces.cli.reject_words import add_words

        add_words(error.file.parent, lang)


def _run(face: Face, words: Sequence[str]) -> int:
    from hozen.faces.cli.spoken import spoken

    # The titles of the help's panels are Typer's globals: set anew for the language of each run.
    command = spoken(_commands(face.lang, words[0] if words else ""), face.lang)
    # Not standalone: Typer would end a wrong option with 2, and 2 means a breach here.
    code = command(list(words), standalone_mode=False, prog_name="hozen", obj=face)
    return code if isinstance(code, int) else MET


@cache
def _commands(lang: Language, first: str) -> Any:
    # Every command with its options is work of half a second: so once for who calls `main` often, and for a word that
    # names a group, that group alone.
    from typer.main import get_command

    from hozen.faces.cli.groups import alone

    if (one := alone(first, lang)) is not None:
        return get_command(one)
    from hozen.faces.cli.app import build

    app = build(lang)
    asked = [group for group in app.registered_groups if group.name == first]
    if asked:
        app.registered_groups, app.registered_commands = asked, []
    return get_command(app)


def _misused(error: typer.TyperException, face: Face) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "hozen"
    message = error.format_message()
    if message:
        face.err.print(misuse(message, command, face.lang), soft_wrap=True)
    return ERROR
