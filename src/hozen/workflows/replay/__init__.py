"""再演: real incidents replayed against a reserve and against each scenario."""

from hozen.workflows.replay.catalogue import Catalogue, catalogue
from hozen.workflows.replay.customer_part import Bound, CustomerPart, customer_part
from hozen.workflows.replay.errors import IncidentFileError, UnknownIncident
from hozen.workflows.replay.incident import Confidence, FirmSize, Incident, Kind, Whose
from hozen.workflows.replay.notes import Note
from hozen.workflows.replay.payout import Payout, PooledPayout, payout, pooled
from hozen.workflows.replay.replaying import RESERVES, replay
from hozen.workflows.replay.report import Group, IncidentReplay, NotReplayed, ReplayReport
from hozen.workflows.replay.required import ScenarioAnswer

__all__ = [
    "RESERVES",
    "Bound",
    "Catalogue",
    "Confidence",
    "CustomerPart",
    "FirmSize",
    "Group",
    "Incident",
    "IncidentFileError",
    "IncidentReplay",
    "Kind",
    "NotReplayed",
    "Note",
    "Payout",
    "PooledPayout",
    "ReplayReport",
    "ScenarioAnswer",
    "UnknownIncident",
    "Whose",
    "catalogue",
    "customer_part",
    "payout",
    "pooled",
    "replay",
]
