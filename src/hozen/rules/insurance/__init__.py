"""保険: cover that may stand for part of the reserve."""

from hozen.rules.insurance.credit import Cliff, InsuranceCredit, Refused
from hozen.rules.insurance.facts import Policy

__all__ = ["Cliff", "InsuranceCredit", "Policy", "Refused"]
