"""What is known of an incident as of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.workflows.incident.payouts import Basis, MoneyReceived, PlanEntered


@dataclass(frozen=True, slots=True)
class Notice:
    """届出・報告: a notice that is due. `due` None: no text known to us fixes a time; `gap` says so.

    `given_on` is the day it was given, `reference` what it can be found by. `waived`: why none is given.
    """

    code: str
    due: date | None
    cite: str
    cite_ja: str
    gap: str = ""
    gap_ja: str = ""
    given_on: date | None = None
    reference: str = ""
    waived: str = ""

    @property
    def is_open(self) -> bool:
        """Neither given nor waived."""
        return self.given_on is None and not self.waived

    def is_late(self, day: date) -> bool:
        """Open, or given, after its time."""
        until = self.given_on or day
        return self.due is not None and not self.waived and until > self.due


@dataclass(frozen=True, slots=True)
class LostAsset:
    """資産別の損失: what was lost of one asset by customers, in smallest units. `held`: owed to them on the day.

    `price` is the yen price of the sealed table, as text. `recovered` are coins that came back.
    """

    asset: str
    decimals: int
    lost: int
    held: int
    customers: int
    price: str
    recovered: int = 0

    @property
    def missing(self) -> int:
        """Lost and not come back."""
        return self.lost - self.recovered


@dataclass(frozen=True, slots=True)
class WrongCredit:
    """誤記帳: coins credited by mistake, reversed, and made up from own coins where they had been sold or moved."""

    asset: str
    decimals: int
    credited: int = 0
    reversed: int = 0
    made_up: int = 0

    @property
    def outstanding(self) -> int:
        """Credited by mistake, neither reversed nor made up."""
        return self.credited - self.reversed - self.made_up


@dataclass(frozen=True, slots=True)
class Freeze:
    """停止措置: a service stopped and taken up again. `asset` '' is every one. Instants are ISO text."""

    seq: int
    service: str
    asset: str
    since: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Valued:
    """評価: the newest valuation. `moment` is the instant, `day` the book's day it was worked out from."""

    seq: int
    moment: str
    day: date
    closing: int
    attribution: str
    customers: int
    losses: str
    prices: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """証拠資料: a file of the case folder with its SHA-256."""

    seq: int
    name: str
    sha256: str
    what: str


@dataclass(frozen=True, slots=True)
class IncidentState:
    """事案の状態: an incident as its entries up to `seq` tell it."""

    book: str
    case: str
    seq: int
    is_open: bool
    reported_at: str
    discovered_at: str
    cause: str
    is_accident: bool
    accident_why: str
    accident_cite: str
    accident_cite_ja: str
    what: str
    wallets: tuple[str, ...]
    notices: tuple[Notice, ...]
    valued: Valued | None = None
    losses: tuple[LostAsset, ...] = ()
    wrong_credits: tuple[WrongCredit, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    files: tuple[CaseEvidence, ...] = ()
    unapproved: tuple[int, ...] = ()
    closed_for: str = ""
    cause_why: str = ""  # why the cause was corrected; '' is as first reported
    plans: tuple[PlanEntered, ...] = ()
    received: tuple[MoneyReceived, ...] = ()

    def loss_of(self, asset: str) -> LostAsset | None:
        """What was lost of an asset; None where nothing is valued of it."""
        return next((one for one in self.losses if one.asset == asset), None)

    def wrong_of(self, asset: str) -> WrongCredit | None:
        """What was credited by mistake of an asset."""
        return next((one for one in self.wrong_credits if one.asset == asset), None)

    def notice(self, code: str) -> Notice | None:
        """The notice of that code."""
        return next((one for one in self.notices if one.code == code), None)

    @property
    def basis(self) -> Basis | None:
        """What a plan made now would rest on; None before the losses are valued."""
        if self.valued is None:
            return None
        one = self.valued
        return Basis(self.cause, self.is_accident, one.day, one.losses, one.prices)

    def outdated(self, plan: PlanEntered) -> str:
        """'cause' or 'losses': what has been corrected since the plan, approved or not; '' where it still stands."""
        return plan.basis.differs(self.basis) if self.basis else ""

    @property
    def frozen(self) -> tuple[Freeze, ...]:
        """Services that are still stopped."""
        return tuple(one for one in self.freezes if not one.until)
