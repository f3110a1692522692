"""Plans and payments as plain JSON: coins are text, yen are numbers, as everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.faces.cli.plain import Plain, plain
from hozen.workflows.compensation.paying import Batch
from hozen.workflows.compensation.planning import AssetTotal
from hozen.workflows.compensation.plans import Plan
from hozen.workflows.compensation.states import StateTotal

_YEN = "JPY"


def plan_document(plan: Plan, totals: Sequence[AssetTotal]) -> Plain:
    """A plan that was entered."""
    over = [{"asset": one.asset, "coin": str(one.coin), "yen": one.yen} for one in plan.overpaid]
    return plain(
        {
            "plan": plan.number,
            "entry": plan.entry.seq,
            "totals": totals_document(totals),
            "overpaid": over,
        }
    )


def totals_document(totals: Sequence[AssetTotal | StateTotal]) -> Plain:
    """Sums by asset."""
    return [_total(one) for one in totals]


def batch_document(batch: Batch) -> Plain:
    """A batch of payments. `reserve` is null where nothing went out anew."""
    reserve = batch.reserve
    entered = reserve.entry.amount if reserve and reserve.entry else 0
    said = (
        None if reserve is None else {"taken": reserve.taken, "entered": entered, "journal": reserve.journal}
    )
    return plain(
        {
            "entry": batch.entry.seq,
            "already": batch.already,
            "files": batch.files,
            "totals": [
                {"method": method, "asset": asset, "payments": count, "amount": _amount(asset, amount)}
                for method, asset, count, amount in batch.totals
            ],
            "held": [{"reason": reason, "payments": count} for reason, count in batch.held],
            "reserve": said,
        }
    )


def _total(one: AssetTotal | StateTotal) -> Plain:
    told = plain(one)
    if not isinstance(told, dict):
        raise TypeError("a sum is a record")
    return {**told, "amount": _amount(one.asset, one.amount)}


def _amount(asset: str, amount: int) -> int | str:
    return amount if asset == _YEN else str(amount)
