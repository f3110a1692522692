"""報告義務: which reports are due, to whom, for which period, and by when."""

from hozen.rules.duties.calendar import Obligation, obligations
from hozen.rules.duties.jp import Duty, duties

__all__ = ["Duty", "Obligation", "duties", "obligations"]
