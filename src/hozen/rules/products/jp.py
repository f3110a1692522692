"""Crypto-assets handled under Japan's rules: PSA 63-3(1)(vii), 63-6(1); CAE Order 21; the association's sheet; the reform.

That a name is registered and its overview explained is in force. What the association's sheet and the reform ask
beyond that is reported only, so never a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hozen.findings import CureClock, Finding, Status, Step, judge
from hozen.law import Lawful, Reading
from hozen.rules.products.facts import AssetInUse, ProductFacts
from hozen.rules.products.jp_class import class_figure, text_or_none
from hozen.rules.products.on_day import DELISTED, UNLISTED, ProductOnDay
from hozen.rules.products.register import OUTSIDE

NOT_ON_FILE = "not on file"
_LAYERS = "products.fields."


def handled_findings(reading: Reading, facts: ProductFacts, clock: CureClock) -> list[Finding]:
    """取扱いの届出: one finding for each asset in use: the register has it, listed, and as a crypto-asset.

    PSA 63-3(1)(vii), 63-6(1). What the register does not have may or may not have been notified: cannot tell. A trade
    of a delisted asset is a breach; a balance alone is to be given back: attention.
    """
    return [_handled(one, reading, clock) for one in facts.assets] if facts.on_file else []


def _handled(one: AssetInUse, reading: Reading, clock: CureClock) -> Finding:
    rests_on: tuple[Lawful[object], ...] = (
        reading.text("products.handled_names"),
        reading.text("products.change_notice"),
    )
    status, reason = _answer(one, rests_on)
    kind = class_figure(reading, one.product.kind.kind) if one.product and one.product.kind else None
    return Finding(
        code="asset-handled",
        subject=one.asset,
        status=status,
        measure=one.product.state if one.product else NOT_ON_FILE,
        threshold=None,
        distance=None,
        rests_on=rests_on,
        cite=tuple(figure.cite for figure in rests_on),
        reason=reason,
        steps=(*_product_steps(one, kind), Step("trades_of_day", one.trades)),
        **clock.times("asset-handled", one.asset, status is Status.BREACH, None),
    )


def _answer(one: AssetInUse, rests_on: tuple[Lawful[object], ...]) -> tuple[Status, str]:
    if one.product is None:
        return Status.CANNOT_TELL, "asset_not_registered"
    if one.product.state == UNLISTED:
        return Status.CANNOT_TELL, "asset_not_listed"
    if one.product.kind and one.product.kind.kind in OUTSIDE:
        return Status.ATTENTION, "asset_outside_class"
    if one.product.state == DELISTED:
        if one.trades:
            return judge(True, rests_on), "asset_delisted_traded"
        return Status.ATTENTION, "asset_delisted_held"
    return Status.MET, "asset_is_handled"


def _product_steps(one: AssetInUse, kind: Lawful[str] | None) -> tuple[Step, ...]:
    if one.product is None:
        return ()
    found = one.product
    return (
        Step("product", found.product.product_id),
        Step("product_state", found.state),
        *((Step("state_since", found.since),) if found.since else ()),
        *((Step("product_class", found.kind.kind, cite=kind.cite if kind else None),) if found.kind else ()),
        *((Step("moved_to", found.successor),) if found.successor else ()),
    )


def missing_findings(reading: Reading, facts: ProductFacts, clock: CureClock) -> list[Finding]:
    """概要の説明: one finding for each handled asset: something was published of it. CAE Order 21(1), (2)(iv)."""
    rule = reading.text("products.explain")
    return [_published(one, rule, clock) for one in _asked(facts)]


def _asked(facts: ProductFacts) -> Iterable[AssetInUse]:
    """Assets that the firm handles: of the others `asset-handled` speaks."""
    every = facts.assets if facts.on_file else ()
    return (one for one in every if one.product and one.product.handled)


def _published(one: AssetInUse, rule: Lawful[str], clock: CureClock) -> Finding:
    short = one.disclosure is None
    version = one.disclosure.version if one.disclosure else None
    return Finding(
        code="disclosure-missing",
        subject=one.asset,
        status=judge(short, (rule,)),
        measure=version.version if version else 0,
        threshold=None,
        distance=None,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="disclosure_absent" if version is None else "disclosure_published",
        steps=(Step("published_on", version.published_on),) if version else (),
        **clock.times("disclosure-missing", one.asset, short, None),
    )


def field_findings(reading: Reading, facts: ProductFacts, clock: CureClock) -> list[Finding]:
    """開示事項の充足: for each disclosure one finding by who asks (Order, sheet, case) where fields lack; one where none.

    The subject is 'asset layer', as in products.fields; the fields that lack are in the working.
    """
    return [found for one in _asked(facts) if one.disclosure for found in _fields(one, reading, clock)]


def _fields(one: AssetInUse, reading: Reading, clock: CureClock) -> list[Finding]:
    if one.disclosure is None or one.product is None:
        return []
    asked = fields_asked(reading, one.product)
    if not asked:  # no text of so early a day asks for any: nothing stands behind an answer
        return []
    missing = one.disclosure.missing(asked)
    figures = tuple({figure.key: figure for figure in asked.values()}.values())
    if not missing:
        return [_complete(one.asset, len(asked), figures)]
    told = ((figure, [field for field in missing if asked[field] is figure]) for figure in figures)
    every = [figure.key for figure in asked.values()]
    return [
        _lacking(one.asset, some, figure, every.count(figure.key), clock) for figure, some in told if some
    ]


def fields_asked(reading: Reading, product: ProductOnDay) -> dict[str, Lawful[str]]:
    """Each field asked of a product, and the figure that asks for it; the firmest of several, in the law's order.

    What was not yet asked on the reading's day is not asked of a past day.
    """
    layers = filter(None, ("order", "sheet", product.product.disclosure_case))
    figures = (text_or_none(reading, f"{_LAYERS}{layer}") for layer in layers)
    asked: dict[str, Lawful[str]] = {}
    for figure in filter(None, figures):
        for field in figure.value.split():
            asked.setdefault(field, figure)
    return asked


def _complete(asset: str, told: int, rests_on: tuple[Lawful[str], ...]) -> Finding:
    return Finding(
        code="disclosure-field",
        subject=asset,
        status=Status.MET,
        measure=told,
        threshold=told,
        distance=0,
        rests_on=rests_on,
        cite=tuple(figure.cite for figure in rests_on),
        reason="fields_complete",
    )


def _lacking(asset: str, fields: Sequence[str], figure: Lawful[str], asked: int, clock: CureClock) -> Finding:
    subject = f"{asset} {figure.key.removeprefix(_LAYERS)}"
    status = judge(True, (figure,))
    return Finding(
        code="disclosure-field",
        subject=subject,
        status=status,
        measure=asked - len(fields),
        threshold=asked,
        distance=-len(fields),
        rests_on=(figure,),
        cite=(figure.cite,),
        reason="field_missing",
        steps=(Step("fields_missing", " ".join(fields)),),
        **clock.times("disclosure-field", subject, status is Status.BREACH, None),
    )


def stale_findings(reading: Reading, facts: ProductFacts, clock: CureClock) -> list[Finding]:
    """開示の鮮度: one finding for each disclosure: it still counts as fresh by the firm's own date.

    The Order says nothing of how often an explanation is looked at anew, so this is never a breach.
    """
    rule = reading.text("products.explain")
    return [_fresh(one, rule, clock) for one in _asked(facts) if one.disclosure]


def _fresh(one: AssetInUse, rule: Lawful[str], clock: CureClock) -> Finding:
    if one.disclosure is None:
        raise ValueError(f"{one.asset} has no disclosure to be fresh")
    version = one.disclosure.version
    left = (version.valid_until - clock.today).days
    return Finding(
        code="disclosure-stale",
        subject=one.asset,
        status=Status.ATTENTION if left < 0 else Status.MET,
        measure=version.valid_until,
        threshold=clock.today,
        distance=left,
        rests_on=(rule,),
        cite=(rule.cite,),
        reason="disclosure_stale" if left < 0 else "disclosure_fresh",
        steps=(Step("disclosure_version", version.version), Step("published_on", version.published_on)),
    )


def product_findings(reading: Reading, facts: ProductFacts, clock: CureClock) -> tuple[Finding, ...]:
    """The checks of this room in their order."""
    return (
        *handled_findings(reading, facts, clock),
        *missing_findings(reading, facts, clock),
        *field_findings(reading, facts, clock),
        *stale_findings(reading, facts, clock),
    )
