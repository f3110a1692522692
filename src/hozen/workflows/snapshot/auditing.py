"""監査検証: everything of a snapshot worked out anew from the ledger, and tied to what is there at the same cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hozen.engine import Engine
from hozen.records import Book
from hozen.regimes.day import DayFacts
from hozen.rules.liabilities import ChainPoint, Opening, Side, Snapshot, commitment
from hozen.rules.liabilities.admit import chains_in_order
from hozen.rules.liabilities.arrays import ByHashlib, Hashing
from hozen.rules.segregation.gap import expected_holding
from hozen.workflows.daily_close.facts import day_facts
from hozen.workflows.home import temp_folder
from hozen.workflows.snapshot.build_trees import Plan, build_trees
from hozen.workflows.snapshot.building import MEMORY, cut_off_of
from hozen.workflows.snapshot.day_folder import PublicDay, open_day
from hozen.workflows.snapshot.liabilities_of_day import batches, points_of, tree_sums
from hozen.workflows.snapshot.of_book import Progress, admitted, secret_of, snapshots_of
from hozen.workflows.snapshot.secret_store import MasterSecret

_MONEY = "JPY"


@dataclass(frozen=True, slots=True)
class AssetSolvency:
    """資産別の支払能力: one asset in smallest units. `proven` is the published total; `expected` what must be there.

    `expected` is what the ledger owes and what is in flight; `there` is what chains and statements show in customers'
    wallets. For money: what the ledger owes, and the principal of the trusts.
    """

    asset: str
    decimals: int
    proven: int | None
    ledger: int
    expected: int
    there: int

    @property
    def is_proven(self) -> bool:
        """Whether the published total is what the ledger owes, to the last unit."""
        return (self.proven or 0) == self.ledger

    @property
    def surplus(self) -> int:
        """Below 0: what is missing."""
        return self.there - self.expected


@dataclass(frozen=True, slots=True)
class Audited:
    """監査検証の結果. `differing`: trees, and then other fields, that are not what the ledger gives; all else is."""

    public: PublicDay
    recomputed: bytes
    hashing: str
    differing: tuple[str, ...]
    assets: tuple[AssetSolvency, ...]

    @property
    def is_of_ledger(self) -> bool:
        """Whether the published commitment is that of the ledger."""
        return self.recomputed == self.public.commitment and all(one.is_proven for one in self.assets)

    @property
    def is_solvent(self) -> bool:
        """Whether in each asset at least what must be there is there."""
        return all(one.surplus >= 0 for one in self.assets)


def audit_snapshot(
    book: Book | str | Path,
    day: date,
    *,
    secrets: Path | None = None,
    key: Path | None = None,
    folder: Path | None = None,
    engine: str = "duckdb",
    memory_limit: str = "2GB",
    hashing: Hashing | None = None,
    progress: Progress | None = None,
) -> Audited:
    """監査検証: the trees of a published day built again from the book, and each total beside what is there.

    `hashing`: None takes hashlib, so that what checks is not what built. Nothing is written but in a temporary folder.
    Raises as `snapshot` does; what does not agree is no error: it is in the answer.
    """
    opened = (book if isinstance(book, Book) else Book.open(book)).of_day(day)
    public = open_day(folder or snapshots_of(opened), day)
    secret = secret_of(opened, secrets, key)
    with admitted(opened, day, engine, memory_limit, progress) as runs:
        again = _again(runs, day, public.snapshot, secret, hashing or ByHashlib())
        facts = day_facts(runs, opened.settings, day)
    return Audited(
        public,
        commitment(again),
        (hashing or ByHashlib()).name,
        _differing(public.snapshot, again),
        _solvency(facts, public.snapshot),
    )


def _again(engine: Engine, day: date, claimed: Snapshot, secret: MasterSecret, hashing: Hashing) -> Snapshot:
    """The snapshot that the ledger gives at the day's end, with the parts, the past and the software that were published."""
    sums = tree_sums(engine, day)
    opening = Opening(secret.book, cut_off_of(day), claimed.opening.parts, claimed.opening.previous)
    with TemporaryDirectory(dir=temp_folder()) as spare:
        plan = Plan(opening, secret.master, sums, hashing, Path(spare) / "again", 1, MEMORY)
        heads = build_trees(plan, batches(engine, day, sums))
    return Snapshot(opening, heads, chains_in_order(points_of(engine, day)), claimed.software)


def _differing(claimed: Snapshot, found: Snapshot) -> tuple[str, ...]:
    """Names of trees whose heads are not alike, then 'book' and chains."""
    heads = [{(one.side, one.asset): one for one in each.trees} for each in (claimed, found)]
    names = sorted(heads[0].keys() | heads[1].keys())
    trees = [
        f"{side.name.lower()} {asset}"
        for side, asset in names
        if heads[0].get((side, asset)) != heads[1].get((side, asset))
    ]
    chains = [_points(one.chains) for one in (claimed, found)]
    points = [
        chain
        for chain in sorted(chains[0].keys() | chains[1].keys())
        if chains[0].get(chain) != chains[1].get(chain)
    ]
    return (*trees, *(["book"] if claimed.opening.book != found.opening.book else []), *points)


def _points(chains: tuple[ChainPoint, ...]) -> dict[str, ChainPoint]:
    return {one.chain: one for one in chains}


def _solvency(facts: DayFacts, claimed: Snapshot) -> tuple[AssetSolvency, ...]:
    """Every asset that is owed, there or proven; money last."""
    proven = {one.asset: one for one in claimed.trees if one.side is Side.OWED}
    crypto = [
        AssetSolvency(
            one.asset,
            one.decimals,
            proven[one.asset].total if one.asset in proven else None,
            one.owed,
            expected_holding(one),
            one.on_chain,
        )
        for one in facts.holdings
        if one.owed
        or one.on_chain
        or expected_holding(one)
        or (one.asset in proven and proven[one.asset].total)
    ]
    money, head = facts.money, proven.get(_MONEY)
    owed = money.owed.amount
    return (
        *crypto,
        AssetSolvency(_MONEY, 0, head.total if head else None, owed, owed, money.in_trust.amount),
    )
