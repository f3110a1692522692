"""移管帳簿の証明: the sealed ledger as Merkle-sum trees, so that each customer can check that he goes over whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.rules.liabilities import Side, commitment
from hozen.workflows.snapshot.building import build_snapshot
from hozen.workflows.snapshot.day_folder import PublicDay, days_of, open_day
from hozen.workflows.snapshot.secret_store import MasterSecret
from hozen.workflows.wind_down.case_book import At


@dataclass(frozen=True, slots=True)
class Committed:
    """移管帳簿のコミットメント: one value for all trees, where they are, and each asset's root and total."""

    value: str
    folder: Path
    trees: tuple[tuple[str, str, int], ...]

    def total(self, asset: str) -> int:
        """What the asset's tree comes to; 0 without one."""
        return next((units for name, _, units in self.trees if name == asset), 0)

    def body(self) -> dict[str, object]:
        """As an entry keeps it."""
        return {"value": self.value, "trees": [list(one) for one in self.trees]}


def commit(at: At, day: date, secret: MasterSecret, folder: Path) -> Committed:
    """Build the trees below `folder`, or take those that an earlier call built there. The case's views stand.

    Raises LiabilitiesRefused, SnapshotFolderRefused, EngineError.
    """
    there = folder.is_dir() and day in days_of(folder)
    if not there:
        _lay(at, day)
    return _of(open_day(folder, day) if there else build_snapshot(at.engine, day, secret, folder), folder)


def _lay(at: At, day: date) -> None:
    """The sealed files under the names that the trees are measured by. Debts of customers were not sealed: none."""
    on = f"CAST('{day}' AS DATE) AS day"
    engine = at.engine
    engine.view("assets", "SELECT asset, name, decimals FROM sealed_assets")
    engine.view("customer_balances", f"SELECT {on}, customer_id, asset, units FROM sealed_ledger")
    engine.view("customer_debts", f"SELECT {on}, customer_id, asset, units FROM sealed_ledger WHERE 1 = 0")
    engine.view(
        "chain_cutoffs",
        f"SELECT {on}, chain, block_height AS height, block_hash AS hash FROM sealed_wallets "
        "WHERE chain IS NOT NULL AND block_height IS NOT NULL AND block_hash IS NOT NULL",
    )


def _of(found: PublicDay, folder: Path) -> Committed:
    snapshot = found.snapshot
    trees = tuple((one.asset, one.root.hex(), one.total) for one in snapshot.trees if one.side is Side.OWED)
    return Committed(commitment(snapshot).hex(), folder, trees)
