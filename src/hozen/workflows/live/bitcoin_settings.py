"""[bitcoin] of nodes.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hozen.connectors.secret import Secret
from hozen.records.importers.bitcoin_address import NETWORKS
from hozen.workflows.live.nodes_file import SECRETS, open_section


@dataclass(frozen=True, slots=True)
class BitcoinSettings:
    """ビットコインノードの設定.

    finality_depth: blocks above a block that counts as final. per_second: calls. gap_limit: unused addresses after the last
    used one. descriptors: wallet → further ones besides its address.
    """

    url: str = field(repr=False)
    secret: Secret | None = field(repr=False)
    network: str
    finality_depth: int
    per_second: int
    gap_limit: int
    descriptors: Mapping[str, tuple[str, ...]]


def bitcoin_settings(book: Path) -> BitcoinSettings:
    """Settings out of BOOK/nodes.toml. Raises NodeSettings and SecretRefused."""
    section = open_section(book, "bitcoin")
    known = ("url", "chain", "finality_depth", "per_second", "gap_limit", "descriptors")
    section.only(*known, *SECRETS)
    return BitcoinSettings(
        url=section.url(),
        secret=section.secret(),
        network=section.word("chain", [one.name for one in NETWORKS]),
        finality_depth=section.whole("finality_depth", 6, 1, 1_000),
        per_second=section.whole("per_second", 50, 1, 10_000),
        gap_limit=section.whole("gap_limit", 1_000, 1, 100_000),
        descriptors=section.lists("descriptors"),
    )
