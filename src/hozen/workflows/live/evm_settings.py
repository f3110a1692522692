"""[evm.<chain>] of nodes.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hozen.connectors.errors import NodeSettings
from hozen.connectors.http import checked
from hozen.connectors.secret import Secret, from_environment, from_file
from hozen.workflows.live.nodes_toml import NAME, Section, nodes_toml

_KEYS = (
    *("url", "url_env", "chain_id", "token_env", "token_file"),
    *("per_second", "page", "finality_depth", "tries", "timeout"),
)


@dataclass(frozen=True, slots=True)
class EvmSettings:
    """EVMノード設定: one chain's node.

    url: never shown whole, for a path may hold a key. per_second: calls, each of a batch counted. page: questions in one
    request. finality_depth: blocks that must stand above the one that is read. timeout: seconds.
    """

    name: str
    url: str = field(repr=False)
    chain_id: int
    secret: Secret | None
    per_second: int
    page: int
    finality_depth: int
    tries: int
    timeout: int


def evm_settings(book: Path, chain: str | None) -> EvmSettings:
    """The settings of the chain named, or of the only one. Raises NodeSettings and SecretRefused."""
    every = nodes_toml(book).get("evm")
    sections = every.sections() if every else {}
    if chain is None and len(sections) == 1:
        (chain,) = sections
    if chain is None or chain not in sections:
        raise NodeSettings(
            "no such chain" if chain else "which chain is not said",
            where=f"{book / NAME}, [evm]",
            found=chain,
            expected=", ".join(sections) or "a section [evm.ethereum]",
            try_next="--chain NAME" if sections else None,
        )
    return _settings(chain, sections[chain])


def _settings(name: str, found: Section) -> EvmSettings:
    found.only(*_KEYS)
    return EvmSettings(
        name,
        _url(found),
        found.count("chain_id", least=1, most=2**53),
        _secret(found),
        found.count("per_second", 50, least=1, most=100_000),
        found.count("page", 500, least=1, most=100_000),
        found.count("finality_depth", 64),
        found.count("tries", 6, least=1, most=100),
        found.count("timeout", 60, least=1, most=3600),
    )


def _url(found: Section) -> str:
    key = found.one_of("url", "url_env")
    url = found.text("url") if key == "url" else from_environment(found.text(key))
    checked(url)
    return url


def _secret(found: Section) -> Secret | None:
    if not found.has("token_env") and not found.has("token_file"):
        return None
    key = found.one_of("token_env", "token_file")
    token = from_environment(found.text(key)) if key == "token_env" else from_file(Path(found.text(key)))
    return Secret.bearer(token)
