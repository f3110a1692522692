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
from hozen.records.importers.unspent import COINBASE_DEPTH
from hozen.workflows.importing.cutoffs import CutOff, take_cutoff
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.errors import ImportConflict
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.our_scripts import OF_WALLET, Scripts, write_scripts
from hozen.workflows.importing.target import Target

BATCH = 1_000_000  # outputs on disk at a time
_OUTPUTS = "outputs"  # the evidence: every output that is ours
_COLUMNS = ("key", "script", "address", "txid", "vout", "units", "height", "coinbase")
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
    """Join every output to our wallets of `network`, and put each wallet's balance into the draft.

    The outputs behind the balances are kept as a file of the draft.
    """
    scripts = write_scripts(coins.target, coins.mapping, coins.draft, network)
    stream = iter(items)
    while _batch(stream, coins, scripts):
        pass
    _check_head(coins, network)
    _refuse_doubles(coins)
    _balances(coins, scripts)
    _keep_outputs(coins)


def _batch(stream: Iterator[Snapshot | Unspent], coins: Coins, scripts: Scripts) -> bool:
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
            rows.writerow(_cells(one))
            coins.count += 1
            coins.total += one.units
            coins.highest = max(coins.highest, one.height)
    if coins.count > before:
        coins.parts.append(_ours(coins, path, scripts))
    path.unlink()
    return coins.count > before


def _cells(one: Unspent) -> tuple[object, ...]:
    """As _COLUMNS. What was worked out of a descriptor belongs to that wallet, whatever its script."""
    key = OF_WALLET + one.wallet_id if one.wallet_id else one.script
    return key, one.script, one.address, one.txid, one.vout, one.units, one.height, int(one.coinbase)


def _ours(coins: Coins, path: Path, scripts: Scripts) -> Path:
    engine = coins.target.engine
    batch = engine.scan([path], "csv", {})
    sql = f"""
        SELECT s.wallet_id AS wallet_id, coalesce(nullif(b.address, ''), s.address) AS address, b.script AS script,
               b.txid AS txid, CAST(b.vout AS BIGINT) AS vout, CAST(b.units AS DECIMAL(38,0)) AS units,
               CAST(b.height AS BIGINT) AS height, b.coinbase = '1' AS coinbase
        FROM {batch} b JOIN {scripts.view} s ON b.key = s.script ORDER BY wallet_id, txid, vout"""
    part = coins.draft.folder / f"part-{len(coins.parts):06d}.parquet"
    return engine.write_parquet(Query("our outputs", sql, ()), part).path


def _keep_outputs(coins: Coins) -> None:
    """All of our outputs as one file, sorted, so that a balance can be followed to the chain."""
    if coins.parts:
        engine = coins.target.engine
        found = engine.scan(coins.parts, "parquet", {})
        query = Query(_OUTPUTS, f"SELECT * FROM {found} ORDER BY wallet_id, txid, vout", ())
        written = engine.write_parquet(query, coins.draft.folder / f"{_OUTPUTS}.parquet")
        if written.rows:
            coins.draft.kept[_OUTPUTS] = written


def _check_head(coins: Coins, network: str) -> None:
    head = coins.head
    if head is None:
        raise ImportConflict("the file does not say at which block it was read", expected="a block hash")
    if head.network and head.network != network:
        raise ImportConflict("a reading of another network", found=head.network, expected=network)
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


def _balances(coins: Coins, scripts: Scripts) -> None:
    draft = coins.draft
    draft.totals.update(outputs=coins.count, outputs_units=coins.total)
    draft.scopes[Scope(f"chain:{coins.mapping.bitcoin_asset}", coins.day)] = None
    for wallet, script, units, outputs in _sums(coins, scripts):
        count, descriptor = int(str(outputs)), str(script).startswith(OF_WALLET)
        if not count and not _was_looked_for(coins, scripts, descriptor=descriptor):
            draft.leave_out(str(wallet), "descriptor" if descriptor else "not-in-scan")
            continue
        draft.totals.update(our_outputs=count, our_units=int(str(units)), wallets=1)
        _row(coins, str(wallet), int(str(units)))
    _immature(coins)
    if draft.rows:
        for chain in scripts.chains:
            take_cutoff(draft, coins.day, chain, _cut(coins))


def _was_looked_for(coins: Coins, scripts: Scripts, *, descriptor: bool) -> bool:
    """Whether a wallet without outputs is empty. A descriptor's addresses are looked for by hozen's own reading only."""
    read = coins.head is not None and coins.head.wallets == scripts.sha256
    return read or (coins.whole and not descriptor)


def _cut(coins: Coins) -> CutOff:
    head = coins.head
    return CutOff(coins.height, *((head.block_hash, head.at, head.finality_depth) if head else (None,)))


def _immature(coins: Coins) -> None:
    """Mined coins that cannot be spent yet are counted, and told apart."""
    if coins.height is None or not coins.parts:
        return
    found = coins.target.engine.scan(coins.parts, "parquet", {})
    young = coins.height + 1 - COINBASE_DEPTH
    sql = f"""
        SELECT count(units), CAST(coalesce(sum(units), 0) AS DECIMAL(38,0)) FROM {found}
        WHERE coinbase AND height > {young}"""
    for outputs, units in coins.target.engine.rows(Query("immature", sql, ())):
        coins.draft.totals.update(immature_outputs=int(str(outputs)), immature_units=int(str(units)))


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


def _sums(coins: Coins, scripts: Scripts) -> Iterator[tuple[Cell, ...]]:
    """(wallet, its script, Σ units, outputs) for each of our wallets, a page at a time."""
    found = "(SELECT CAST(NULL AS STRING) AS wallet_id, CAST(0 AS DECIMAL(38,0)) AS units WHERE 1 = 0)"
    if coins.parts:
        found = coins.target.engine.scan(coins.parts, "parquet", {})
    sql = f"""
        SELECT s.wallet_id AS wallet, min(s.script) AS script,
               CAST(coalesce(sum(f.units), 0) AS DECIMAL(38,0)) AS units, count(f.units) AS outputs
        FROM {scripts.view} s LEFT JOIN {found} f ON f.wallet_id = s.wallet_id
        WHERE s.wallet_id > :last GROUP BY s.wallet_id ORDER BY s.wallet_id LIMIT {_PAGE}"""
    last = ""
    while rows := coins.target.engine.rows(Query("wallets' outputs", sql, (), {"last": last})):
        yield from rows
        last = str(rows[-1][0])
