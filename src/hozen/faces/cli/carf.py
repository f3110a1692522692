"""`hozen carf`: the yearly report on customers resident abroad (OECD Crypto-Asset Reporting Framework)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.arguments import day_of, day_or_today
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import BREACH, MET, exit_of
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import BookFolder, Engine, Json, Memory
from hozen.faces.cli.progress import progress

if TYPE_CHECKING:
    from hozen.workflows.carf import Built

_Year = Annotated[
    int, typer.Option("--year", metavar="YEAR", help="The year reported, a calendar year in Japan.")
]
_Terms = Annotated[Path, typer.Option("--terms", metavar="FILE", help="Who reports: a YAML file.")]
_Partners = Annotated[
    Path,
    typer.Option(
        "--jurisdictions", metavar="FILE", help="Who is reported to, from when to when: a CSV file."
    ),
]
_People = Annotated[
    Path,
    typer.Option("--people", metavar="FOLDER", help="Names, addresses, numbers: people and numbers files."),
]
_To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="The folder of reports of the year.")]
_Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="NAME|FILE", help="What decides what no text does: assumed, or a file."
    ),
]
_At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="INSTANT",
        help="The messages' time stamp, such as 2027-04-01T09:00:00+09:00. Else now.",
    ),
]
_Most = Annotated[int, typer.Option("--most-bytes", metavar="BYTES", help="No file grows larger.")]
_Day = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day looked at. Else today.")]
_Near = Annotated[
    int,
    typer.Option("--near", metavar="DAYS", help="From how many days before it the due day needs attention."),
]
_Reports = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of reports.")]
_MOST = 100_000_000


def check(
    context: typer.Context,
    book: BookFolder,
    year: _Year,
    day: _Day = None,
    reports: Annotated[
        Path | None,
        typer.Option("--reports", metavar="FOLDER", help="The folder of reports, if there is one."),
    ] = None,
    rows: Annotated[
        Path | None,
        typer.Option("--rows", metavar="FILE", help="Write the customers concerned there, as Parquet."),
    ] = None,
    near: _Near = 30,
    engine: Engine = "duckdb",
    memory: Memory = "1GB",
    json: Json = False,
) -> int:
    """What is missing before the report: self-certifications, numbers, changes, the due day."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_carf import show_checked
    from hozen.workflows.carf import check as look

    face: Face = context.obj
    on = None if day is None else day_of(day, "--day")
    with progress(face) as report:
        found = look(
            book,
            year,
            day=on,
            reports=reports,
            rows=rows,
            near=near,
            engine=engine,
            memory_limit=memory,
            progress=report,
        )
    if json:
        face.json(
            {
                name: plain(getattr(found, name))
                for name in ("book", "day", "year", "due", "facts", "findings")
            }
        )
    else:
        face.show(show_checked(found, face.lang, face.out.width))
    return exit_of(found.findings)


def build(
    context: typer.Context,
    book: BookFolder,
    year: _Year,
    terms: _Terms,
    partners: _Partners,
    people: _People,
    to: _To,
    scenario: _Scenario = None,
    at: _At = None,
    most: _Most = _MOST,
    engine: Engine = "duckdb",
    memory: Memory = "1GB",
    json: Json = False,
) -> int:
    """The first report of a year, or a nil report."""
    from hozen.workflows.carf import build as make

    return _made(
        context,
        make,
        (book, year, terms, partners, people, to, scenario, at, most, engine, memory),
        json=json,
    )


def correct(
    context: typer.Context,
    book: BookFolder,
    year: _Year,
    terms: _Terms,
    partners: _Partners,
    people: _People,
    to: _To,
    scenario: _Scenario = None,
    at: _At = None,
    most: _Most = _MOST,
    engine: Engine = "duckdb",
    memory: Memory = "1GB",
    json: Json = False,
) -> int:
    """What changed since the last report: corrections, deletions, and who is new."""
    from hozen.workflows.carf import correct as make

    return _made(
        context,
        make,
        (book, year, terms, partners, people, to, scenario, at, most, engine, memory),
        json=json,
    )


def validate(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="One message, or a folder of reports.")],
    schema: Annotated[
        Path | None, typer.Option("--schema", metavar="FOLDER", help="The folder of the OECD's .xsd files.")
    ] = None,
    json: Json = False,
) -> int:
    """Messages against the schema and the framework's rules. Ends with 2 where one does not hold."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_carf import show_validated
    from hozen.workflows.carf import validate as look

    face: Face = context.obj
    found = look(path, schema)
    if json:
        face.json(plain(found))
    else:
        face.show(show_validated(found, face.lang, face.out.width))
    return BREACH if found.problems else MET


def status(
    context: typer.Context,
    folder: _Reports,
    day: _Day = None,
    json: Json = False,
) -> int:
    """Every run of a folder of reports, its messages, and the due day. The chain of hashes is checked."""
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_carf import show_status
    from hozen.workflows.carf import read_reports

    face: Face = context.obj
    found = read_reports(folder)
    if json:
        face.json(plain(found.entries))
    else:
        face.show(show_status(found, day_or_today(day, "--day"), face.lang, face.out.width))
    return MET


_Given = tuple[Path, int, Path, Path, Path, Path, str | None, str | None, int, str, str]


def _made(context: typer.Context, make: Callable[..., Built], given: _Given, *, json: bool) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_carf import show_built
    from hozen.workflows.carf.building import Sources

    face: Face = context.obj
    book, year, terms, partners, people, to, scenario, at, most, engine, memory = given
    sources = Sources(terms, partners, people, scenario)
    with progress(face) as report:
        done = make(
            book,
            year,
            sources,
            to,
            at=_instant(at),
            most=most,
            engine=engine,
            memory_limit=memory,
            progress=report,
        )
    if json:
        face.json({"users": done.users, "entry": plain(done.entry), "chosen": plain(done.chosen)})
    else:
        face.show(show_built(done, face.lang, face.out.width))
    return MET


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadOption(
            "not an instant",
            where="--at",
            found=text,
            expected="an instant with its zone, such as 2027-04-01T09:00:00+09:00",
        )
    return found
