"""What customers' wallets should hold to the last unit, and how far they are from it. Law-neutral.

expected = owed + deposits on chain not credited + withdrawals debited not sent
           − credits ahead of finality − sent not debited ± network fees + the firm's own buffer
break    = chain + custodians' statements − expected

Nothing is netted across assets or customers, and no unit is tolerated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hozen.rules.segregation.gap import IN_FLIGHT_SIGN

# What a network fee of a transfer in flight adds to the holding that the ledger makes us expect.
FEE_SIGN = {
    "chain": -1,  # it has left the wallets, and the ledger does not know it
    "ledger": 1,  # it has been debited, and has not left the wallets
}


@dataclass(frozen=True, slots=True)
class InFlight:
    """時点差異: what one asset's transfers in flight come to, each kind apart, in smallest units.

    `fees` is signed. `open_ended`: how many of them name no day on which they expire, and `open_ended_units` what they
    move, in either direction.
    """

    deposits_uncredited: int = 0
    withdrawals_unsent: int = 0
    credits_ahead: int = 0
    sent_undebited: int = 0
    fees: int = 0
    open_ended: int = 0
    open_ended_units: int = 0

    @property
    def adds(self) -> int:
        """Units added to what the ledger makes us expect."""
        kinds = self.deposits_uncredited + self.withdrawals_unsent - self.credits_ahead - self.sent_undebited
        return kinds + self.fees


NOTHING_IN_FLIGHT = InFlight()
_KINDS = {
    ("deposit", "chain"): "deposits_uncredited",
    ("withdrawal", "ledger"): "withdrawals_unsent",
    ("deposit", "ledger"): "credits_ahead",
    ("withdrawal", "chain"): "sent_undebited",
}
TimingRow = tuple[str, str, str, int, int, int, int]
"""(asset, direction, seen_on, units, fee units, items without an expiry, their units)"""


def in_flight_of(rows: Iterable[TimingRow]) -> dict[str, InFlight]:
    """Asset → what is in flight. The rows hold no item that has expired."""
    sums: dict[str, dict[str, int]] = {}
    for asset, direction, seen_on, units, fee, items, open_units in rows:
        adds = {_KINDS[direction, seen_on]: units, "fees": FEE_SIGN[seen_on] * fee}
        adds |= {"open_ended": items, "open_ended_units": open_units}
        one = sums.setdefault(asset, {})
        one.update({name: one.get(name, 0) + number for name, number in adds.items()})
    return {asset: InFlight(**one) for asset, one in sums.items()}


def transfer_effect(direction: str, seen_on: str, units: int, fee: int) -> int:
    """Units by which one transfer raises what the wallets hold above what the ledger owes."""
    return IN_FLIGHT_SIGN[direction, seen_on] * units + FEE_SIGN[seen_on] * fee


@dataclass(frozen=True, slots=True)
class AssetSides:
    """照合: one asset's two sides at the cut-off, in smallest units.

    `owed` is Σ max(0, balance): a debt nets with nothing. `own_buffer` is the firm's own crypto that its ledger
    says is mixed into customers' wallets. `on_chain` and `on_statement` are customers' wallets only.
    """

    asset: str
    decimals: int
    owed: int
    in_flight: InFlight
    own_buffer: int
    on_chain: int
    on_statement: int

    @property
    def expected(self) -> int:
        """Units that customers' wallets must hold."""
        return self.owed + self.in_flight.adds + self.own_buffer

    @property
    def held(self) -> int:
        """Units that they hold: chain and custodians' statements."""
        return self.on_chain + self.on_statement

    @property
    def difference(self) -> int:
        """差異: held − expected. Below 0 is short, above 0 is a surplus, 0 is met."""
        return self.held - self.expected


def asset_sides(
    decimals: Mapping[str, int],
    owed: Mapping[str, int],
    in_flight: Mapping[str, InFlight],
    buffer: Mapping[str, int],
    held: Mapping[str, tuple[int, int]],
    told_of: Collection[str] = (),
) -> tuple[AssetSides, ...]:
    """One row per crypto-asset that either side knows of, or that a row of evidence tells of (`told_of`).

    `held`: (on chain, on custodians' statements). Coins at an address that no wallet names are on neither side.
    """
    sides = (
        AssetSides(
            asset=asset,
            decimals=places,
            owed=owed.get(asset, 0),
            in_flight=in_flight.get(asset, NOTHING_IN_FLIGHT),
            own_buffer=buffer.get(asset, 0),
            on_chain=held.get(asset, (0, 0))[0],
            on_statement=held.get(asset, (0, 0))[1],
        )
        for asset, places in sorted(decimals.items())
    )
    return tuple(
        one
        for one in sides
        if one.expected or one.held or one.owed or one.in_flight.open_ended or one.asset in told_of
    )
