"""What the book, the books and the case say about who may pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hozen.books import Books, CaseRecord, Movement, ReserveLine, UseApproval
from hozen.books.reserve_balance import balance_on
from hozen.engine import Engine
from hozen.law import Reading
from hozen.records import Query
from hozen.regimes.compensation import AfterLoss, assumed_policy, capital_source, group_sources
from hozen.rules.compensation import AssetLoss, Recovery, Source
from hozen.rules.compensation.in_kind import guarantee_value, worth
from hozen.rules.compensation.jp import Approval, ReserveAtHand
from hozen.rules.insurance import Policy
from hozen.rules.insurance import measures as insurance
from hozen.rules.insurance.from_rows import policies_of
from hozen.rules.reserves import measures as reserves
from hozen.rules.segregation import measures as segregation
from hozen.values import Price, Yen, total
from hozen.workflows.incident.state import IncidentState

TABLES = (
    *("assets", "customers", "house_balances", "wallets", "wallet_balances", "prices"),
    *("policies", "reserve_positions", "financials", "payees"),
)
"""What is read of the book."""
# Causes of a case in the words that policies use.
CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "hot_key_theft": "key_compromise",
        "vendor_signing": "third_party_signing_compromise",
        "multisig_approval": "third_party_signing_compromise",
        "other_external_theft": "hot_wallet_system_intrusion",
        "operational_error": "operational_failure",
        "accounting_fault": "operational_failure",
    }
)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """仮定: amounts of a drill in place of the firm's own. None leaves what the book says."""

    reserve: Yen | None = None
    insurance: Yen | None = None
    capital: Yen | None = None
    group: Yen | None = None
    approval: str | None = None

    @property
    def is_one(self) -> bool:
        """Whether anything is assumed: then nothing may be entered."""
        return any(
            one is not None for one in (self.reserve, self.insurance, self.capital, self.group, self.approval)
        )


NOTHING_ASSUMED = WhatIf()


def after_loss(
    engine: Engine,
    books: Books,
    record: CaseRecord,
    state: IncidentState,
    reading: Reading,
    what_if: WhatIf,
) -> AfterLoss:
    """The facts of the case for the waterfall, as of the day of the loss."""
    day = _day(state)
    losses = asset_losses(engine, state, day)
    cause = CAUSES.get(state.cause, state.cause)
    policies = () if what_if.insurance is not None else policies_of(engine.rows(insurance.policies()))
    return AfterLoss(
        day=day,
        cause=cause,
        losses=losses,
        recoveries=recoveries_of(record),
        reserve=_reserve(engine, books, record, state, what_if),
        policies=(*policies, *_assumed_policy(what_if, cause, day)),
        own=(_capital(engine, reading, losses, what_if, day), *_group(record, what_if, day)),
    )


def asset_losses(engine: Engine, state: IncidentState, day: date) -> tuple[AssetLoss, ...]:
    """Loss, sealed price, hot part and guarantee crypto of each asset."""
    guarantee: dict[str, int] = {}
    for asset, purpose, _, units in engine.rows(segregation.house_ledger(day)):
        if purpose == "guarantee":
            guarantee[str(asset)] = guarantee.get(str(asset), 0) + _whole(units)
    hot = _hot(engine, state, day)
    return tuple(
        AssetLoss(
            asset=one.asset,
            decimals=one.decimals,
            units=one.lost,
            price=Price.parse(one.price),
            hot=min(one.lost, hot.get(one.asset, 0)),
            guarantee=guarantee.get(one.asset, 0),
            recovered=one.recovered,
        )
        for one in state.losses
    )


def recoveries_of(record: CaseRecord) -> tuple[Recovery, ...]:
    """Coins that came back, as the case log has them."""
    return tuple(
        Recovery(str(one.body["asset"]), _whole(one.body["units"]), one.day, str(one.body["from"]))
        for one in record.of("recovered")
    )


def _day(state: IncidentState) -> date:
    if state.valued is None:
        raise TypeError("only a valued case has facts")  # the caller has seen to it
    return state.valued.day


