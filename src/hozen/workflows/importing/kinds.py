"""Which files hozen reads, and into which tables they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hozen.records.importers import (
    bitgo,
    camt053,
    ccxt_trades,
    dumptxoutset,
    evm_balances,
    fireblocks,
    mt940,
    scantxoutset,
    zengin,
)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """取込種別: a form of file. `version` is that of its reader; a change of what it yields raises it."""

    name: str
    version: str
    tables: tuple[str, ...]
    needs_day: bool = False  # the file does not say its day


_BANK = ("trust_balances", "bank_entries")
_CHAIN = ("wallet_balances", "chain_cutoffs")
_KEEPER = ("keeper_statements", "wallet_balances")
KINDS: Mapping[str, ImportKind] = {
    one.name: one
    for one in (
        ImportKind("camt053", camt053.VERSION, _BANK),
        ImportKind("mt940", mt940.VERSION, _BANK),
        ImportKind("zengin", zengin.VERSION, _BANK),
        ImportKind("scantxoutset", scantxoutset.VERSION, _CHAIN, needs_day=True),
        ImportKind("dumptxoutset", dumptxoutset.VERSION, _CHAIN, needs_day=True),
        ImportKind("evm-balances", evm_balances.VERSION, _CHAIN),
        ImportKind("fireblocks", fireblocks.VERSION, _KEEPER),
        ImportKind("bitgo", bitgo.VERSION, _KEEPER),
        ImportKind("ccxt", ccxt_trades.VERSION, ("trades",)),
    )
}
