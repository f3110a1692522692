"""The evidence of wallets in a book: signatures verified in batches, each once, and weighed for a day."""

from hozen.workflows.ownership.anchored import written_in
from hozen.workflows.ownership.challenging import wallet_challenge
from hozen.workflows.ownership.facts import ownership_facts
from hozen.workflows.ownership.remembered import Remembered
from hozen.workflows.ownership.weighing import WeighedEvidence, weigh_evidence

__all__ = [
    "Remembered",
    "WeighedEvidence",
    "ownership_facts",
    "wallet_challenge",
    "weigh_evidence",
    "written_in",
]
