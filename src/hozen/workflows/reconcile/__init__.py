"""照合: both sides of every asset at a day's cut-off, the breaks between them, and the log they are carried into."""

from hozen.workflows.reconcile.reconciled import Reconciled
from hozen.workflows.reconcile.reconciling import DUST_YEN, reconcile, records_hash
from hozen.workflows.reconcile.sides import Breaks, breaks_against, evidence_of, found_breaks

__all__ = [
    "DUST_YEN",
    "Breaks",
    "Reconciled",
    "breaks_against",
    "evidence_of",
    "found_breaks",
    "reconcile",
    "records_hash",
]
