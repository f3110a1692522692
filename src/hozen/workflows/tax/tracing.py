"""Where each yen comes from, for years of any size: the chain of moves as Parquet, and one disposal explained.

The chain has a row for every move. A purchase's share in a disposal follows from its rows alone:
total average: yen of the purchase × `out` ÷ `of` of the disposal;
moving average: the same, × `left` ÷ `of` of every disposal between the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.asset_year import AssetYear, Disposal
from hozen.rules.tax.trace import Share, shares
from hozen.rules.tax.year_costs import OF_THE_YEAR
from hozen.workflows.tax.computing import Computed
from hozen.workflows.tax.events_file import coins

if TYPE_CHECKING:
    import pyarrow as pa

CHAIN = ("asset", "method", "move", "from", "at", "kind", "qty", "yen", "cost", "out", "of", "left")
SHARES = ("purchase", "at", "yen_exact", "rounding")
_BATCH = 50_000  # rows of a group in the file


@dataclass(frozen=True, slots=True)
class Explained:
    """原価の説明: one disposal, and the shares of its cost; they add up to it exactly."""

    asset: AssetYear
    disposal: Disposal
    shares: tuple[Share, ...]

    def source(self, share: Share) -> tuple[str, str]:
        """(file and line, instant) of the purchase; empty for what was carried over, and for what is rounded."""
        if share.source is None:
            return "", ""
        event = self.asset.lines.posting(self.asset.inside[share.source]).event
        return event.where, event.at.isoformat()


def explain(done: Computed, where: str) -> Explained:
    """The disposal of the row at `where` ('events.csv, line 7'). TaxRefused where no disposal stands there."""
    for asset in done.assets:
        found = _explained(asset, where)
        if found is not None:
            return found
    raise TaxRefused(
        "no disposal of the year stands there",
        where=where,
        expected=f"a row of {done.year} that takes units out, and that can be explained",
        try_next="hozen tax report: disposals.csv names the row of each",
    )


def _explained(asset: AssetYear, where: str) -> Explained | None:
    lines = asset.lines
    for place, row in enumerate(asset.inside):
        if lines.units[row] < 0 and lines.where(row) == where:
            one = asset.disposal(place)
            found = shares(asset.mode, asset.costs.opening, asset.moves, place, one.cost)
            return Explained(asset, one, found)
    for row in asset.apart:
        if lines.where(row) == where:
            one = asset.alone(row)
            return Explained(asset, one, (Share(None, one.cost, own=True),))
    return None


def write_chain(done: Computed, path: Path) -> int:
    """Every move of every asset. How many rows. The same year gives the same bytes."""
    return _write(path, CHAIN, (row for asset in done.assets for row in _chain(asset)))


def write_shares(one: Explained, path: Path) -> int:
    """Every share of one disposal's cost."""
    if path.exists():
        raise TaxRefused("the file exists", where=str(path), expected="a new file")
    return _write(path, SHARES, (_share(one, each) for each in one.shares))


def _share(one: Explained, share: Share) -> tuple[str, ...]:
    where, at = one.source(share)
    return where, at, str(share.yen), "yes" if share.rounding else "no"


def _chain(asset: AssetYear) -> Iterator[tuple[str, ...]]:
    """The opening first, as a move of its own; then each move in order."""
    opening, moves, lines = asset.costs.opening, asset.moves, asset.lines
    held, bought = moves.held(opening), opening.units + sum(one for one in moves.units if one > 0)
    head = (asset.asset, asset.mode)
    yield (*head, "0", "", "", "carried_over", coins(opening.units), str(opening.yen), "0", "", "", "")
    for place, row in enumerate(asset.inside):
        units, of = moves.units[place], bought if asset.mode == OF_THE_YEAR else held[place]
        told = (
            str(place + 1),
            lines.where(row),
            lines.instant(row).isoformat(),
            lines.kind[row].value,
            coins(units),
        )
        if units > 0:
            yield (*head, *told, str(moves.yen[place]), "0", "", "", "")
        else:
            left = coins(held[place + 1])
            yield (*head, *told, "0", str(asset.costs.of(place)), coins(-units), coins(of), left)


def _write(path: Path, names: Sequence[str], rows: Iterator[tuple[str, ...]]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, count = pa.schema([(name, pa.string()) for name in names]), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        while batch := list(islice(rows, _BATCH)):
            out.write_table(_table(batch, schema))
            count += len(batch)
    return count


def _table(batch: Sequence[tuple[str, ...]], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns = [pa.array(column, pa.string()) for column in zip(*batch, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def largest(one: Explained, most: int) -> tuple[list[Share], Fraction, int]:
    """(the `most` largest shares, what the others come to, how many those are)."""
    ordered = sorted(one.shares, key=lambda each: -abs(each.yen))
    rest = ordered[most:]
    return ordered[:most], sum((each.yen for each in rest), Fraction(0)), len(rest)
