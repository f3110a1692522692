"""Kinds of evidence that a wallet is the firm's, and the firm's own terms for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from hozen.rules.custody.ownership.signed import Method

SELF = "self"  # the keeper of a wallet whose keys the firm itself holds


class EvidenceKind(Enum):
    """証跡の種類. The first four are signatures; the value is the word that stands in a book."""

    BIP322 = Method.BIP322.value
    BIP137 = Method.BIP137.value
    EIP191 = Method.EIP191.value
    EIP191_HASHED = Method.EIP191_HASHED.value
    CUSTODIAN_STATEMENT = "custodian_statement"  # a custodian says in writing what it keeps for the firm
    SEND_TO_SELF = "send_to_self"  # the auditor names an amount, and the wallet sends it to itself

    @property
    def method(self) -> Method | None:
        """How the message was signed; None for evidence that is no signature."""
        return _METHODS.get(self)


_METHODS = {EvidenceKind(one.value): one for one in Method}


class Stands(Enum):
    """証跡の状態."""

    FRESH = "fresh"
    EXPIRED = "expired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Evidence:
    """支配証跡: one piece of evidence, and the wallet it is for as the register has it.

    '' where nothing is said. `address` is the one that signed or sent, the wallet's own where it is ''. `units` is what a
    send-to-self moved, in smallest units. `first_on`: the first day that any row gives for the same file or transaction.
    """

    wallet_id: str
    kind: EvidenceKind
    made_on: date
    valid_until: date | None
    wallet_address: str
    keeper: str
    address: str = ""
    challenge: str = ""
    signature: str = ""
    file_sha256: str = ""
    checked_by: str = ""
    txid: str = ""
    units: int = 0
    to_address: str = ""
    first_on: date | None = None

    @property
    def from_address(self) -> str:
        """The address that signed or sent."""
        return self.address or self.wallet_address


@dataclass(frozen=True, slots=True)
class Terms:
    """社内基準: the firm's own terms for evidence; no text fixes them.

    `signature_days`, `statement_days` and `send_to_self_days`: calendar days after the first in which each kind is
    fresh; None where the firm names none, and then only a piece's own `valid_until` counts.
    """

    book: str
    signature_days: int | None
    statement_days: int | None
    send_to_self_days: int | None

    def days(self, kind: EvidenceKind) -> int | None:
        """Days in which a kind is fresh."""
        if kind is EvidenceKind.CUSTODIAN_STATEMENT:
            return self.statement_days
        return self.send_to_self_days if kind is EvidenceKind.SEND_TO_SELF else self.signature_days


@dataclass(frozen=True, slots=True)
class Weighed:
    """証跡の評価: whether evidence stands on a day. `reason` is '' unless refused, then a key of `ownership.reason`."""

    stands: Stands
    reason: str = ""
    fresh_until: date | None = None
