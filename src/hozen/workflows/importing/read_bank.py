"""Bank files → trust_balances and bank_entries."""

from __future__ import annotations

from hozen.records import BY_NAME
from hozen.records.importers import BankEntry, BankItem, BankStatement
from hozen.workflows.importing.draft import Draft, Scope
from hozen.workflows.importing.mapping import ImportMapping

NOTICE, STATEMENT = "notice", "statement"


def take_bank(item: BankItem, draft: Draft, mapping: ImportMapping, source: str) -> None:
    """One item of a bank file into the draft."""
    if isinstance(item, BankEntry):
        _entry(item, draft, mapping, source)
    else:
        _statement(item, draft, mapping, source)


def _entry(one: BankEntry, draft: Draft, mapping: ImportMapping, source: str) -> None:
    draft.table(BY_NAME["bank_entries"]).add(
        day=one.day,
        trust_account_id=draft.named("accounts", one.account, mapping.accounts),
        kind=NOTICE if one.notice else STATEMENT,
        entry_id=f"{one.statement_id}/{one.number}",
        yen=one.yen,
        value_day=one.value_day,
        reversal=one.reversal,
        reference=one.reference,
        counterparty=one.counterparty,
        text=one.text,
        source=source,
    )
    draft.totals["reversals"] += one.reversal


def _statement(one: BankStatement, draft: Draft, mapping: ImportMapping, source: str) -> None:
    account = draft.named("accounts", one.account, mapping.accounts)
    draft.totals.update(
        statements=1, entries=one.entries, came_in=one.came_in, went_out=one.went_out, pending=one.pending
    )
    if one.pending:
        draft.leave_out(f"{one.statement_id}: {one.pending} entries", "pending")
    kind = NOTICE if one.notice else STATEMENT
    scope = Scope(f"{kind}:{account}", one.day, one.statement_id, one.first_day, one.opening, one.closing)
    draft.scopes[scope] = None
    if one.closing is not None:
        draft.table(BY_NAME["trust_balances"]).add(
            day=one.day, trust_account_id=account, yen=one.closing, source=source
        )
