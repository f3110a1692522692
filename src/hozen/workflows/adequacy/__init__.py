"""十分性の検証: how much reserve makes customers whole, and what it costs a firm. A model, not law."""

from hozen.workflows.adequacy.burden_report import BurdenReport
from hozen.workflows.adequacy.burdening import burden
from hozen.workflows.adequacy.errors import FirmFactsError, FirmNotKnown, TermsError
from hozen.workflows.adequacy.fit_report import FitReport
from hozen.workflows.adequacy.fitting import fit
from hozen.workflows.adequacy.report import AdequacyReport, Answer, Point
from hozen.workflows.adequacy.running import adequacy
from hozen.workflows.adequacy.terms_file import Term, Terms, read_terms, term_names

__all__ = [
    "AdequacyReport",
    "Answer",
    "BurdenReport",
    "FirmFactsError",
    "FirmNotKnown",
    "FitReport",
    "Point",
    "Term",
    "Terms",
    "TermsError",
    "adequacy",
    "burden",
    "fit",
    "read_terms",
    "term_names",
]
