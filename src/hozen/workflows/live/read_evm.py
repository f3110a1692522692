"""An EVM chain's balances from a node into the book: read into a file, which is imported as if a person had brought it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from hozen.connectors.evm import EvmNode
from hozen.connectors.rpc import Rpc
from hozen.engine import open_engine
from hozen.records import Book
from hozen.records.importers import ImportRefused
from hozen.workflows.importing import Asked, ImportConflict, Imported, Preview, import_file, preview, records
from hozen.workflows.importing.conflicts import others
from hozen.workflows.importing.evm_assets import EvmAsset, assets_on
from hozen.workflows.importing.mapping import read_mapping
from hozen.workflows.importing.our_accounts import accounts_on
from hozen.workflows.importing.read_evm import scope_of
from hozen.workflows.importing.target import Target
from hozen.workflows.live.evm_reading import EvmReading, Progress
from hozen.workflows.live.evm_settings import EvmSettings, evm_settings
from hozen.workflows.live.kept import Kept
from hozen.workflows.live.kept_pages import KeptPages
from hozen.workflows.live.one_reader import one_reader

KIND = "evm-balances"


@dataclass(frozen=True, slots=True)
class EvmAsked:
    """EVM照会の指定: which chain of nodes.toml, for which day, into which book.

    chain: may be left out where nodes.toml has one. final: at the block that the chain calls final now, instead of the last
    one of the day. replace: another import of that chain and day gives way.
    """

    book: Path
    day: date
    chain: str | None = None
    final: bool = False
    replace: bool = False
    mapping: Path | None = None
    memory_limit: str = "4GB"


def read_evm(
    asked: EvmAsked, progress: Progress | None = None, now: Callable[[], datetime] | None = None
) -> Imported:
    """Read a chain's balances and put them into the book, all or none. What was read is kept until they are there.

    Raises NodeSettings, SecretRefused and the node's errors, TokenDiffers, and what an import raises.
    """
    settings = evm_settings(asked.book, asked.chain)
    others((scope_of(settings.chain_id, asked.day),), "", records(asked.book), replace=asked.replace)
    with _read(asked, settings, progress, now) as (file, kept):
        done = import_file(_import(asked, file), progress, now() if now else None)
        kept.drop()
        return done


def preview_evm(
    asked: EvmAsked, progress: Progress | None = None, now: Callable[[], datetime] | None = None
) -> Preview:
    """Read a chain's balances and say what they come to. The book's tables stay; what was read is kept for the import."""
    with _read(asked, evm_settings(asked.book, asked.chain), progress, now) as (file, _):
        return preview(_import(asked, file), progress, now() if now else None)


@contextmanager
def _read(
    asked: EvmAsked, settings: EvmSettings, progress: Progress | None, now: Callable[[], datetime] | None
) -> Iterator[tuple[Path, KeptPages]]:
    """The file, while nobody else reads a node for the book; pages that make no sound file are thrown away."""
    addresses, assets = _wanted(asked, settings)
    with one_reader(asked.book):
        kept = KeptPages(Kept.of(asked.book, f"evm-{settings.chain_id}-{asked.day}"))
        reading = EvmReading(
            _node(settings),
            settings,
            asked.day,
            addresses,
            assets,
            asked.final,
            kept,
            now or (lambda: datetime.now(UTC)),
            progress or (lambda _what, _done, _of: None),
        )
        try:
            yield reading.file(), kept
        except ImportRefused:
            kept.drop()
            raise


def _wanted(asked: EvmAsked, settings: EvmSettings) -> tuple[list[str], tuple[EvmAsset, ...]]:
    """Our addresses on the chain, ascending, and the book's assets on it. Raises ImportConflict where one has none."""
    with (
        tempfile.TemporaryDirectory(prefix="hozen-read-") as folder,
        open_engine("duckdb", memory_limit=asked.memory_limit, temp=Path(folder)) as engine,
    ):
        target = Target(Book.open(asked.book, whole=False), engine)
        mapping = read_mapping(asked.mapping, asked.book)
        accounts = accounts_on(settings.chain_id, target, mapping)
        assets = assets_on(settings.chain_id, target, mapping)
    if not assets:
        raise ImportConflict(
            "the book has no asset of that chain",
            where="assets.caip19",
            expected=f"eip155:{settings.chain_id}/slip44:… or eip155:{settings.chain_id}/erc20:0x…",
            try_next="fill in caip19, or name the asset in the mapping's [assets]",
        )
    return sorted(accounts.wallets), assets


def _node(settings: EvmSettings) -> EvmNode:
    return EvmNode(
        Rpc(
            settings.url,
            secret=settings.secret,
            per_second=settings.per_second,
            tries=settings.tries,
            timeout=settings.timeout,
        )
    )


def _import(asked: EvmAsked, file: Path) -> Asked:
    return Asked(
        KIND,
        file,
        asked.book,
        asked.mapping,
        asked.day,
        replace=asked.replace,
        memory_limit=asked.memory_limit,
    )
