"""The book's Bitcoin wallets as a node is asked for them: plain addresses as scripts, descriptors as they are."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hozen.connectors.errors import NodeSettings
from hozen.engine import open_engine
from hozen.records import Book
from hozen.workflows.importing.draft import Draft
from hozen.workflows.importing.mapping import ImportMapping
from hozen.workflows.importing.our_scripts import OF_WALLET, write_scripts
from hozen.workflows.importing.target import Target
from hozen.workflows.live.nodes_file import NAME


@dataclass(frozen=True, slots=True)
class OurWallets:
    """自社ウォレット: scripts (in hex) of plain addresses; (wallet_id, descriptor); and the fingerprint that imports know."""

    scripts: tuple[str, ...]
    descriptors: tuple[tuple[str, str], ...]
    sha256: str


def our_wallets(
    book: Path, mapping: ImportMapping, network: str, more: Mapping[str, Sequence[str]], memory: str
) -> OurWallets:
    """Every wallet of the mapping's chains that has an address. `more`: further descriptors of a wallet that has one.

    Raises ImportConflict (an address that is none, or that two wallets have), NodeSettings for `more` of another wallet.
    """
    with tempfile.TemporaryDirectory(prefix="hozen-read-") as place:
        folder = Path(place)
        with open_engine("duckdb", memory_limit=memory, temp=folder) as engine, Draft(folder) as draft:
            scripts = write_scripts(Target(Book.open(book, whole=False), engine), mapping, draft, network)
            rows = list(_rows(scripts.path))
    plain = tuple(script for script, _, _ in rows if not script.startswith(OF_WALLET))
    of_wallet = {wallet: address for script, wallet, address in rows if script.startswith(OF_WALLET)}
    for wallet in more:
        if wallet not in of_wallet:
            raise NodeSettings(
                "descriptors of a wallet that has none in the book",
                where=f"{NAME}, [bitcoin.descriptors] {wallet}",
                expected="a wallet_id whose address in wallets is a descriptor",
            )
    descriptors = [
        (wallet, text) for wallet, first in of_wallet.items() for text in (first, *more.get(wallet, ()))
    ]
    return OurWallets(plain, tuple(dict.fromkeys(descriptors)), scripts.sha256)


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from ((script, wallet, address) for script, wallet, address in rows)
