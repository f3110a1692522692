"""From the newest block back to the cut-off: what was spent in between was still there at the cut-off.

scantxoutset knows the newest block only. Blocks name the outputs that they spend, so the outputs at an earlier block are
those of the scan that are not younger, and those that later blocks spent. The node's own chain is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from hozen.connectors.bitcoin.fields import Fields
from hozen.connectors.bitcoin.node import BitcoinNode, Header
from hozen.connectors.bitcoin.scan import Scan
from hozen.connectors.steady import Moved
from hozen.records.importers import Unspent


@dataclass(frozen=True, slots=True)
class Later:
    """カットオフ後のブロック: a block after the cut-off, and what of ours it spent that was there at the cut-off."""

    height: int
    hash: str
    spent: tuple[Unspent, ...]


@dataclass(frozen=True, slots=True)
class AtCut:
    """カットオフ時点の出力: those still unspent, and those spent since. `younger` ones came after it and do not count."""

    still: tuple[Unspent, ...]
    spent: tuple[Unspent, ...]
    younger: tuple[Unspent, ...]


def later_blocks(
    node: BitcoinNode,
    cut: Header,
    height: int,
    block: str,
    ours: Container[str],
    told: Callable[[int], None] = lambda _left: None,
) -> dict[int, Later]:
    """Every block after `cut` up to `block` at `height`, by height. `ours`: scripts in hex. `told` hears how many are left.

    Raises Moved where `block` does not stand on `cut`.
    """
    found: dict[int, Later] = {}
    while height > cut.height:
        told(height - cut.height)
        fields = node.block(block)
        if fields.whole("height") != height:
            raise Moved(f"block {height:,} is no longer {block}")
        found[height] = Later(height, block, tuple(_spent(fields, cut.height, ours)))
        height, block = height - 1, fields.hash("previousblockhash")
    if block != cut.hash:
        raise Moved(f"block {cut.height:,} is no longer {cut.hash}")
    return found


def at_cut(scan: Scan, cut: Header, later: dict[int, Later], asked: Container[str]) -> AtCut:
    """The outputs of one scan as of the cut-off. `asked`: the scripts that it was asked for.

    Raises Moved where the scan is of a block that is not among the later ones.
    """
    known = cut.hash if scan.height == cut.height else later[scan.height].hash if scan.height in later else ""
    if known != scan.hash:
        raise Moved(f"block {scan.height:,} is no longer {scan.hash}")
    blocks = [block for height, block in later.items() if height <= scan.height]
    return AtCut(
        tuple(one for one in scan.outputs if one.height <= cut.height),
        tuple(one for block in blocks for one in block.spent if one.script in asked),
        tuple(one for one in scan.outputs if one.height > cut.height),
    )


def _spent(block: Fields, cut: int, ours: Container[str]) -> Iterator[Unspent]:
    """Outputs of ours, not younger than the cut-off, that the block spends."""
    for transaction in block.each("tx"):
        for source in transaction.each("vin"):
            if "coinbase" in source.found:
                continue
            before = source.inside("prevout")
            script = before.inside("scriptPubKey").script("hex")
            if script in ours and before.whole("height") <= cut:
                yield Unspent(
                    source.hash("txid"),
                    source.whole("vout"),
                    script,
                    before.satoshi("value"),
                    before.whole("height"),
                    before.flag("generated"),
                )
