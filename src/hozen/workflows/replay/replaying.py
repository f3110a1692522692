"""Real incidents against reserves and scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from hozen.law import Law, Reading
from hozen.values import Yen, legal_day
from hozen.workflows.replay.catalogue import Catalogue, catalogue
from hozen.workflows.replay.customer_part import Bound, customer_part
from hozen.workflows.replay.incident import Incident, Kind
from hozen.workflows.replay.notes import FEW_FIRMS, REPORT_NOTES, incident_notes, not_known
from hozen.workflows.replay.payout import payout, pooled
from hozen.workflows.replay.report import Group, IncidentReplay, NotReplayed, ReplayReport
from hozen.workflows.replay.required import required_of

# Sizes to try, not figures of the law: the ends of the range in the press and two between.
RESERVES = tuple(Yen(billions * 1_000_000_000) for billions in (2, 5, 10, 40))


def replay(
    name: str = "all",
    *,
    reserves: Sequence[Yen] = RESERVES,
    scenarios: Sequence[str | Path] | None = None,
    day: date | None = None,
) -> ReplayReport:
    """再演: what reserves would have paid, and what scenarios would have required, in real incidents.

    `name` is an id, short name or alias, or 'all'. `scenarios` are names or files; None takes every shipped
    one, () none. `day` is the day whose law is read; None takes today in Japan. Raises UnknownIncident, and the law's
    own errors for a scenario that cannot be read; ValueError for a negative reserve or none.
    """
    known, read_for = catalogue(), day or legal_day(datetime.now(UTC))
    wanted = known.incidents if name == "all" else (known.find(name),)
    if not reserves:
        raise ValueError("at least one reserve is needed, e.g. Yen(2_000_000_000)")
    readings = _readings(scenarios, read_for)
    found = [_replay_one(known, one, reserves, readings) for one in wanted]
    replayed = tuple(one for one in found if isinstance(one, IncidentReplay))
    groups = _groups(replayed, reserves) if name == "all" else ()
    return ReplayReport(
        asked=name,
        day=read_for,
        reserves=tuple(reserves),
        replayed=replayed,
        not_replayed=tuple(one for one in found if isinstance(one, NotReplayed)),
        groups=groups,
        notes=(*REPORT_NOTES, FEW_FIRMS) if groups else REPORT_NOTES,
    )


def _readings(scenarios: Sequence[str | Path] | None, day: date) -> tuple[Reading, ...]:
    if scenarios is not None and not scenarios:
        return ()
    law = Law.load("jp")
    wanted = law.scenario_names() if scenarios is None else scenarios
    return tuple(law.reading(day, scenario=one) for one in wanted)


def _replay_one(
    known: Catalogue, incident: Incident, reserves: Sequence[Yen], readings: Sequence[Reading]
) -> IncidentReplay | NotReplayed:
    sizes, part = known.sizes_of(incident), customer_part(incident)
    gaps = not_known(incident, frozenset(size.measure for size in sizes))
    if part is None:
        return NotReplayed(incident, "no_amount_in_yen", gaps)
    answers = tuple(required_of(incident, sizes, part, reading) for reading in readings)
    methods = [one.requirement.method for one in answers if one.requirement]
    return IncidentReplay(
        incident=incident,
        part=part,
        sizes=sizes,
        payouts=tuple(payout(reserve, part.yen) for reserve in reserves),
        scenarios=answers,
        not_known=gaps,
        notes=incident_notes(incident, part.basis, methods),
    )


def _groups(replayed: Sequence[IncidentReplay], reserves: Sequence[Yen]) -> tuple[Group, ...]:
    """Outflows whose customers' part is stated, in Japan and everywhere."""
    stated = [one for one in replayed if one.part.bound is Bound.STATED and one.part.yen]
    outflows = [one for one in stated if one.incident.kind.outflow]
    japan = [one for one in outflows if one.incident.registered_jp and one.incident.kind is Kind.THEFT]
    return (_group("japan_registered_thefts", japan, reserves), _group("outflows_stated", outflows, reserves))


def _group(key: str, members: Sequence[IncidentReplay], reserves: Sequence[Yen]) -> Group:
    losses = [one.part.yen for one in members]
    names = tuple(one.incident.name for one in members)
    return Group(key, names, tuple(pooled(reserve, losses) for reserve in reserves))
