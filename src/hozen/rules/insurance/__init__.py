"""保険: cover that may stand for part of the reserve."""

from hozen.rules.insurance.credit import Cliff, InsuranceCredit, LayerPays, Refused
from hozen.rules.insurance.facts import Policy

__all__ = ["Cliff", "InsuranceCredit", "LayerPays", "Policy", "Refused"]
