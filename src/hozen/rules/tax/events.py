"""What happened to a customer's coins: one event per row, as a venue or the customer tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from hozen.rules.tax.facts import TaxRefused
from hozen.values import legal_day

if TYPE_CHECKING:
    from hozen.law import Lawful


class Kind(Enum):
    """What an event is. What follows from it stands in the law's file `tax/event`, under the same name."""

    BUY = "buy"
    SELL = "sell"
    EXCHANGE = "exchange"
    SPEND = "spend"
    FEE = "fee"
    GIFT_IN = "gift_in"
    GIFT_OUT = "gift_out"
    INHERIT = "inherit"
    TRANSFER_LOW = "transfer_low"
    BUY_LOW = "buy_low"
    REWARD = "reward"
    STAKING = "staking"
    LENDING = "lending"
    AIRDROP = "airdrop"
    FORK = "fork"
    BRIDGE = "bridge"
    MOVE_IN = "move_in"
    MOVE_OUT = "move_out"
    YEAR_BUY = "year_buy"
    YEAR_SELL = "year_sell"
    YEAR_EARNED = "year_earned"
    YEAR_OPEN = "year_open"
    YEAR_CLOSE = "year_close"


@dataclass(frozen=True, slots=True)
class TaxEvent:
    """税務上の取引: `units` smallest units of `asset`. Yen are exact; None is not known.

    `yen` is the price without the fee, or the value received; `market` the market value of the units; `cost` a book
    value taken over (inheritance) or a bridge coin's own cost. `known` is False for a move whose other end nobody
    knows. `deemed` is the customer's choice of the deemed cost for this disposal. `registered` says that it went to
    a registered operator. `seq` orders what happened at one instant and one venue.
    """

    at: datetime
    kind: Kind
    asset: str
    units: int
    yen: Fraction | None = None
    fee: Fraction = Fraction(0)
    market: Fraction | None = None
    cost: Fraction | None = None
    to_asset: str = ""
    to_units: int = 0
    known: bool = True
    deemed: bool = False
    registered: bool = False
    seq: int = 0
    where: str = ""
    venue: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise self.refuse("an instant without a time zone", str(self.at), "an instant such as …+09:00")
        if type(self.units) is not int or type(self.to_units) is not int:
            raise self.refuse("a quantity that is not whole smallest units", repr(self.units), "an int")
        if self.units <= 0:
            raise self.refuse("an event of no units", str(self.units), "units above 0")
        amounts = [one for one in (self.yen, self.fee, self.market, self.cost) if one is not None]
        if any(type(one) is not Fraction or one.numerator < 0 for one in amounts):
            raise self.refuse("an amount below 0, or not exact", str(amounts), "exact yen ≥ 0")

    @property
    def year(self) -> int:
        """The calendar year in Japan."""
        return legal_day(self.at).year

    def need(self, name: str) -> Fraction:
        """One of its amounts. TaxRefused where it was not given: none is guessed."""
        value: Fraction | None = getattr(self, name)
        if value is None:
            raise self.refuse(f"a {self.kind.value} without {name}", "nothing", f"{name}, in yen")
        return value

    def refuse(self, message: str, found: str, expected: str) -> TaxRefused:
        """The refusal of this event."""
        return TaxRefused(message, where=self.where or None, found=found, expected=expected)


@dataclass(frozen=True, slots=True)
class Posting:
    """記入: what an event does to one asset. Units in have `cost`; units out have `revenue` and `expense`.

    `specific` is a cost of its own (bridge coin, deemed cost): the average is left alone. `income` is earned without
    a disposal. `explained` is False where nobody knows what the units cost or where they went.
    """

    event: TaxEvent
    asset: str
    units: int = 0
    cost: Fraction = Fraction(0)
    revenue: Fraction = Fraction(0)
    expense: Fraction = Fraction(0)
    income: Fraction = Fraction(0)
    specific: Fraction | None = None
    explained: bool = True
    rests_on: tuple[Lawful[object], ...] = field(default=())

    @property
    def plain(self) -> bool:
        """Whether it is a row of the average: units that are explained, at no cost of their own."""
        return self.explained and self.specific is None and self.units != 0
