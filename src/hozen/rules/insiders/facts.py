"""The small exact input: facts, who knew of them since when, and where they were published. Instants are UTC."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Listed:
    """内部者名簿の一行: an account on the list, since when its person knew, and the entry that says so."""

    account: str
    knows_since: datetime
    why: str
    entry: int


@dataclass(frozen=True, slots=True)
class Publication:
    """公表の一件: where and when the fact was made known. `channel` is a word of the law's data, or another."""

    channel: str
    at: datetime
    where: str
    entry: int


@dataclass(frozen=True, slots=True)
class MaterialFact:
    """重要事実: a fact that moves a price. `listed` and `published` only grow; nothing in them is ever taken back."""

    fact: str
    markets: tuple[str, ...]
    kind: str
    effect: str  # good or bad for the price
    decided_at: datetime
    what: str
    is_open: bool
    listed: tuple[Listed, ...] = ()
    published: tuple[Publication, ...] = ()

    def public_since(self, channels: Collection[str]) -> datetime | None:
        """When it first stood at a recognised place; None while it does at none."""
        return min((one.at for one in self.published if one.channel in channels), default=None)


@dataclass(frozen=True, slots=True)
class Blackout:
    """取引禁止期間: an account may not trade a market from `begins` until `ends`; None: until the fact is published."""

    fact: str
    account: str
    market: str
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class SeenInsiders:
    """禁止期間中の取引: what accounts on a fact's list, or of their owners, did in its blackout."""

    fact: str
    trades: int
    orders: int
    accounts: int


def blackouts(fact: MaterialFact, channels: Collection[str], wait: timedelta) -> Iterator[Blackout]:
    """One for each account on the list and each market: from the earliest time of knowledge to publication and `wait`."""
    public = fact.public_since(channels)
    ends = None if public is None else public + wait
    for account in sorted({one.account for one in fact.listed}):
        begins = min(one.knows_since for one in fact.listed if one.account == account)
        if ends is None or begins < ends:
            yield from (Blackout(fact.fact, account, market, begins, ends) for market in fact.markets)
