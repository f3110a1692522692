"""As of which block a chain was read: a row of chain_cutoffs beside the balances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hozen.records import BY_NAME
from hozen.values import end_of
from hozen.workflows.importing.draft import Draft

SELF = "self"


@dataclass(frozen=True, slots=True)
class CutOff:
    """照合基準点: the block of a reading by the firm's own node. What is not known is None."""

    height: int | None
    block_hash: str | None
    at: datetime | None = None
    finality_depth: int | None = None


def take_cutoff(draft: Draft, day: date, chain: str, cut: CutOff) -> None:
    """The row for one chain. Where the file does not say when its block was made, the day's end stands."""
    draft.table(BY_NAME["chain_cutoffs"]).add(
        day=day,
        chain=chain,
        keeper=SELF,
        read_at=cut.at or end_of(day),
        height=cut.height,
        hash=cut.block_hash,
        finality_depth=cut.finality_depth,
    )
