"""The joined scans as one file of the kind scantxoutset, with what the node's own answer does not say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from hozen.connectors.bitcoin.node import Header
from hozen.records.importers import Unspent
from hozen.records.importers.scantxoutset import READ
from hozen.records.importers.unspent import DECIMALS


def write_scan(
    path: Path,
    cut: Header,
    outputs: Iterable[Unspent],
    owners: Mapping[str, tuple[str, str]],
    told: Mapping[str, object],
) -> None:
    """The same bytes for the same outputs at the same block, whenever they were read.

    `owners`: script → (wallet_id, address) of derived addresses. `told`: what hozen says beside the node's answer.
    """
    part, total = path.with_suffix(".part"), 0
    head = {READ: {**told, "at": cut.at}, "success": True, "height": cut.height, "bestblock": cut.hash}
    with part.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "unspents": [')
        for number, one in enumerate(sorted(outputs, key=lambda each: (each.txid, each.vout))):
            file.write(("," if number else "") + "\n" + _line(one, owners.get(one.script)))
            total += one.units
        file.write(f'\n], "total_amount": {_coins(total)}}}\n')
    part.replace(path)


def _line(one: Unspent, owner: tuple[str, str] | None) -> str:
    plain = {
        "txid": one.txid,
        "vout": one.vout,
        "scriptPubKey": one.script,
        "coinbase": one.coinbase,
        "height": one.height,
        **(dict(zip(("wallet_id", "address"), owner, strict=True)) if owner else {}),
    }
    return f'{json.dumps(plain)[:-1]}, "amount": {_coins(one.units)}}}'


def _coins(units: int) -> str:
    """Satoshi as coins, every digit; the node writes them so."""
    whole, part = divmod(units, 10**DECIMALS)
    return f"{whole}.{part:0{DECIMALS}d}"
