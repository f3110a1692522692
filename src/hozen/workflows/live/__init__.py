"""ノード読込: balances read from the firm's own nodes, brought into the book as a file would be."""

from hozen.workflows.live.bitcoin import BitcoinAsked, BitcoinRead
from hozen.workflows.live.read_bitcoin import preview_bitcoin, read_bitcoin
from hozen.workflows.live.read_evm import EvmAsked, preview_evm, read_evm

__all__ = [
    "BitcoinAsked",
    "BitcoinRead",
    "EvmAsked",
    "preview_bitcoin",
    "preview_evm",
    "read_bitcoin",
    "read_evm",
]
