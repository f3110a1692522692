"""流出等事案: a case from its first report to its closing, every step an entry that stays."""

from hozen.workflows.incident.act import Hand
from hozen.workflows.incident.cause import Cause
from hozen.workflows.incident.correcting import Correction, correct_cause
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.fold import as_of, state_of
from hozen.workflows.incident.losses import Attribution
from hozen.workflows.incident.opening import Report, open_incident
from hozen.workflows.incident.state import IncidentState
from hozen.workflows.incident.valuing import Valuation, value_losses

__all__ = [
    "Attribution",
    "Cause",
    "Correction",
    "Hand",
    "IncidentRefused",
    "IncidentState",
    "Report",
    "Valuation",
    "as_of",
    "correct_cause",
    "open_incident",
    "state_of",
    "value_losses",
]
