"""What a distribution comes to."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.values.wide import Wide, sum_of


@dataclass(frozen=True, slots=True)
class Distribution:
    """配当: one round on one pool, a row a claim, in the order of the claims.

    `entitled` counts from the first round on. In each row pay + held + unclaimed + deferred = entitled −
    paid before; and realised = Σ paid before + Σ of these four + left.
    """

    entitled: Wide
    pay: Wide  # now
    held: Wide  # for claims in dispute
    unclaimed: Wide  # nobody to pay: kept in the ledger of unclaimed shares
    deferred: Wide  # below the minimum payment: it waits
    left: int  # in the pool: all are paid in full, or fractions that were cut

    def totals(self) -> dict[str, int]:
        """Σ of what is paid now, held back, unclaimed and put off, and what is left."""
        return {
            "pay": sum_of(self.pay),
            "held": sum_of(self.held),
            "unclaimed": sum_of(self.unclaimed),
            "deferred": sum_of(self.deferred),
            "left": self.left,
        }
