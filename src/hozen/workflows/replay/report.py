"""What a replay yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hozen.findings import InTables
from hozen.values import Yen
from hozen.workflows.replay.customer_part import CustomerPart
from hozen.workflows.replay.incident import FirmSize, Incident
from hozen.workflows.replay.notes import Note
from hozen.workflows.replay.payout import Payout, PooledPayout
from hozen.workflows.replay.required import ScenarioAnswer

if TYPE_CHECKING:
    import pyarrow as pa

    from hozen.findings.table import Table


@dataclass(frozen=True, slots=True)
class IncidentReplay:
    """事案の再演: one incident against each reserve and each scenario."""

    incident: Incident
    part: CustomerPart
    sizes: tuple[FirmSize, ...]
    payouts: tuple[Payout, ...]  # in the order of the reserves asked for
    scenarios: tuple[ScenarioAnswer, ...]
    not_known: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class NotReplayed:
    """An incident without enough data; `reason` is a glossary key (`replay_refusals`)."""

    incident: Incident
    reason: str
    not_known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several incidents together. `key` is a glossary key (`replay_groups`); `incidents` short names."""

    key: str
    incidents: tuple[str, ...]
    payouts: tuple[PooledPayout, ...]


@dataclass(frozen=True, slots=True)
class ReplayReport(InTables):
    """再演結果. `day` is the day whose law the scenarios were read for, not the day of any incident."""

    asked: str
    day: date
    reserves: tuple[Yen, ...]
    replayed: tuple[IncidentReplay, ...]
    not_replayed: tuple[NotReplayed, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]

    def one(self, name: str) -> IncidentReplay:
        """The replay of the incident with that short name. KeyError where it was not replayed."""
        return {each.incident.name: each for each in self.replayed}[name]

    def as_table(self) -> Table:
        """One row per incident and reserve: loss, customers' part, covered, share, left."""
        from hozen.workflows.replay.as_tables import payout_table

        return payout_table(self)

    def as_tables(self) -> tuple[Table, ...]:
        """Everything: groups, payouts, facts, scenarios, what is not known, not replayed, notes."""
        from hozen.workflows.replay.as_tables import all_tables

        return all_tables(self)

    def to_arrow(self) -> pa.Table:
        """One row per incident and reserve; yen as DECIMAL(38,0) (needs the `arrow` extra)."""
        from hozen.workflows.replay.as_arrow import payout_arrow

        return payout_arrow(self)
