"""The payout plans of a case, and which of them still stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hozen.books import CaseEntry, CaseRecord
from hozen.values import Yen
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.incident.fits import fits_plan
from hozen.workflows.incident.state import IncidentState

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Overpaid:
    """過払い: what earlier payments gave beyond what is due now. The firm bears it and may claim it back."""

    asset: str
    coin: int
    yen: int


@dataclass(frozen=True, slots=True)
class Plan:
    """支払計画: the entry, its number, and its files: `payments` one row a payment, `lines` one a customer and asset.

    `outdated` is 'cause' or 'losses' where that has been corrected since: then nothing more goes out by it.
    """

    entry: CaseEntry
    number: int
    payments: CaseFile
    lines: CaseFile
    planned: Yen
    overpaid: tuple[Overpaid, ...] = ()
    outdated: str = ""

    @property
    def approved(self) -> bool:
        """Whether another person approved it."""
        return bool(self.entry.approved_by)


def plans_of(record: CaseRecord, state: IncidentState) -> tuple[Plan, ...]:
    """Every plan of the case, oldest first."""
    why = {one.seq: state.outdated(one) for one in state.plans}
    return tuple(plan_of(one, why.get(one.seq, "")) for one in record.of(PLAN))


def plan_of(entry: CaseEntry, outdated: str = "") -> Plan:
    """A plan as its entry tells it."""
    body: Any = entry.body
    payments, lines = _file(body["payments"]), _file(body["lines"])
    over = tuple(Overpaid(*one) for one in body["overpaid"])
    return Plan(entry, body["number"], payments, lines, Yen(body["planned"]), over, outdated)


def may_pay(state: IncidentState) -> None:
    """Raises PlanOutdated when the newest approved plan, or without one the newest, rests on what has been corrected."""
    plans = [one for one in state.plans if one.approved_by] or state.plans
    if plans:
        fits_plan(state, plans[-1].seq)


def _file(told: Any) -> CaseFile:
    return CaseFile(told["name"], told["sha256"], told["rows"])
