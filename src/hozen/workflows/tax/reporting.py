"""The working paper of a tax year: every disposal, what its cost is made of, what is carried over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from hozen.rules.tax import TaxRefused
from hozen.rules.tax.asset_year import AssetYear, Disposal
from hozen.rules.tax.roundings import COST_SHOWN
from hozen.rules.tax.trace import shares
from hozen.workflows.tax.carry_over import carry_rows
from hozen.workflows.tax.computing import Computed
from hozen.workflows.tax.events_file import coins, line
from hozen.workflows.tax.tracing import write_chain

_DISPOSALS = (
    "asset",
    "at",
    "kind",
    "qty",
    "revenue",
    "cost",
    "cost_exact",
    "fee",
    "from",
    "rule",
    "standing",
)
_TRACES = ("asset", "disposal", "purchase", "bought_at", "yen_exact", "yen")
_UNEXPLAINED = ("asset", "at", "kind", "qty", "from")
MOST_TRACED = 2000
CHAIN, SUMS = "chain.parquet", "SHA256SUMS"


def report(done: Computed, folder: Path) -> tuple[Path, ...]:
    """Write disposals.csv, traces.csv, unexplained.csv, carry.csv, chain.parquet and SHA256SUMS into a new folder.

    TaxRefused where it exists. chain.parquet explains each yen for a year of any size. traces.csv has every share
    written out, for assets of up to 2,000 moves: the shares of a year grow with the square of its moves.
    """
    if folder.exists():
        raise TaxRefused("the folder exists", where=str(folder), expected="a new folder")
    texts = {
        "disposals.csv": _table(_DISPOSALS, (row for one in done.assets for row in _disposals(one))),
        "traces.csv": _table(_TRACES, (row for one in done.assets for row in _traces(one))),
        "unexplained.csv": _table(_UNEXPLAINED, (row for one in done.assets for row in _unexplained(one))),
        "carry.csv": carry_rows(done.year, done.assets),
    }
    fresh = folder.with_name(f".{folder.name}.{token_hex(4)}.part")  # a killed run's is in nobody's way
    fresh.mkdir(parents=True)
    try:
        names = _papers(done, texts, fresh)
    except BaseException:  # whatever stopped it: no half of the papers stays
        rmtree(fresh)
        raise
    fresh.rename(folder)
    return tuple(folder / name for name in names)


def _papers(done: Computed, texts: Mapping[str, str], fresh: Path) -> tuple[str, ...]:
    for name, text in texts.items():
        (fresh / name).write_text(text, "utf-8")
    write_chain(done, fresh / CHAIN)
    names = (*texts, CHAIN)
    (fresh / SUMS).write_text("".join(_sum(fresh / name) for name in names), "utf-8")
    return (*names, SUMS)


def _sum(path: Path) -> str:
    """A line that `sha256sum -c` reads."""
    with path.open("rb") as file:
        return f"{file_digest(file, 'sha256').hexdigest()}  {path.name}\n"


def _table(heads: tuple[str, ...], found: Iterator[tuple[str, ...]]) -> str:
    return line(heads) + "".join(line(map(_quoted, row)) for row in found)


def _quoted(cell: str) -> str:
    """As CSV has it: a file's name may hold a comma or a quote."""
    return '"{}"'.format(cell.replace('"', '""')) if "," in cell or '"' in cell else cell


def _disposals(asset: AssetYear) -> Iterator[tuple[str, ...]]:
    for one in asset.disposals:
        event, rule = one.posting.event, one.posting.rests_on[0]
        yield (
            asset.asset,
            event.at.isoformat(),
            event.kind.value,
            coins(abs(one.posting.units or event.units)),
            str(one.posting.revenue),
            str(COST_SHOWN(one.cost)),
            str(one.cost),
            str(one.posting.expense),
            event.where,
            str(rule.cite),
            rule.standing.word,
        )


def _traces(asset: AssetYear) -> Iterator[tuple[str, ...]]:
    if len(asset.inside) > MOST_TRACED:
        return
    for one in asset.disposals:
        if one.move is not None:
            yield from _trace(asset, one, one.move)


def _trace(asset: AssetYear, one: Disposal, place: int) -> Iterator[tuple[str, ...]]:
    where = one.posting.event.where
    for share in shares(asset.mode, asset.costs.opening, asset.moves, place, one.cost):
        bought = asset.lines.posting(asset.inside[share.source]).event if share.source is not None else None
        source = bought.where if bought else "rounding of the worksheet" if share.rounding else "carried over"
        at = bought.at.isoformat() if bought else ""
        yield (asset.asset, where, source, at, str(share.yen), str(COST_SHOWN(share.yen)))


def _unexplained(asset: AssetYear) -> Iterator[tuple[str, ...]]:
    for one in asset.unexplained:
        event = one.event
        yield (asset.asset, event.at.isoformat(), event.kind.value, coins(one.units), event.where)
