"""[evm.<chain>] of nodes.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hozen.connectors.errors import NodeSettings
from hozen.connectors.http import checked
from hozen.connectors.secret import Secret, from_environment
from hozen.workflows.live.nodes_file import Section, open_section

_ROOM = "evm"
_KEYS = (
    *("url", "url_env", "chain_id", "token_env", "token_file"),
    *("per_second", "page", "finality_depth", "max_lag", "tries", "timeout"),
)


@dataclass(frozen=True, slots=True)
class EvmSettings:
    """EVMノード設定: one chain's node.

    url: never shown whole, for a path may hold a key. per_second: calls, each of a batch counted. page: questions in one
    request. finality_depth: blocks that must stand above the one that is read. max_lag: how old the newest block may be,
    in seconds, where the chain's final block is read. timeout: seconds.
    """

    name: str
    url: str = field(repr=False)
    chain_id: int
    secret: Secret | None
    per_second: int
    page: int
    finality_depth: int
    max_lag: int
    tries: int
    timeout: int


def evm_settings(book: Path, chain: str | None) -> EvmSettings:
    """The settings of the chain named, or of the only one. Raises NodeSettings and SecretRefused."""
    every = open_section(book, _ROOM)
    if chain is None and len(every.found) == 1:
        (chain,) = every.found
    if chain is None or chain not in every.found:
        raise NodeSettings(
            "no such chain" if chain else "which chain is not said",
            where=f"{every.path}, [{_ROOM}]",
            found=chain,
            expected=", ".join(every.found) or "a section [evm.ethereum]",
            try_next="--chain NAME",
        )
    return _settings(chain, open_section(book, _ROOM, chain))


def _settings(name: str, found: Section) -> EvmSettings:
    found.only(*_KEYS)
    return EvmSettings(
        name,
        _url(found),
        found.whole("chain_id", 0, 1, 2**53),
        found.secret(),
        found.whole("per_second", 50, 1, 100_000),
        found.whole("page", 500, 1, 100_000),
        found.whole("finality_depth", 64, 0, 1_000_000),
        found.whole("max_lag", 900, 1, 10**9),
        found.whole("tries", 6, 1, 100),
        found.whole("timeout", 60, 1, 3600),
    )


def _url(found: Section) -> str:
    """The URL, or the value of the variable that holds it: some hosts put a key into the path."""
    if "url_env" not in found.found:
        return found.url()
    if "url" in found.found:
        found.refuse("url", "the node is named twice", "url or url_env")
    url = from_environment(found.text("url_env"))
    checked(url)
    return url
