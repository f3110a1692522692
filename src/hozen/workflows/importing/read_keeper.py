"""A custodian's files → keeper_statements, and wallet_balances where a balance is that of a wallet of ours."""

from __future__ import annotations

from hozen.records import BY_NAME
from hozen.records.importers import KeeperLine, Skipped
from hozen.records.importers.keeper import BALANCE
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.mapping import ImportMapping


def take_keeper(
    item: KeeperLine | Skipped, draft: Draft, mapping: ImportMapping, keeper: str, source: str
) -> None:
    """One line of a custodian's file into the draft."""
    if isinstance(item, Skipped):
        draft.leave_out(item.line, item.why)
        return
    wallet = mapping.wallets.get(f"{item.account}/{item.asset}") or mapping.wallets.get(item.account)
    _line(item, draft, wallet, keeper, source)
    sort = "balance" if item.entry == BALANCE else "movements"
    draft.scopes[Scope(f"{sort}:{keeper}:{item.account}", item.day)] = None
    if item.entry == BALANCE:
        _balance(item, draft, wallet, mapping, source)


def _line(one: KeeperLine, draft: Draft, wallet: str | None, keeper: str, source: str) -> None:
    draft.totals[f"{one.entry}:{one.asset}"] += one.units
    draft.totals[f"service_fee:{one.asset}"] += one.service_fee or 0
    if one.fee_asset:
        draft.totals[f"network_fee:{one.fee_asset}"] += one.network_fee or 0
    draft.table(BY_NAME["keeper_statements"]).add(
        day=one.day,
        keeper=keeper,
        line_id=one.line,
        entry=one.entry,
        account=one.account,
        wallet_id=wallet,
        asset=one.asset,
        units=one.units,
        net_units=one.net_units,
        network_fee=one.network_fee,
        service_fee=one.service_fee,
        fee_asset=one.fee_asset,
        txid=one.txid,
        made_at=one.made_at,
        statement_id=source,
    )


def _balance(one: KeeperLine, draft: Draft, wallet: str | None, mapping: ImportMapping, source: str) -> None:
    """A balance that belongs to no wallet of ours must not be passed over in silence."""
    if wallet is None:
        draft.unmapped[one.account] = "wallets"
    elif mapping.wallet_balances:
        draft.table(BY_NAME["wallet_balances"]).add(
            day=one.day, wallet_id=wallet, asset=one.asset, units=one.units, source=source
        )
