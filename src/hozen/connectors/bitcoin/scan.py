"""scantxoutset: every unspent output of a list of scripts, as of the block that is newest when the scan begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.connectors.bitcoin.fields import Fields
from hozen.connectors.bitcoin.node import BitcoinNode
from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable, NodeUnreachable
from hozen.errors import HozenError
from hozen.records.importers import Unspent

_SCAN_SECONDS = 3600  # the node goes through all unspent outputs there are: minutes, on a slow disk many
_BUSY = -8  # "Scan already in progress"
_POLL = 5  # seconds between two looks at somebody else's scan
_POLLS = 720


@dataclass(frozen=True, slots=True)
class Scan:
    """走査結果: outputs as of one block."""

    height: int
    hash: str
    outputs: tuple[Unspent, ...]


def scan(node: BitcoinNode, scripts: Sequence[str]) -> Scan:
    """The unspent outputs of the scripts (in hex).

    A scan whose answer was lost is broken off and begun again; one that somebody else runs is waited for, at most an hour.
    Raises NodeUnreachable, NodeAnswered and NodeAnswerUnreadable.
    """
    wanted = [f"raw({script})" for script in scripts]
    lost: HozenError = _busy(node)
    for _ in range(node.rpc.tries):
        _wait_for_others(node)
        try:
            return _begun(node, wanted)
        except NodeUnreachable as error:
            lost = error
            node.rpc.call("scantxoutset", "abort")  # ours, which goes on though nobody listens
        except NodeAnswered as error:
            if error.number != _BUSY:
                raise
            lost = _busy(node)
    raise lost


def _begun(node: BitcoinNode, wanted: list[str]) -> Scan:
    found = node.rpc.call("scantxoutset", "start", wanted, timeout=_SCAN_SECONDS, tries=1)
    return read_scan(Fields.of(found, f"{node.where}, scantxoutset"))


def _wait_for_others(node: BitcoinNode) -> None:
    """Until no scan runs. Raises NodeUnreachable where one does not end."""
    for _ in range(_POLLS):
        if node.rpc.call("scantxoutset", "status") is None:
            return
        node.rpc.sleep(_POLL)
    raise _busy(node)


def _busy(node: BitcoinNode) -> NodeUnreachable:
    return NodeUnreachable(
        "the node is busy with another scan",
        where=f"{node.where}, scantxoutset",
        expected="one scan at a time",
        try_next="wait for it, or stop it: bitcoin-cli scantxoutset abort",
    )


def read_scan(found: Fields) -> Scan:
    """The answer as values. Refuses one that was broken off, and one whose total is not what its outputs come to."""
    if not found.flag("success"):
        raise NodeAnswerUnreadable(
            "the scan was broken off", where=found.where, found="success: false", try_next="read again"
        )
    outputs = tuple(_output(one) for one in found.each("unspents"))
    total, sum_of = found.satoshi("total_amount"), sum(one.units for one in outputs)
    if total != sum_of:
        raise NodeAnswerUnreadable(
            "the total is not what the outputs come to", where=found.where, found=total, expected=str(sum_of)
        )
    return Scan(found.whole("height"), found.hash("bestblock"), outputs)


def _output(one: Fields) -> Unspent:
    return Unspent(
        one.hash("txid"),
        one.whole("vout"),
        one.script("scriptPubKey"),
        one.satoshi("amount"),
        one.whole("height"),
        one.flag("coinbase"),
    )
