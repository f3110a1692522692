"""取込みの様式: the layouts of exports that are known, by name, and from where each is known."""

from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.known import FORMS, Known

__all__ = ["FORMS", "Given", "Known"]
