"""税額の計算: a customer's events in files, one tax year out of them."""

from hozen.workflows.tax.computing import Computed, compute
from hozen.workflows.tax.elections import elect
from hozen.workflows.tax.taking_in import take_in

__all__ = ["Computed", "compute", "elect", "take_in"]
