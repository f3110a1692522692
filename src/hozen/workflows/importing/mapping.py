"""import.toml: what the outside world's names mean in the book. Read strictly; kept beside book.toml."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from hozen.records.importers.bitcoin_address import NETWORKS
from hozen.records.importers.zengin import ERAS
from hozen.workflows.importing.errors import MappingError

NAME = "import.toml"
_MAIN_CHAIN = "bip122:000000000019d6689c085ae165831e93"
_TEXTS = (
    "accounts",
    "wallets",
    "assets",
    "keepers",
    "evm_chains",
)  # sections of names that only the firm knows
_KNOWN: Mapping[str, Sequence[str]] = {
    "zengin": ("dates",),
    "ccxt": ("maker", "taker", "product"),
    "bitcoin": ("asset", "chains", "network", "scan_is_whole"),
    "columns": ("fireblocks", "bitgo"),
    "statements": ("wallet_balances",),
}


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """取込対応表.

    accounts: bank account → trust_account_id. wallets: custodian's account, or account/asset → wallet_id. assets: their
    symbol → ours. keepers: importer → the custodian's name as in wallets. columns: importer → our name → the file's.
    scan_is_whole: every bitcoin wallet was scanned, so one that has no outputs is empty. evm_chains: our name of a chain,
    as in wallets → its CAIP-2 name.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    wallets: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    keepers: Mapping[str, str] = field(default_factory=dict)
    evm_chains: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str = "reiwa"
    maker: str = ""
    taker: str = ""
    product: str = "spot"
    bitcoin_asset: str = "BTC"
    chains: tuple[str, ...] = (_MAIN_CHAIN,)
    network: str = "main"
    scan_is_whole: bool = False
    wallet_balances: bool = True

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what it says."""
        parts = [getattr(self, name) for name in self.__slots__]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def read_mapping(path: Path | None, book: Path) -> ImportMapping:
    """The file named, else `book`/import.toml; an empty mapping where neither is there. Raises MappingError."""
    found = path or book / NAME
    if path is None and not found.is_file():
        return ImportMapping()
    try:
        data = tomllib.loads(found.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(
            "the mapping cannot be read", where=str(found), found=str(error), expected="TOML"
        ) from error
    return _Toml(found, data).mapping()


@dataclass(frozen=True, slots=True)
class _Toml:
    path: Path
    data: Mapping[str, object]

    def mapping(self) -> ImportMapping:
        self._only("", self.data, (*_TEXTS, *_KNOWN))
        for name, keys in _KNOWN.items():
            self._only(f"{name}.", self._section(name), keys)
        columns = self._section("columns")
        return ImportMapping(
            **{name: self._texts(name, self._section(name)) for name in _TEXTS},
            columns={name: self._texts(f"columns.{name}", part) for name, part in columns.items()},
            dates=self._word("zengin", "dates", tuple(ERAS), "reiwa"),
            maker=self._text("ccxt", "maker", ""),
            taker=self._text("ccxt", "taker", ""),
            product=self._word("ccxt", "product", ("spot", "margin", "derivative"), "spot"),
            bitcoin_asset=self._text("bitcoin", "asset", "BTC"),
            chains=self._list("bitcoin", "chains", (_MAIN_CHAIN,)),
            network=self._word("bitcoin", "network", [one.name for one in NETWORKS], "main"),
            scan_is_whole=self._flag("bitcoin", "scan_is_whole", default=False),
            wallet_balances=self._flag("statements", "wallet_balances", default=True),
        )

    def _refuse(self, key: str, message: str, found: object, expected: str) -> NoReturn:
        raise MappingError(message, where=f"{self.path}, {key}", found=found, expected=expected)

    def _only(self, section: str, found: Mapping[str, object], known: Sequence[str]) -> None:
        for key in found:
            if key not in known:
                near = get_close_matches(key, known, 1)
                meant = f"{near[0]}?" if near else ", ".join(known)
                self._refuse(f"{section}{key}", "the mapping has an unknown key", key, meant)

    def _section(self, name: str) -> Mapping[str, object]:
        found = self.data.get(name, {})
        if not isinstance(found, dict):
            self._refuse(name, "not a section", found, f"[{name}]")
        return found

    def _texts(self, name: str, part: object) -> dict[str, str]:
        if not isinstance(part, dict):
            self._refuse(name, "not a section", part, f"[{name}]")
        for key, value in part.items():
            if not isinstance(value, str) or not value.strip() or not value.isprintable():
                self._refuse(f"{name}.{key}", "not a name", value, "a text")
        return dict(part)

    def _text(self, section: str, key: str, default: str) -> str:
        value = self._section(section).get(key, default)
        if not isinstance(value, str) or not value.isprintable():
            self._refuse(f"{section}.{key}", "not a name", value, "a text")
        return value

    def _word(self, section: str, key: str, words: Sequence[str], default: str) -> str:
        value = self._text(section, key, default)
        if value not in words:
            self._refuse(f"{section}.{key}", "a word that is not known", value, ", ".join(words))
        return value

    def _list(self, section: str, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._section(section).get(key, list(default))
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            self._refuse(f"{section}.{key}", "not a list of names", value, '["…"]')
        return tuple(value)

    def _flag(self, section: str, key: str, *, default: bool) -> bool:
        value = self._section(section).get(key, default)
        if not isinstance(value, bool):
            self._refuse(f"{section}.{key}", "not a flag", value, "true or false")
        return value
