"""Proof that a wallet's key is ours: signed messages verified, and evidence of other kinds. Law-neutral."""

from hozen.rules.custody.ownership.challenge import Challenge, challenge, read_challenge
from hozen.rules.custody.ownership.evidence import SELF, Evidence, EvidenceKind, Stands, Terms, Weighed
from hozen.rules.custody.ownership.facts import KeeperWallets, keeper_wallets
from hozen.rules.custody.ownership.signed import (
    RULES,
    ClaimedCoin,
    Method,
    OwnershipExtraMissing,
    Proof,
    Verified,
    method_of,
    verify,
)
from hozen.rules.custody.ownership.weigh import Check, Written, weigh

__all__ = [
    "RULES",
    "SELF",
    "Challenge",
    "Check",
    "ClaimedCoin",
    "Evidence",
    "EvidenceKind",
    "KeeperWallets",
    "Method",
    "OwnershipExtraMissing",
    "Proof",
    "Stands",
    "Terms",
    "Verified",
    "Weighed",
    "Written",
    "challenge",
    "keeper_wallets",
    "method_of",
    "read_challenge",
    "verify",
    "weigh",
]
