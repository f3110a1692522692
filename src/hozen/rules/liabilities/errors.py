"""What the proof of liabilities refuses.

HozenError
├── LiabilitiesRefused   what was handed in to be proved
└── ProofRefused         a snapshot or a customer's proof, with its fault
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from hozen.errors import HozenError


class LiabilitiesRefused(HozenError):
    """債務データの拒否: what customers are owed cannot be put into trees as handed in; nothing was built."""

    code: ClassVar[str] = "liabilities-refused"


class Fault(Enum):
    """証明の不備: why a proof is refused, the first that is found."""

    MALFORMED = (
        "malformed"  # 形式の誤り: cut off, a wrong kind, a negative or too large number, an unknown field
    )
    NOT_PUBLISHED = "not_published"  # 公表値との相違: not the commitment that the customer was told
    OTHER_SNAPSHOT = "other_snapshot"  # 別の時点: the proof was cut from another snapshot
    ACCOUNT_ABSENT = "account_absent"  # 口座の不在: the proof is for another account
    NO_TREE = "no_tree"  # 木の不在: the snapshot has no tree for the asset
    PARTS = "parts"  # 分割数の相違: not as many parts as the snapshot says
    HEIGHT = "height"  # 高さの相違: a path shorter or longer than the tree, or a position outside it
    TOO_LARGE = "too_large"  # 桁あふれ: a sum does not fit into 128 bits
    ROOT = "root"  # 根の相違: an amount, a sibling, a side or a position was changed
    TOTAL = "total"  # 合計の相違: the root holds, the published total does not
    ORDER = "order"  # 順序の誤り: leaves do not stand in the order of their hashes
    BALANCE = "balance"  # 残高の相違: proved is not what the customer sees


class ProofRefused(HozenError):
    """証明の拒否: a proof does not hold. `fault` says why."""

    code: ClassVar[str] = "proof-refused"

    def __init__(
        self,
        fault: Fault,
        message: str,
        *,
        where: str | None = None,
        found: object = None,
        expected: str = "",
    ) -> None:
        super().__init__(message, where=where, found=found, expected=expected or None)
        self.fault = fault
