"""A snapshot that was built, a proof that was cut, and what an audit of them found."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import coins
from hozen.faces.cli.view import STYLES, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.rules.liabilities import CustomerProof, Side, seen
from hozen.values import Ratio, Units
from hozen.workflows.snapshot.auditing import AssetSolvency, Audited
from hozen.workflows.snapshot.day_folder import PublicDay

_SHARES = (Ratio.parse("0.01"), Ratio.parse("0.05"), Ratio.parse("0.2"))  # of customers, who check
_LEFT_OUT = (1, 10, 100)  # customers
_HEADS = ("asset", "proven", "expected", "there", "surplus")


def show_built(one: PublicDay, lang: Language, width: int) -> list[Text]:
    """What is published of the day, and what to do next."""
    view, snapshot = View(lang, width), one.snapshot
    sides = [tree.side for tree in snapshot.trees]
    told = [
        ("commitment", one.commitment.hex()),
        (
            "previous",
            snapshot.opening.previous.hex() if any(snapshot.opening.previous) else _say(view, "first"),
        ),
        ("cut_off", f"{snapshot.opening.cut_off:%Y-%m-%d %H:%M:%S} UTC"),
        ("trees", _say(view, "tree_count", owed=sides.count(Side.OWED), debt=sides.count(Side.DEBT))),
        (
            "chains",
            ", ".join(f"{point.chain} {point.height:,}" for point in snapshot.chains)
            or _say(view, "no_chains"),
        ),
        ("files", str(one.folder)),
    ]
    title = Text(_say(view, "built", book=snapshot.opening.book, day=one.day), STYLES[Status.MET])
    return [title, *_labelled(view, told), *paragraph(_say(view, "next"), width)]


def show_proof_cut(one: PublicDay, cut: CustomerProof, file: Path, lang: Language, width: int) -> list[Text]:
    """Where the file is; not what is in it."""
    view = View(lang, width)
    told = [
        ("day", one.day.isoformat()),
        ("holdings", str(len(cut.holdings))),
        ("commitment", cut.commitment.hex()),
        ("file", str(file)),
    ]
    title = Text(_say(view, "cut"), STYLES[Status.MET])
    return [title, *_labelled(view, told), *paragraph(_say(view, "private"), width)]


def show_audit(found: Audited, lang: Language, width: int) -> list[Text]:
    """Whether the snapshot is the ledger's, then each asset's total beside what is there."""
    view, public = View(lang, width), found.public
    which = "same" if found.is_of_ledger else "other"
    title = _say(view, f"audit.{which}", book=public.snapshot.opening.book, day=public.day)
    told = [
        ("published", public.commitment.hex()),
        ("recomputed", found.recomputed.hex()),
        ("hashing", found.hashing),
    ]
    if found.differing:
        told.append(("differing", ", ".join(found.differing)))
    lines = [Text(title, STYLES[Status.MET if found.is_of_ledger else Status.BREACH]), *_labelled(view, told)]
    short = [one.asset for one in found.assets if one.surplus < 0]
    verdict = _say(view, "audit.short", assets=", ".join(short)) if short else _say(view, "audit.solvent")
    lines.append(Text(verdict, STYLES[Status.BREACH if short else Status.MET]))
    heads = [_say(view, f"audit.columns.{name}") for name in _HEADS]
    lines += laid(
        heads, lambda places: [_row(one, places) for one in found.assets], (False, *(True,) * 4), width
    )
    return [*lines, *paragraph(_say(view, "audit.limits"), width), *_odds(view)]


def _odds(view: View) -> list[Text]:
    """How likely customers are to see that some of them were left out of ledger and trees alike."""
    rows = [
        [share.percent(), *(seen(some, share).percent() for some in _LEFT_OUT)] for share in _SHARES
    ]  # cut, not rounded up
    heads = [_say(view, "odds.share"), *(_say(view, "odds.left_out", count=some) for some in _LEFT_OUT)]
    table = laid(heads, lambda _: rows, (True,) * len(heads), view.width)
    return [*paragraph(_say(view, "odds.title"), view.width), *table]


def audit_document(found: Audited) -> dict[str, object]:
    """For machines; units as texts of digits."""
    return {
        "day": found.public.day.isoformat(),
        "published": found.public.commitment.hex(),
        "recomputed": found.recomputed.hex(),
        "hashing": found.hashing,
        "is_of_ledger": found.is_of_ledger,
        "is_solvent": found.is_solvent,
        "differing": list(found.differing),
        "assets": [_document(one) for one in found.assets],
    }


def _document(one: AssetSolvency) -> dict[str, object]:
    amounts = {"proven": one.proven, "ledger": one.ledger, "expected": one.expected, "there": one.there}
    told = {name: None if units is None else str(units) for name, units in amounts.items()}
    return {"asset": one.asset, "decimals": one.decimals, **told, "surplus": str(one.surplus)}


def _row(one: AssetSolvency, places: int | None) -> list[str]:
    amounts = [one.proven or 0, one.expected, one.there, one.surplus]
    return [one.asset, *(coins(Units(units), one.decimals, places) for units in amounts)]


def _labelled(view: View, told: list[tuple[str, str]]) -> list[Text]:
    return pairs([(_say(view, f"label.{word}"), value) for word, value in told], view.width)


def _say(view: View, key: str, **values: object) -> str:
    return say(f"snapshot.{key}", view.lang, **values)
