"""What both readers of Bitcoin's unspent outputs yield."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hozen.records.importers.errors import Place

DECIMALS = 8
MOST = 21_000_000 * 10**DECIMALS  # satoshi; more than this were never made
COINBASE_DEPTH = 100  # blocks before a mined coin can be spent


@dataclass(frozen=True, slots=True)
class Snapshot:
    """UTXOセット: which block the outputs were read at.

    `height` is None where the file does not state it. `coins` is how many outputs the file says it holds, None where
    it does not say. The rest is known only of what hozen read itself: the instant of the block, the blocks after which
    it counts as final, and the fingerprint of the wallets that were looked for.
    """

    network: str
    block_hash: str
    height: int | None
    coins: int | None
    at: datetime | None = None
    finality_depth: int | None = None
    wallets: str = ""


@dataclass(frozen=True, slots=True)
class Unspent:
    """未使用出力: one output. `script` is in hex, `units` in satoshi, `height` that of its block.

    `wallet_id` and `address` are stated only of addresses that hozen had worked out of a descriptor.
    """

    txid: str
    vout: int
    script: str
    units: int
    height: int
    coinbase: bool
    wallet_id: str = ""
    address: str = ""


def possible(units: int, place: Place) -> int:
    """The amount itself; refused above all the coins there can be."""
    if not 0 <= units <= MOST:
        place.refuse("an amount that cannot be", str(units), f"0 to {MOST:,} satoshi")
    return units
