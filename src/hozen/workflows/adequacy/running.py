"""Is the reserve enough: one firm, one set of terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path as File

import numpy as np

from hozen.rules.adequacy.crossing import NEEDED_UP, chance, inexact, yen
from hozen.rules.adequacy.made_whole import YearlyNeed, need, reserve_needed
from hozen.rules.adequacy.simulated import Simulated, simulated
from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen
from hozen.workflows.adequacy.by_part import by_cause, by_cover, by_reinstatement
from hozen.workflows.adequacy.curves import curves
from hozen.workflows.adequacy.firm import FirmSaid, firm_said
from hozen.workflows.adequacy.intervals import intervals
from hozen.workflows.adequacy.losses_of_list import list_losses
from hozen.workflows.adequacy.modelling import model_of, rate_of
from hozen.workflows.adequacy.pathing import path_of
from hozen.workflows.adequacy.policies_told import counted_of, refused_of
from hozen.workflows.adequacy.report import AdequacyReport, Answer
from hozen.workflows.adequacy.setting import Setting
from hozen.workflows.adequacy.terms_file import Terms, read_terms

SEED = 20260401
NOTES = (
    "model_not_law",
    "cap_is_custody",
    "five_events",
    "list_leans_large",
    "few_shares",
    "reserve_full_at_start",
    "limits_seen_by_simulation",
)


def adequacy(
    book: str | File | None = None,
    *,
    custody: Yen | None = None,
    reserve: Yen | None = None,
    capital: Yen | None = None,
    policies: Sequence[Policy] = (),
    terms: str | File = "list-lognormal",
    level: Ratio | None = None,
    day: date | None = None,
    scenario: str | File | None = None,
    years: int = 1_000_000,
    futures: int = 100_000,
    seed: int = SEED,
) -> AdequacyReport:
    """十分性: how much reserve makes customers whole, and how sure what is held makes it.

    `book` tells custody, reserve and policies of `day`; what is said besides wins, policies of the terms file too.
    `scenario` gives the level that the path builds up to, and says which of the book's policies are counted. `years`
    and `futures` are how many are simulated, with the chance of `seed`: the same seed, the same answer. Raises
    TermsError, FirmNotKnown, and what reading a book raises.
    """
    read = read_terms(terms)
    said = firm_said(book, day, scenario, custody, reserve, capital, policies, read.policies)
    setting = _setting(read, said, level)
    dice = np.random.default_rng(seed)
    thrown = simulated(setting.model, setting.firm, years, dice) if setting.firm.covers else None
    needs = _needs(setting, thrown)
    return AdequacyReport(
        source=said.source,
        custody=said.custody,
        reserve=said.reserve,
        capital=said.capital,
        level=level or Ratio(setting.terms.exact("answer.level")),
        events=setting.terms.whole("frequency.events"),
        firm_years=setting.terms.text("frequency.firm_years"),
        seed=seed,
        terms=setting.terms,
        answers=tuple(_answer(setting, way, found) for way, found in needs),
        causes=by_cause(setting),
        counted=counted_of(said),
        refused=refused_of(said),
        covers=by_cover(setting, thrown),
        reinstated=by_reinstatement(setting, thrown),
        intervals=intervals(setting, dice),
        path=path_of(setting, futures, seed),
        curves=curves(setting, needs),
        notes=_notes(setting),
    )


def _notes(setting: Setting) -> tuple[str, ...]:
    back = any(one.back for one in setting.firm.covers)
    more = {"insurance_unruled": setting.said.unruled, "reinstatement_is_cost": back}
    return (*NOTES, *(note for note, said in more.items() if said))


def _setting(terms: Terms, said: FirmSaid, level: Ratio | None) -> Setting:
    found = list_losses(terms)
    firm = said.modelled(terms.whole("insurance.paid_after_months"), terms.reinstated)
    model = model_of(terms, found, firm.custody, rate_of(terms))
    asked = inexact(level) if level else inexact(terms.exact("answer.level"))
    return Setting(terms, found, said, firm, model, asked)


def _needs(setting: Setting, years: Simulated | None) -> list[tuple[str, YearlyNeed]]:
    model, firm = setting.model, setting.firm
    held = firm.reserve + firm.capital
    found: list[tuple[str, YearlyNeed]] = [("without_insurance", need(model, firm.custody, at=held))]
    if years is not None:
        found.append(("with_insurance", need(model, firm.custody, firm.covers, at=held)))
        found.append(("with_yearly_limits", years.need))
    return found


def _answer(setting: Setting, way: str, found: YearlyNeed) -> Answer:
    held = setting.firm.reserve + setting.firm.capital
    return Answer(
        way=way,
        simulated=way == "with_yearly_limits",
        needed=yen(reserve_needed(found, setting.firm.capital, setting.level), NEEDED_UP),
        whole=chance(found.at_most(held)),
        shortfall=yen(found.above(held)),
        var=yen(found.value_at_risk(setting.level)),
        tvar=yen(found.tail_value_at_risk(setting.level)),
    )
