"""An order in the simulated book, and the codes of what happens to it."""

from __future__ import annotations

from dataclasses import dataclass

BUY, SELL = 1, -1
LIMIT, MARKET, STOP = 0, 1, 2
GTC, IOC = 0, 1
# In the order of EVENTS of the tape's contract.
NEWO, TRIG, REME, REMA, CAME, CAMO, REMO, EXPI, PARF, FILL = range(10)
EVENT_NAMES = ("NEWO", "TRIG", "REME", "REMA", "CAME", "CAMO", "REMO", "EXPI", "PARF", "FILL")
TYPE_NAMES = ("limit", "market", "stop")
MEDIA = ("web", "app", "api", "fix")
# Bits of `flags`
PASSIVE, PREVENT = 1, 2  # post only; the order asks that it does not meet its own owner
WEB, APP, API, FIX = 0, 4, 8, 12


@dataclass(slots=True, eq=False)
class Order:
    """Prices in ticks, amounts in lots. `shown` is what the book displays of `left`; `peak` is an iceberg's."""

    number: int
    account: int
    owner: int
    side: int
    kind: int
    price: int  # 0 for market and stop
    amount: int
    left: int
    shown: int = 0
    peak: int = 0
    tif: int = GTC
    flags: int = PREVENT
    stop: int = 0
    case: int = 0
    live: bool = False  # in the book
