"""照合: both sides of every asset at a day's cut-off, the breaks between them, and the log they are carried into."""

from hozen.workflows.reconcile.reconciled import Reconciled
from hozen.workflows.reconcile.reconciling import DUST_YEN, reconcile

__all__ = ["DUST_YEN", "Reconciled", "reconcile"]
