"""取込みの様式: the layouts of exports that are known, by name."""

from hozen.workflows.tax.forms.ccxt import ccxt
from hozen.workflows.tax.forms.given import Forms, Given
from hozen.workflows.tax.forms.trade_list import trade_list

FORMS: Forms = {"trades": trade_list, "ccxt": ccxt}

__all__ = ["FORMS", "Given"]
