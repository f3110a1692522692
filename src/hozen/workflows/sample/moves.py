"""What moves on the chains on a day of the sample, what the ledger books of it, and as of when both were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.wallets import KEEPER, ROLES, Block, fixed_wallets

CUSTOMER = "C000000001"
_STATEMENT_HOUR, _NODE_HOUR = 14, 15  # UTC: 23:00 and midnight in Japan


@dataclass(slots=True)
class ChainMoves:
    """チェーンと帳簿の動き: rows of the last day, and what planted breaks add to other tables.

    `stale`: the custodian's statements stand at the day before.
    """

    day: date
    chance: Chance
    coins: Sequence[Coin]
    events: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    transfers: list[Row] = field(default_factory=list)
    wallets: list[Row] = field(default_factory=list)
    balances: list[Row] = field(default_factory=list)
    stale: bool = False

    def address(self, coin: Coin, role: int) -> str:
        """The address of one of the asset's nine wallets, in the order of ROLES."""
        rows = fixed_wallets(self.chance, self.coins)
        return str(rows[list(self.coins).index(coin) * len(ROLES) + role][1])

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
        block = Block.of(self.chance, coin.symbol, self.day)
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

    def cutoffs(self) -> Iterator[Row]:
        """Rows of `chain_cutoffs`: every chain by the firm's own node, and by the custodian."""
        late = timedelta(days=1) if self.stale else timedelta()
        for chain in sorted({coin.chain for coin in self.coins}):
            coin = next(one for one in self.coins if one.chain == chain)
            block = Block.of(self.chance, coin.symbol, self.day)
            stated = f"{self.day - late} {_STATEMENT_HOUR}:00:00"
            yield self.day, chain, KEEPER, stated, None, None, None
            yield (
                self.day,
                chain,
                "self",
                f"{self.day - timedelta(days=1)} {_NODE_HOUR}:00:00",
                block.height,
                block.hash,
                6,
            )


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
