"""How commands become a group; and a group that is built alone, without loading the others."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated

import typer

from hozen import __version__
from hozen.faces.words import Language, say

_ALONE = {"tax": ("hozen.faces.cli.tax_group", "TAX")}
"""Groups whose commands stand in a module of their own: run many times over small files, where the start counts."""


def alone(name: str, lang: Language) -> typer.Typer | None:
    """The program with this one group; None for a name that has no module of its own."""
    if name not in _ALONE:
        return None
    module, commands = _ALONE[name]
    app = group({}, "", lang)
    app.callback(invoke_without_command=True, help=say("cli.help.hozen", lang))(root)
    found = group(getattr(import_module(module), commands), f"{name}.", lang)
    app.add_typer(found, name=name, help=say(f"cli.help.{name}.group", lang))
    return app


def group(commands: dict[str, Callable[..., int]], room: str, lang: Language) -> typer.Typer:
    """Commands as a group; `room` is where their summaries stand among the words, '' for those without a group."""
    # Tracebacks of what we did not foresee stay plain: a bug report needs them whole.
    app = typer.Typer(pretty_exceptions_enable=False, add_completion=not room, no_args_is_help=bool(room))
    for name, command in commands.items():
        text = say(f"cli.help.{room}{name}", lang)
        app.command(name, help=text, epilog=say("cli.help.everywhere", lang))(command)
    return app


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"hozen {__version__}")
        raise typer.Exit


def root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback answers and leaves
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version.")
    ] = False,
    lang: Annotated[  # noqa: ARG001  # taken out of the words before Typer sees them; stands here for --help
        str,
        typer.Option(
            "--lang", help="en or ja; with every command, anywhere. Else HOZEN_LANG, else the locale."
        ),
    ] = "",
) -> None:
    """`hozen` without a command shows its help."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
