"""Signed messages as the chains' own texts have them. The numbers here are bytes of protocols, none a figure of the law."""

from hozen.rules.custody.ownership.signed.libraries import OwnershipExtraMissing
from hozen.rules.custody.ownership.signed.verified import ClaimedCoin, Method, NotProven, Proof, Verified
from hozen.rules.custody.ownership.signed.verify import RULES, method_of, verify

__all__ = [
    "RULES",
    "ClaimedCoin",
    "Method",
    "NotProven",
    "OwnershipExtraMissing",
    "Proof",
    "Verified",
    "method_of",
    "verify",
]
