"""資産の返還: who gets what of what is there, round by round, when an exchange fails."""

from hozen.rules.recovery.distribute import distribute
from hozen.rules.recovery.distribution import Distribution
from hozen.rules.recovery.errors import RecoveryRefused
from hozen.rules.recovery.facts import Claims, Convenience, PlanTerms, Pool
from hozen.rules.recovery.in_arrow import as_arrow, claims_of

__all__ = [
    "Claims",
    "Convenience",
    "Distribution",
    "PlanTerms",
    "Pool",
    "RecoveryRefused",
    "as_arrow",
    "claims_of",
    "distribute",
]
