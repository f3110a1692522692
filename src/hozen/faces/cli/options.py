"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

BookFolder = Annotated[Path, typer.Argument(metavar="BOOK", help="The book folder: one table per file name.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]
Engine = Annotated[str, typer.Option("--engine", help="duckdb (built in) or spark.")]
Memory = Annotated[
    str, typer.Option("--memory", help="How much memory the engine may take before it spills.")
]
BooksAt = Annotated[
    str | None,
    typer.Option("--books", metavar="PATH|URL", help="Where closings are kept. Else HOZEN_BOOKS."),
]
Actor = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Who acts. Else HOZEN_USER, else the login name."),
]
Note = Annotated[str, typer.Option("--note", help="A remark, kept with the entry.")]
Key = Annotated[
    str | None,
    typer.Option("--key", help="Protects against entering twice. Made from what is entered, unless given."),
]
LawDay = Annotated[
    str | None,
    typer.Option("--day", metavar="DAY", help="The day whose law is read, e.g. 2026-11-20. Else today."),
]
Snapshots = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder of snapshots, or one day's folder in it.")
]
AllSnapshots = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of snapshots.")]
Roots = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="FILE",
        help="Root certificates you trust (PEM). Without them the authority's signature is not verified.",
    ),
]
SnapshotDay = Annotated[
    str | None,
    typer.Option("--day", metavar="DAY", help="Which day of the folder, e.g. 2026-11-20."),
]
