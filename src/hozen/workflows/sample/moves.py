"""What moves on the chains on a day of the sample, and what the ledger books of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.wallets import ROLES, Block, fixed_wallets

CUSTOMER = "C000000001"


@dataclass(slots=True)
class ChainMoves:
    """チェーンと帳簿の動き: rows of the last day, and what planted breaks add to other tables.

    `stated`: chain → the day that the custodian's statement stands at, where that is not the day.
    `apart`: units really in the wallets added, by asset. `doubled`: units in added wallets that others hold already.
    """

    day: date
    chance: Chance
    coins: Sequence[Coin]
    events: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    transfers: list[Row] = field(default_factory=list)
    wallets: list[Row] = field(default_factory=list)
    balances: list[Row] = field(default_factory=list)
    apart: dict[str, int] = field(default_factory=dict)
    doubled: int = 0
    stated: dict[str, date] = field(default_factory=dict)

    def address(self, coin: Coin, role: int) -> str:
        """The address of one of the asset's nine wallets, in the order of ROLES."""
        rows = fixed_wallets(self.chance, self.coins)
        return str(rows[list(self.coins).index(coin) * len(ROLES) + role][1])

    def wallet(self, coin: Coin, name: str, address: str, units: int, *, again: bool = False) -> None:
        """One more cold wallet of customers', with what it holds; `again`: an added wallet has the address already."""
        self.wallets.append((name, address, coin.chain, "cold", "customer", "self"))
        self.balances.append((self.day, name, coin.symbol, units, None, None, "own node"))
        if again:
            self.doubled += units
        else:
            self.apart[coin.symbol] = self.apart.get(coin.symbol, 0) + units

    def event(
        self,
        coin: Coin,
        txid: str,
        address: str,
        signed: int,
        kind: str = "transfer",
        status: str = "final",
        caip19: str | None = None,
    ) -> None:
        """One move at an address of the firm's; below 0 is out of it."""
        block = Block.of(self.chance, coin.chain, self.day)
        self.events.append(
            (
                *(self.day, f"{txid}:{len(self.events):04d}", txid, coin.symbol, caip19, coin.chain, address),
                *("in" if signed > 0 else "out", abs(signed), kind, status, block.height, block.hash, None),
            )
        )

    def entry(self, coin: Coin, txid: str, signed: int, account: str = CUSTOMER) -> None:
        """One booking; below 0 is a debit."""
        name = f"L{len(self.entries):06d}"
        way = "credit" if signed > 0 else "debit"
        self.entries.append((self.day, name, txid, account, coin.symbol, way, abs(signed)))


def sound_moves(moves: ChainMoves) -> None:
    """A deposit, a withdrawal with its fee, and a move between two wallets, of every asset; all of it booked."""
    for coin in moves.coins:
        hot, warm = moves.address(coin, 3), moves.address(coin, 4)
        unit = 10 ** max(0, coin.decimals - 3)
        name = f"sound-{coin.symbol}"
        moves.event(coin, f"{name}-1", hot, 5 * unit)
        moves.entry(coin, f"{name}-1", 5 * unit)
        moves.event(coin, f"{name}-2", hot, -3 * unit)
        moves.event(coin, f"{name}-2", hot, -unit, kind="fee")
        moves.entry(coin, f"{name}-2", -3 * unit)
        moves.entry(coin, f"{name}-2", -unit, account="house")
        moves.event(coin, f"{name}-3", hot, -2 * unit)
        moves.event(coin, f"{name}-3", warm, 2 * unit)
