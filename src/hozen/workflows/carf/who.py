"""Who is reported, and what for: views over an admitted book, the choices that nobody decided told apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from hozen.engine import Engine, Written
from hozen.law import Law, Reading
from hozen.records import Query
from hozen.rules.carf import Choices, choices_of, year_bounds
from hozen.rules.carf import measures as carf
from hozen.rules.carf.codes import KINDS
from hozen.workflows.carf.errors import CarfInput
from hozen.workflows.carf.folder import WORK
from hozen.workflows.carf.partners import Partners

SCENARIOS = ("assumed",)


@dataclass(frozen=True, slots=True)
class Chosen:
    """集計の条件: the year, what was decided, and how many cases each choice had."""

    year: int
    choices: Choices
    dual: int
    uncertified: int
    margin: int


@cache
def law_of_japan() -> Law:
    """The shipped law, read once for the process: its files do not change under it."""
    return Law.load("jp")


def reading_of(year: int, scenario: str | None) -> Reading:
    """The law at the end of the reporting year; a scenario shipped for the report by its name, or a file."""
    law = law_of_japan()
    named = law.folder / "scenarios" / "carf" / f"{scenario}.yaml" if scenario in SCENARIOS else scenario
    return law.reading(year_bounds(year)[1], named)


def name_profiles(engine: Engine, day: date) -> None:
    """The views carf_profiles, carf_residences and carf_controllers, as of a day."""
    engine.view("carf_profiles", carf.profiles(day))
    engine.view("carf_residences", carf.residences(day))
    engine.view("carf_controllers", carf.controllers(day))


def name_reported(engine: Engine, staging: Path, reading: Reading, year: int, partners: Partners) -> Chosen:
    """The views carf_reported (customer_id, person_id, kind) and carf_legs. LawGap where a case needs a choice.

    Who may be is worked out once, into a file of `staging`: every later query asks for it.
    """
    residence_day = choices_of(reading, year, dual=False, uncertified=False, margin=False).residence_day
    name_profiles(engine, residence_day)
    engine.view("carf_candidates", carf.candidates(partners.codes))
    _keep(engine, staging, "carf_candidates", "customer_id, person_id, kind, certified, dual")
    dual, uncertified, margin = _cases(engine, year)
    choices = choices_of(reading, year, dual=dual > 0, uncertified=uncertified > 0, margin=margin > 0)
    engine.view("carf_reported", f"SELECT customer_id, person_id, kind FROM carf_candidates{_kept(choices)}")
    products = ("spot", "margin") if choices.margin_reported else ("spot",)
    engine.view("carf_legs", carf.legs(*year_bounds(year), products))
    _refuse_misfits(engine)
    return Chosen(year, choices, dual, uncertified, margin)


def keep_reported(engine: Engine, staging: Path) -> None:
    """Write who is reported, and where these live, to files and read them from there: each later query would work it
    out again, for every customer of the book."""
    for view, columns in _KEPT.items():
        _keep(engine, staging, view, columns, " WHERE customer_id IN (SELECT customer_id FROM carf_reported)")


def _keep(engine: Engine, staging: Path, view: str, columns: str, where: str = "") -> None:
    rows = f"SELECT {columns} FROM {view}{where} ORDER BY {columns}"
    path = engine.write_parquet(Query(f"{view} kept", rows, ()), staging / WORK / f"{view}.parquet").path
    engine.view(view, f"SELECT * FROM {engine.scan([path], 'parquet', {})}")


_KEPT = {
    "carf_reported": "customer_id, person_id, kind",
    "carf_residences": "customer_id, person_id, jurisdiction, tin",
    "carf_controllers": "customer_id, person_id, role",
}


def write_totals(engine: Engine, path: Path) -> Written:
    """Every total of everybody reported, as Parquet: the evidence behind the messages. No personal data."""
    return engine.write_parquet(carf.totals(), path)


def _cases(engine: Engine, year: int) -> tuple[int, int, int]:
    ((dual, uncertified, margin),) = engine.rows(carf.open_questions(*year_bounds(year)))
    return _count(dual), _count(uncertified), _count(margin)


def _count(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _kept(choices: Choices) -> str:
    wanted = [
        *([] if choices.dual_reported else ["dual = 0"]),
        *([] if choices.uncertified_reported else ["certified = 1"]),
    ]
    return f" WHERE {' AND '.join(wanted)}" if wanted else ""


def _refuse_misfits(engine: Engine) -> None:
    """A kind that its category does not have, such as a purchase that comes in."""
    fits = " OR ".join(
        f"(category = '{category}' AND kind IN ({', '.join(repr(one) for one in kinds) or repr('')}))"
        for category, kinds in KINDS.items()
    )
    query = Query(
        "misfits",
        f"SELECT count(*) AS n, min(id) AS first FROM relevant_transactions WHERE kind IS NOT NULL AND NOT ({fits})",
        ("relevant_transactions",),
    )
    ((count, first),) = engine.rows(query)
    if count:
        raise CarfInput(
            "a kind that its category does not have",
            where="relevant_transactions",
            found=f"{count} rows, the first {first}",
            expected="; ".join(f"{name}: {', '.join(kinds) or 'none'}" for name, kinds in KINDS.items()),
        )
