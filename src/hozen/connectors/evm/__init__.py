"""EVMチェーン接続: balances of many accounts at one fixed block of Ethereum and chains like it."""

from hozen.connectors.evm.balances import Balances
from hozen.connectors.evm.cutoff import block_of_day, finalized_block, must_be_deep, must_be_recent
from hozen.connectors.evm.errors import TokenDiffers
from hozen.connectors.evm.multicall import has_multicall
from hozen.connectors.evm.node import Block, EvmNode
from hozen.connectors.evm.pinned import Pinned, pin
from hozen.connectors.evm.tokens import must_all_be_as_booked

__all__ = [
    "Balances",
    "Block",
    "EvmNode",
    "Pinned",
    "TokenDiffers",
    "block_of_day",
    "finalized_block",
    "has_multicall",
    "must_all_be_as_booked",
    "must_be_deep",
    "must_be_recent",
    "pin",
]
