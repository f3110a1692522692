"""Bitcoin's unspent outputs → wallet_balances: outputs are joined to our wallets' scripts in the engine."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from hozen.engine import Cell
from hozen.records import BY_NAME, Query
from hozen.records.importers import Snapshot, Unspent
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.our_scripts import write_scripts
from hozen.workflows.importing.target import Target

BATCH = 1_000_000  # outputs on disk at a time
OUTPUTS = "outputs"  # the evidence: every output that is ours
_COLUMNS = ("script", "txid", "vout", "units", "height")
_PAGE = 50_000


@dataclass(slots=True)
class Coins:
    """What an import of outputs needs besides the file. `whole`: a wallet without outputs is empty."""

    target: Target
    mapping: ImportMapping
    draft: Draft
    day: date
    height: int | None
    whole: bool
    source: str
    parts: list[Path] = field(default_factory=list)
    highest: int = 0
    total: int = 0
    count: int = 0
    head: Snapshot | None = None


def take_coins(items: Iterable[Snapshot | Unspent], coins: Coins, network: str) -> None:
    """Join every output to our wallets of `network`, and put each wallet's balance into the draft."""
    scripts = write_scripts(coins.target, coins.mapping, coins.draft, network)
    stream = iter(items)
    while _batch(stream, coins, scripts):
        pass
    _check_height(coins)
    _refuse_doubles(coins)
    _balances(coins, scripts)


def _batch(stream: Iterator[Snapshot | Unspent], coins: Coins, scripts: str) -> bool:
    """The next outputs through the engine; False when there were none."""
    path = coins.draft.folder / "batch.csv"
    with path.open("w", encoding="ascii", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(_COLUMNS)
        before = coins.count
        for one in islice(stream, BATCH):
            if isinstance(one, Snapshot):
                coins.head = one
                continue
            rows.writerow((one.script, one.txid, one.vout, one.units, one.height))
            coins.count += 1
            coins.total += one.units
            coins.highest = max(coins.highest, one.height)
    if coins.count > before:
        coins.parts.append(_ours(coins, path, scripts))
    path.unlink()
    return coins.count > before


def _ours(coins: Coins, path: Path, scripts: str) -> Path:
    engine = coins.target.engine
    batch = engine.scan([path], "csv", {})
    sql = f"""
        SELECT s.wallet_id AS wallet_id, b.txid AS txid, CAST(b.vout AS BIGINT) AS vout,
               CAST(b.units AS DECIMAL(38,0)) AS units, CAST(b.height AS BIGINT) AS height
        FROM {batch} b JOIN {scripts} s ON b.script = s.script ORDER BY wallet_id, txid, vout"""
    part = coins.draft.folder / f"part-{len(coins.parts):06d}.parquet"
    return engine.write_parquet(Query("our outputs", sql, ()), part).path


def _check_height(coins: Coins) -> None:
    head = coins.head
    if head is None:
        raise ImportConflict("the file does not say at which block it was read", expected="a block hash")
    stated = head.height if head.height is not None else coins.height
    if coins.height is not None and stated != coins.height:
        raise ImportConflict(
            "the file was read at another height", found=stated, expected=f"--height {coins.height}"
        )
    if stated is not None and coins.highest > stated:
        raise ImportConflict(
            "an output is of a block above the height", found=coins.highest, expected=f"at most {stated}"
        )
    coins.height = stated


def _refuse_doubles(coins: Coins) -> None:
    """An output exists once. One that stands twice, as where two scans were put together, would count twice."""
    if not coins.parts:
        return
    source = coins.target.engine.scan(coins.parts, "parquet", {})
    sql = f"SELECT txid, vout FROM {source} f GROUP BY txid, vout HAVING count(*) > 1 ORDER BY txid, vout LIMIT 1"
    for txid, vout in coins.target.engine.rows(Query("doubled outputs", sql, ())):
        raise ImportConflict(
            "the file has an output twice",
            where=f"{txid}:{vout}",
            expected="each output once",
            try_next="scan again, every address in one scan",
        )


def _balances(coins: Coins, scripts: str) -> None:
    draft = coins.draft
    draft.totals.update(outputs=coins.count, outputs_units=coins.total)
    draft.scopes[Scope(f"chain:{coins.mapping.bitcoin_asset}", coins.day)] = None
    for wallet, units, outputs in _sums(coins, scripts):
        count = int(str(outputs))
        if not count and not coins.whole:
            draft.leave_out(str(wallet), "not-in-scan")
            continue
        draft.totals.update(our_outputs=count, our_units=int(str(units)), wallets=1)
        _row(coins, str(wallet), int(str(units)))


def _row(coins: Coins, wallet: str, units: int) -> None:
    coins.draft.table(BY_NAME["wallet_balances"]).add(
        day=coins.day,
        wallet_id=wallet,
        asset=coins.mapping.bitcoin_asset,
        units=units,
        block_height=coins.height,
        block_hash=coins.head.block_hash if coins.head else None,
        source=coins.source,
    )


def _sums(coins: Coins, scripts: str) -> Iterator[tuple[Cell, ...]]:
    """(wallet, Σ units, outputs) for each of our wallets, a page at a time."""
    found = "(SELECT CAST(NULL AS STRING) AS wallet_id, CAST(0 AS DECIMAL(38,0)) AS units WHERE 1 = 0)"
    if coins.parts:
        found = coins.target.engine.scan(coins.parts, "parquet", {})
    sql = f"""
        SELECT s.wallet_id AS wallet, CAST(coalesce(sum(f.units), 0) AS DECIMAL(38,0)) AS units, count(f.units) AS outputs
        FROM {scripts} s LEFT JOIN {found} f ON f.wallet_id = s.wallet_id
        WHERE s.wallet_id > :last GROUP BY s.wallet_id ORDER BY s.wallet_id LIMIT {_PAGE}"""
    last = ""
    while rows := coins.target.engine.rows(Query("wallets' outputs", sql, (), {"last": last})):
        yield from rows
        last = str(rows[-1][0])
