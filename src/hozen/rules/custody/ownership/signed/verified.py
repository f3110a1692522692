"""What the verification of one signed message answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Method(Enum):
    """署名方式: how a message was signed. The value is the word that stands in a book."""

    BIP322 = "bip322"
    BIP137 = "bip137"
    EIP191 = "eip191"
    EIP191_HASHED = "eip191_hashed"  # EIP-191 over keccak256(message), as some exchanges publish


class Proof(Enum):
    """署名検証の結果. Only VALID proves a key; INCONCLUSIVE is what later rules of the chain may decide either way."""

    VALID = "valid"
    INCONCLUSIVE = "inconclusive"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ClaimedCoin:
    """An output that a proof of funds spends besides. That it is on the chain, and unspent, is not shown by it.

    `txid` is written as explorers write it; `satoshi` is the claimed amount in the smallest unit.
    """

    txid: str
    index: int
    satoshi: int
    script: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """署名検証: the result for one message, address and signature.

    `reason` is '' for what is valid, else a key of the words `ownership.reason`. A proof that is valid only from a
    time on names it: `lock_time` and `sequence` are the fields of the signed transaction, 0 where it may spend at once.
    """

    method: Method
    proof: Proof
    reason: str = ""
    lock_time: int = 0
    sequence: int = 0
    coins: tuple[ClaimedCoin, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the key of the address signed the message."""
        return self.proof is Proof.VALID


class NotProven(Exception):  # an answer on its way up, not a fault of the caller
    """Raised below, answered as a Verified at the top: somebody else's signature is never an error of ours."""

    def __init__(self, reason: str, proof: Proof = Proof.REFUSED) -> None:
        super().__init__(reason)
        self.reason, self.proof = reason, proof


def inconclusive(reason: str) -> NotProven:
    """What the rules in force today neither accept nor refuse."""
    return NotProven(reason, Proof.INCONCLUSIVE)
