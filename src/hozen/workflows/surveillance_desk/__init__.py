"""売買審査の事案処理: from alerts to a decision by four eyes and a signed draft of the report."""

from hozen.workflows.surveillance_desk.act import SurveillanceDesk
from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.state import CaseAlert, SurveillanceCase, state_of

__all__ = ["CaseAlert", "DeskRefused", "SurveillanceCase", "SurveillanceDesk", "state_of"]
