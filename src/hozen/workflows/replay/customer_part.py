"""How much of a loss was customers', as far as the list tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from hozen.values import Direction, Rounding, Yen
from hozen.workflows.replay.incident import Incident, Whose

YEN_OF_THE_DAY = Rounding(
    "yen_of_the_day",
    Direction.HALF_UP,
    "Dollars at an approximate rate of the day; the nearest yen takes no side.",
)


class Bound(Enum):
    """How a figure stands to the true one."""

    STATED = "stated"  # as the sources give it
    AT_MOST = "at_most"  # the true figure is this or less
    AT_LEAST = "at_least"  # the true figure is this or more


@dataclass(frozen=True, slots=True)
class CustomerPart:
    """利用者の損失額. `basis` is a glossary key (`part_basis`):

    `reported` a source states it in yen · `paid` what customers were paid · `made_up` nothing was left to
    pay · `own` only the firm's coins were lost · `whole` the coins were customers' · `converted` stated in
    dollars · `ceiling` customers' share of the loss is not known, so the whole loss is the most it can be.
    """

    yen: Yen
    bound: Bound
    basis: str


def customer_part(incident: Incident) -> CustomerPart | None:
    """The customers' part in yen; None where the list gives no amount to start from."""
    if incident.customer is not None:
        return CustomerPart(incident.customer, Bound.STATED, incident.customer_basis)
    if incident.whose is Whose.OWN:
        return CustomerPart(Yen(0), Bound.STATED, "own")
    if incident.whose is Whose.CUSTOMER and incident.loss is not None:
        return CustomerPart(incident.loss, Bound.STATED, "whole")
    if incident.customer_usd_m is not None:
        part = yen_of_the_day(incident.customer_usd_m, incident.usd_jpy)
        return CustomerPart(part, Bound.STATED, "converted")
    if incident.loss is not None:
        return CustomerPart(incident.loss, Bound.AT_MOST, "ceiling")
    return None


def yen_of_the_day(usd_m: Decimal, usd_jpy: Decimal) -> Yen:
    """Millions of dollars as whole yen at a rate."""
    return Yen(YEN_OF_THE_DAY(Fraction(usd_m) * 1_000_000 * Fraction(usd_jpy)))
