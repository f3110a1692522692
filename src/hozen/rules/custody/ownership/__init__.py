"""Proof that a wallet's key is ours: signed messages verified, and evidence of other kinds. Law-neutral."""

from hozen.rules.custody.ownership.libraries import OwnershipExtraMissing
from hozen.rules.custody.ownership.verified import ClaimedCoin, Method, Proof, Verified
from hozen.rules.custody.ownership.verify import RULES, method_of, verify

__all__ = [
    "RULES",
    "ClaimedCoin",
    "Method",
    "OwnershipExtraMissing",
    "Proof",
    "Verified",
    "method_of",
    "verify",
]
