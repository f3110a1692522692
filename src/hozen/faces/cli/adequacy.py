"""`hozen adequacy`: whether a reserve is enough, as far as a model can say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hozen.faces.cli.amounts import yen_of
from hozen.faces.cli.arguments import day_of
from hozen.faces.cli.errors import BadOption
from hozen.faces.cli.exits import MET
from hozen.faces.cli.face import Face
from hozen.faces.cli.options import Json, LawDay
from hozen.values import Ratio, Yen

if TYPE_CHECKING:
    from hozen.workflows.adequacy import AdequacyReport, BurdenReport, FitReport

TermsOption = Annotated[
    str,
    typer.Option(
        "--terms",
        metavar="NAME|FILE",
        help="Model terms: list-lognormal, share-of-custody, heavy-tail, or your own file.",
    ),
]
Plots = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Also draw the curves there, as PNG and SVG.")
]
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")


def run(
    context: typer.Context,
    book: Annotated[
        Path | None, typer.Argument(metavar="BOOK", help="A book: custody, reserve, policies.")
    ] = None,
    custody: Annotated[
        str | None, typer.Option(metavar="¥", help="What the firm holds for customers: the cap on a loss.")
    ] = None,
    reserve: Annotated[
        str | None, typer.Option(metavar="¥", help="The reserve it has. Else the book's.")
    ] = None,
    capital: Annotated[
        str | None, typer.Option(metavar="¥", help="Own money above its floor, used after the reserve.")
    ] = None,
    level: Annotated[
        str | None, typer.Option(metavar="99%", help="How surely customers are made whole in a year.")
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE",
            help="With a book: which level the path builds up to, and which policies are counted.",
        ),
    ] = None,
    terms: TermsOption = "list-lognormal",
    day: LawDay = None,
    years: Annotated[int, typer.Option(min=1, help="How many years are simulated.")] = 1_000_000,
    futures: Annotated[int, typer.Option(min=1, help="How many futures the path has.")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 20260401,
    plots: Plots = None,
    json: Json = False,
) -> int:
    """Whether a firm's reserve is enough, and what would be."""
    from hozen.workflows.adequacy import adequacy

    report = adequacy(
        book,
        custody=_yen(custody, "--custody"),
        reserve=_yen(reserve, "--reserve"),
        capital=_yen(capital, "--capital"),
        terms=terms,
        level=None if level is None else percent_of(level, "--level"),
        day=None if day is None else day_of(day, "--day"),
        scenario=scenario,
        years=years,
        futures=futures,
        seed=seed,
    )
    return _show(context.obj, report, plots, json)


def fit(
    context: typer.Context,
    terms: TermsOption = "list-lognormal",
    json: Json = False,
) -> int:
    """What the incident list says of rate and sizes."""
    from hozen.workflows.adequacy import fit as fitted

    return _show(context.obj, fitted(terms), None, json)


def burden(
    context: typer.Context,
    floor: Annotated[str, typer.Option(metavar="¥", help="The flat amount to study.")] = "2bn",
    share: Annotated[str, typer.Option(metavar="1%", help="The share of custody to study.")] = "1%",
    credit: Annotated[
        str, typer.Option(metavar="50%", help="The part that insurance may stand for.")
    ] = "50%",
    phase_in: Annotated[int, typer.Option(min=1, help="Over how many years it is built up.")] = 4,
    terms: TermsOption = "share-of-custody",
    plots: Plots = None,
    json: Json = False,
) -> int:
    """What a reserve costs firms of each size."""
    from hozen.workflows.adequacy import burden as study

    report = study(
        floor=yen_of(floor, "--floor"),
        share=percent_of(share, "--share"),
        credit_share=percent_of(credit, "--credit"),
        years=phase_in,
        terms=terms,
    )
    return _show(context.obj, report, plots, json)


def percent_of(text: str, where: str) -> Ratio:
    """'99%' or '99.5%', from 0 to 100. BadOption for another form."""
    found = _PERCENT.fullmatch(text.strip())
    ratio = Ratio.parse(found[1], per=100) if found else None
    if ratio is None or ratio.value > 1:
        raise BadOption("not a percentage", where=where, found=text, expected="0% to 100%, e.g. 99% or 99.5%")
    return ratio


def _yen(text: str | None, where: str) -> Yen | None:
    return None if text is None else yen_of(text, where)


def _show(
    face: Face, report: AdequacyReport | BurdenReport | FitReport, plots: Path | None, json: bool
) -> int:
    from hozen.faces.cli.plain import plain
    from hozen.faces.cli.show_adequacy import show_adequacy

    if plots is not None:
        from hozen.faces.reports.plots import draw

        drawn = draw(report, plots, face.lang)
        face.err.print(face.say("adequacy.drawn", files=", ".join(one.name for one in drawn.files)))
        if drawn.english:
            face.err.print(face.say("adequacy.no_font"))
    if json:
        face.json(plain(report))
    else:
        face.show(show_adequacy(report, face.lang, face.out.width))
    return MET  # a model judges nobody
