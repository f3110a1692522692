"""取込: readers of files from outside. Bytes go in as a stream; typed rows come out, or a refusal that names the place.

Nothing here knows a book, an engine or a clock.
"""

from hozen.records.importers.bank import BankEntry, BankItem, BankStatement
from hozen.records.importers.bitgo import read_bitgo
from hozen.records.importers.camt053 import read_camt053
from hozen.records.importers.ccxt_trades import Accounts, Trade, read_ccxt
from hozen.records.importers.dumptxoutset import SnapshotFile
from hozen.records.importers.errors import ImportRefused, Place
from hozen.records.importers.evm_balances import EvmAccount, EvmHead, read_evm_balances
from hozen.records.importers.fireblocks import read_fireblocks
from hozen.records.importers.keeper import Assets, KeeperLine, Skipped
from hozen.records.importers.mt940 import read_mt940
from hozen.records.importers.scantxoutset import read_scantxoutset
from hozen.records.importers.unspent import Snapshot, Unspent
from hozen.records.importers.zengin import read_zengin

__all__ = [
    "Accounts",
    "Assets",
    "BankEntry",
    "BankItem",
    "BankStatement",
    "EvmAccount",
    "EvmHead",
    "ImportRefused",
    "KeeperLine",
    "Place",
    "Skipped",
    "Snapshot",
    "SnapshotFile",
    "Trade",
    "Unspent",
    "read_bitgo",
    "read_camt053",
    "read_ccxt",
    "read_evm_balances",
    "read_fireblocks",
    "read_mt940",
    "read_scantxoutset",
    "read_zengin",
]
