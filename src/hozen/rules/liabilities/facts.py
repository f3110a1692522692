"""The small exact input of a snapshot of liabilities, and its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from hozen.rules.liabilities import keys

FORMAT = "hozen-proof/1"
NO_PREVIOUS = bytes(32)


class Side(IntEnum):
    """債権債務の別: what customers are owed, and what they owe. Each has trees of its own; neither is netted."""

    OWED = 0
    DEBT = 1


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """口座残高: whole smallest units of one asset that one account is owed, or owes."""

    account: str
    side: Side
    asset: str
    units: int


@dataclass(frozen=True, slots=True)
class Opening:
    """証明の前提: what every leaf of a snapshot is bound to. `cut_off` in UTC, to the second.

    `parts`: into how many parts each holding is split. `previous`: the commitment before; 32 zero bytes for none.
    """

    book: str
    cut_off: datetime
    parts: int
    previous: bytes = NO_PREVIOUS


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """基準ブロック: the block at which wallets were read on one chain."""

    chain: str
    height: int
    block_hash: str


@dataclass(frozen=True, slots=True)
class TreeHead:
    """木の要約: one asset's root, and the total of smallest units below it. 2^height leaves, pads included."""

    side: Side
    asset: str
    decimals: int
    root: bytes
    total: int
    height: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """負債スナップショット: all that is published of one cut-off. Trees by side and asset, chains by name."""

    opening: Opening
    trees: tuple[TreeHead, ...]
    chains: tuple[ChainPoint, ...]
    software: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """秘密値: 32 bytes for each account, no two alike, and 32 for the book. They are kept apart from the ledger."""

    accounts: Mapping[str, bytes]
    book: bytes

    def key_of(self, account: str, snapshot: bytes) -> bytes:
        """The account's key for one snapshot."""
        return keys.snapshot_key(self.accounts[account], snapshot)


@dataclass(frozen=True, slots=True)
class DerivedSecrets:
    """導出秘密値: 32 bytes by chance from which the keys of all accounts and the secret of the pads are derived."""

    master: bytes

    @property
    def book(self) -> bytes:
        """The secret of the pads."""
        return keys.pads_secret(self.master)

    def key_of(self, account: str, snapshot: bytes) -> bytes:
        """The account's key for one snapshot."""
        return keys.derived_key(keys.snapshot_master(self.master, snapshot), account.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Ledger:
    """証明の対象: every asset with its decimals, and what each account is owed or owes."""

    decimals: Mapping[str, int]
    balances: tuple[AccountBalance, ...]
