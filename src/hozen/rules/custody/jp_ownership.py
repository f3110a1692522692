"""Proof that wallets are ours, under Japan's rules: the duty behind it is CAE Order 27(2) and GL16 II-2-2-3-2(3)."""

from __future__ import annotations

from collections.abc import Iterable

from hozen.findings import Finding, Status, Step
from hozen.law import Lawful, Reading
from hozen.rules.custody.ownership.facts import KeeperWallets

_CODE = "wallet-ownership"


def wallet_ownership_findings(
    reading: Reading, keepers: Iterable[KeeperWallets], *, has_evidence: bool
) -> list[Finding]:
    """ウォレットの支配の証跡: every wallet counted in the close has fresh evidence, keeper by keeper.

    No text asks for such evidence by name or figure, so what lacks it needs attention and is never a breach. A book
    without any evidence (`has_evidence`) gets one finding for the whole firm. CAE Order 27(2); GL16 II-2-2-3-2(3)④.
    """
    rests_on = (reading.text("custody.cold_method"), reading.text("segregation.reconcile_frequency"))
    held = list(keepers)
    if not has_evidence:
        return [_none_at_all(sum(one.counted for one in held), rests_on)] if held else []
    return [_of_keeper(one, rests_on) for one in held]


def _none_at_all(wallets: int, rests_on: tuple[Lawful[str], ...]) -> Finding:
    return Finding(
        code=_CODE,
        subject="",
        status=Status.ATTENTION,
        measure=wallets,
        threshold=0,
        distance=-wallets,
        rests_on=rests_on,
        cite=tuple(one.cite for one in rests_on),
        reason="no_wallet_evidence",
        steps=(Step("wallets_counted", wallets),),
    )


def _of_keeper(one: KeeperWallets, rests_on: tuple[Lawful[str], ...]) -> Finding:
    return Finding(
        code=_CODE,
        subject=one.keeper,
        status=Status.ATTENTION if one.unproven else Status.MET,
        measure=one.unproven,
        threshold=0,
        distance=-one.unproven,
        rests_on=rests_on,
        cite=tuple(each.cite for each in rests_on),
        reason="wallets_unproven" if one.unproven else "wallets_proven",
        steps=(
            Step("wallets_counted", one.counted),
            *(Step(f"wallets_fresh_{kind}", count) for kind, count in one.fresh),
            *((Step("wallets_expired", one.expired),) if one.expired else ()),
            *(Step(f"wallets_refused_{reason}", count) for reason, count in one.refused),
            *((Step("wallets_missing", one.missing),) if one.missing else ()),
        ),
        evidence=_CODE,
    )
