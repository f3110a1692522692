"""Providers under Japan's rules: PSA 2(15)(iv) and 63-2, CAE Order 27(1)(ii), and notice of system suppliers.

Who keeps crypto for others is registered: in force. Who supplies wallet and custody systems gives notice before
use: reported only, so never a breach.
"""

from __future__ import annotations

from hozen.findings import CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.providers.facts import ProviderFacts, ProviderOnDay
from hozen.values import SHOWN_DOWN, Yen

REGISTERED, NOTIFIED, EXEMPT, LAPSED = "registered", "notified", "exempt", "lapsed"
CUSTODIAN = "custodian"
SUPPLIERS = ("wallet_software", "key_management")  # of wallet and custody systems
NOT_ON_FILE = "not on file"


def provider_unknown_finding(reading: Reading, facts: ProviderFacts) -> Finding:
    """管理者の把握: every customers' and guarantee wallet in use is kept by the firm or by a provider of the register.

    CAE Order 27(1)(ii), PSA 63-2. Of a keeper that nobody knows it cannot be told whether it is registered. A book
    without any register says nothing: attention.
    """
    rests_on = (_registration(reading), reading.text("providers.third_party_apart"))
    found = facts.unknown
    return Finding(
        code="provider-unknown",
        subject="",
        status=_unknown_status(facts),
        measure=found.wallets,
        threshold=0,
        distance=-found.wallets,
        rests_on=rests_on,
        cite=tuple(one.cite for one in rests_on),
        reason=_unknown_reason(facts),
        steps=_unknown_steps(facts),
        evidence="providers" if found.wallets else "",
    )


def _unknown_status(facts: ProviderFacts) -> Status:
    if not facts.unknown.wallets:
        return Status.MET
    return Status.CANNOT_TELL if facts.on_file else Status.ATTENTION


def _unknown_reason(facts: ProviderFacts) -> str:
    if not facts.unknown.wallets:
        return "keepers_known"
    return "keeper_unknown" if facts.on_file else "no_register"


def _unknown_steps(facts: ProviderFacts) -> tuple[Step, ...]:
    found = facts.unknown
    if not found.wallets:
        return (Step("keepers_outside", sum(one.keeps for one in facts.providers)),)
    return (
        Step("keepers_unknown", found.keepers),
        Step("first_unknown_keeper", found.first),
        Step("value_there", Yen(SHOWN_DOWN(found.value)), "Σ units × price, customers' and guarantee"),
    )


def provider_status_findings(reading: Reading, facts: ProviderFacts, clock: CureClock) -> list[Finding]:
    """登録: one finding for each provider that keeps keys on the day: it must be registered, or exempt.

    A custodian to whom a provider in use hands work on is one of them, although no wallet names it.
    """
    return [_custodian(one, _registration(reading), clock) for one in facts.providers if keeps_keys(one)]


def provider_notice_findings(reading: Reading, facts: ProviderFacts) -> list[Finding]:
    """届出: one finding for each supplier of wallet and custody systems in use, also for one that keeps keys besides.

    Notice is due before use, so it is asked for on each day of use. The duty is reported only: never a breach.
    """
    return [
        _supplier(one, reading.text("providers.system_supplier_duty"))
        for one in facts.providers
        if supplies(one)
    ]


def keeps_keys(one: ProviderOnDay) -> bool:
    """Whether it keeps keys on the day: for the firm itself, or as a custodian below one that is used."""
    return one.keeps or (one.indirect and one.provider.role == CUSTODIAN)


def supplies(one: ProviderOnDay) -> bool:
    """Whether it supplies a wallet or custody system on the day."""
    return one.signs or (bool(one.systems) and one.provider.role in SUPPLIERS)


def _registration(reading: Reading) -> Lawful[str]:
    return reading.text("providers.custody_registration")


def _custodian(one: ProviderOnDay, duty: Lawful[str], clock: CureClock) -> Finding:
    status = one.status.status if one.status else ""
    short = status not in (REGISTERED, EXEMPT)
    breach = short and bool(status)
    return Finding(
        code="provider-status",
        subject=one.provider.provider_id,
        status=judge(short, (duty,)) if status else Status.CANNOT_TELL,
        measure=status or NOT_ON_FILE,
        threshold=REGISTERED,
        distance=None,
        rests_on=(duty,),
        cite=(duty.cite,),
        **clock.times("provider-status", one.provider.provider_id, breach, None),
        reason=_custodian_reason(status),
        steps=_status_steps(one),
        evidence="providers" if short and one.keeps else "",
    )


def _custodian_reason(status: str) -> str:
    known = {"": "status_not_on_file", REGISTERED: "custodian_registered", EXEMPT: "custodian_exempt"}
    return known.get(status, "custodian_lapsed" if status == LAPSED else "custodian_not_registered")


def _supplier(one: ProviderOnDay, duty: Lawful[str]) -> Finding:
    status = one.status.status if one.status else ""
    short = status not in (REGISTERED, NOTIFIED, EXEMPT)
    return Finding(
        code="provider-notice",
        subject=one.provider.provider_id,
        status=judge(short, (duty,)) if status else Status.CANNOT_TELL,
        measure=status or NOT_ON_FILE,
        threshold=NOTIFIED,
        distance=None,
        rests_on=(duty,),
        cite=(duty.cite,),
        reason=_supplier_reason(status, short=short),
        steps=_status_steps(one),
        evidence="technologies" if one.signs and short else "",
    )


def _supplier_reason(status: str, *, short: bool) -> str:
    if not status:
        return "status_not_on_file"
    return "supplier_not_notified" if short else "supplier_notified"


def _status_steps(one: ProviderOnDay) -> tuple[Step, ...]:
    held = one.status
    name = (Step("provider_name", one.provider.name),)
    if held is None:
        return name
    told = {"status_basis": held.basis, "status_reference": held.reference}
    texts = tuple(Step(label, text) for label, text in told.items() if text)
    ends = (Step("status_until", held.period.until),) if held.period.until else ()
    return (*name, Step("status_since", held.period.since), *ends, *texts)