def _hot(engine: Engine, state: IncidentState, day: date) -> dict[str, int]:
    """What the wallets hit that are not cold held that day, by asset."""
    if not state.wallets:
        return {}
    names = ", ".join("'" + one.replace("'", "''") + "'" for one in state.wallets)
    query = Query(
        "hot",
        "SELECT b.asset, sum(b.units) AS units FROM wallet_balances b JOIN wallets w ON b.wallet_id = w.wallet_id"
        f" WHERE b.day = :day AND w.temperature <> 'cold' AND b.wallet_id IN ({names})"
        " GROUP BY b.asset ORDER BY b.asset",
        ("wallet_balances", "wallets"),
        {"day": day},
    )
    return {str(asset): _whole(units) for asset, units in engine.rows(query)}


def _reserve(
    engine: Engine, books: Books, record: CaseRecord, state: IncidentState, what_if: WhatIf
) -> ReserveAtHand:
    day = _day(state)
    lines = books.reserve_journal(record.book)
    uses = [one for one in lines if one.stands and one.movement is Movement.USE and one.link == record.case]
    approved = [one for one in uses if one.approval is UseApproval.APPROVED]
    if lines:
        held = _at_hand(lines, record, day)
    else:
        held = Yen(sum(_whole(yen) for _, yen in engine.rows(reserves.newest_reserve(day))))
    if what_if.reserve is not None:
        held = what_if.reserve
    if what_if.approval is not None:
        return ReserveAtHand(held, state.is_accident, Approval(what_if.approval), held, day)
    decided = [one.decided_on for one in approved if one.decided_on]
    return ReserveAtHand(
        held,
        state.is_accident,
        _approval([one.approval for one in uses]),
        total([one.amount for one in approved]),
        max(decided) if decided else None,
    )


def _at_hand(lines: Sequence[ReserveLine], record: CaseRecord, day: date) -> Yen:
    """The reserve on the day of the loss, or what is left of it now if that is less.

    What was used for this case, and came back, is still this case's money; what others asked for is promised to them.
    """
    own = (Movement.USE, Movement.REFILL)
    others = [one for one in lines if one.link != record.case or one.movement not in own]
    now = balance_on(others, record.book, max(one.day for one in lines))
    return max(Yen(0), min(balance_on(others, record.book, day).held, now.held - now.requested))


def _approval(states: Sequence[UseApproval | None]) -> Approval:
    for known in (UseApproval.APPROVED, UseApproval.REQUESTED, UseApproval.REFUSED):
        if known in states:
            return Approval(known.value)
    return Approval.NONE


def _assumed_policy(what_if: WhatIf, cause: str, day: date) -> tuple[Policy, ...]:
    if what_if.insurance is None:
        return ()
    return (assumed_policy("insurance", what_if.insurance, cause, day),)


def _capital(
    engine: Engine, reading: Reading, losses: Sequence[AssetLoss], what_if: WhatIf, day: date
) -> Source:
    """Net assets less the guarantee crypto that pays, above the greater of least capital and the guarantee crypto left."""
    if what_if.capital is not None:
        return capital_source(what_if.capital, Yen(0), day)
    found = engine.rows(segregation.newest_financials(day))
    if not found:
        return capital_source(Yen(0), Yen(0), day)
    spent = total([guarantee_value(one) for one in losses])
    left = total([worth(one, one.guarantee - one.guarantee_counted) for one in losses])
    floor = max(reading.yen("segregation.capital_min").value, left)
    return capital_source(Yen(_whole(found[0][2])) - spent, floor, day)


def _group(record: CaseRecord, what_if: WhatIf, day: date) -> list[Source]:
    if what_if.group is not None:
        return group_sources([("group", what_if.group, day)])
    return group_sources(
        (str(one.body["what"]), Yen(_whole(one.body["yen"])), one.day) for one in record.of("support")
    )


def _whole(cell: object) -> int:
    if type(cell) is not int:
        raise TypeError(f"a whole number was expected, not {cell!r}")
    return cell
