"""ノード読込: balances read from the firm's own nodes, brought into the book as a file would be."""

from hozen.workflows.live.read_evm import EvmAsked, preview_evm, read_evm

__all__ = ["EvmAsked", "preview_evm", "read_evm"]
