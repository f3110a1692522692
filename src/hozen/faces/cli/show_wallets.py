"""What the verification of a signed message answered."""

from __future__ import annotations

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.view import BOLD, DIM, STYLES, View
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.findings import Status
from hozen.rules.custody.ownership import ClaimedCoin, Proof, Verified

_STYLE = {
    Proof.VALID: STYLES[Status.MET],
    Proof.INCONCLUSIVE: STYLES[Status.CANNOT_TELL],
    Proof.REFUSED: STYLES[Status.BREACH],
}


def show_verified(found: Verified, address: str, message: str, lang: Language, width: int) -> list[Text]:
    """The answer and its reason, what was asked, and what a valid signature does not show."""
    view = View(lang, width)
    rows = [
        ("method", view.word("ownership", f"kind.{found.method.value}")),
        ("address", address),
        ("message", message),
        ("lock_time", str(found.lock_time or "")),
        ("sequence", str(found.sequence or "")),
        *(("coin", _coin(one)) for one in found.coins),
    ]
    reason = view.word("ownership", f"reason.{found.reason}") if found.reason else ""
    told = [(view.word("ownership", f"verify.{name}"), text) for name, text in rows if text]
    return [
        Text(view.word("ownership", f"proof.{found.proof.value}"), f"{_STYLE[found.proof]} {BOLD}"),
        *paragraph(reason, width),
        *pairs(told, width),
        *_limits(found, view),
    ]


def _coin(one: ClaimedCoin) -> str:
    return f"{one.txid}:{one.index}  {one.satoshi:,} satoshi"


def _limits(found: Verified, view: View) -> list[Text]:
    if not found.valid:
        return []
    keys = ["not_sole", *(["coins_unseen"] if found.coins else [])]
    return [
        line
        for key in keys
        for line in paragraph(view.word("ownership", f"verify.{key}"), view.width, style=DIM)
    ]
