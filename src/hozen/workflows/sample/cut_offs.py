"""As of when the sample's balances were read: the firm's own nodes, and the custodian's statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from hozen.values import BusinessDays
from hozen.workflows.sample.book_toml import BUSINESS_DAYS
from hozen.workflows.sample.chance import Chance
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plants import DAYS_STALE, Said
from hozen.workflows.sample.rows import Row
from hozen.workflows.sample.wallets import KEEPER, Block

_STATED, _READ = "14:00:00", "14:59:59"  # UTC: an hour before the day ends in Japan, and its last second
_FINAL = 6  # blocks
_QUIET = "BTC"  # no break that can be planted moves it at the custodian

Stated = Mapping[str, date]
"""Chain → the day that the custodian's statement of the last day stands at, where that is not the last day."""


def quiet(job: Job) -> Stated:
    """The old statement of the plant `stale_statement_quiet`: nothing has moved at the custodian since."""
    if not job.has("stale_statement_quiet"):
        return {}
    (chain,) = {coin.chain for coin in job.size.coins if coin.symbol == _QUIET}
    return {chain: business_days_before(job.size.last_day, DAYS_STALE)}


def business_days_before(day: date, count: int) -> date:
    """The latest day after which `count` business days lie, up to `day`."""
    found = day
    while BusinessDays(BUSINESS_DAYS).left(found, day) < count:
        found -= timedelta(days=1)
    return found


def said() -> Mapping[str, Said]:
    """(subject, amount, unit) of that plant."""
    return {"stale_statement_quiet": (KEEPER, DAYS_STALE, "business days")}


def cutoff_rows(chance: Chance, coins: Sequence[Coin], days: Sequence[date], stated: Stated) -> Iterator[Row]:
    """Rows of `chain_cutoffs`: each day every chain, by the custodian and by the firm's own node."""
    chains = sorted({coin.chain for coin in coins})
    for day in days:
        late = stated if day == days[-1] else {}
        for chain in chains:
            block = Block.of(chance, chain, day)
            yield day, chain, KEEPER, f"{late.get(chain, day)} {_STATED}", None, None, None
            yield day, chain, "self", f"{day} {_READ}", block.height, block.hash, _FINAL
