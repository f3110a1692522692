"""From the weighed evidence to the rule's facts."""

from __future__ import annotations

from datetime import date
from typing import cast

from hozen.engine import Engine
from hozen.rules.custody.ownership import KeeperWallets, keeper_wallets
from hozen.rules.custody.ownership.measures import evidence_pieces, wallets_by_evidence


def ownership_facts(engine: Engine, day: date) -> tuple[tuple[KeeperWallets, ...], bool]:
    """Each keeper's counted wallets by evidence, and whether the book has any evidence. After `weigh_evidence`."""
    rows = cast("list[tuple[str, str, str, int]]", engine.rows(wallets_by_evidence(day)))
    ((pieces,),) = engine.rows(evidence_pieces())
    return keeper_wallets(rows), bool(pieces)
