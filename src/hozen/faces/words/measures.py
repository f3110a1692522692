"""What a finding measured, where the value does not tell itself: a count with its unit, or a standing in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from hozen.faces.words.catalogue import Language, has, say

if TYPE_CHECKING:
    from hozen.findings import Finding, Quantity, Step

_STANDINGS = "providers.status"  # measures that are words, but for those of the codes below
_STATES: Mapping[str, str] = MappingProxyType({"asset-handled": "products.state"})
_STEPS: Mapping[str, str] = MappingProxyType(
    {
        "review_outcome": "providers.outcome",
        "product_state": "products.state",
        "product_class": "products.class",
    }
)
_LISTS: Mapping[str, str] = MappingProxyType(
    {"fields_missing": "products.field"}
)  # words with a space between


def measured(one: Finding, value: Quantity | None, lang: Language) -> str:
    """'76 days', '428 wallets', '登録'; '' for an amount, a share or a day, which tell themselves.

    `value` is the finding's measure, threshold or distance. A number beside a day counts days.
    """
    if isinstance(value, str):
        return _word(_STATES.get(one.code, _STANDINGS), value, lang)
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    return counted(value, unit_key(one), lang)


def unit_key(one: Finding) -> str:
    """The text of the room `measures` that tells what a plain number of this finding counts."""
    return "measures.days" if isinstance(one.threshold, date) else f"measures.{one.code}"


def counted(number: int, key: str, lang: Language) -> str:
    """The number with its unit; alone where the room has no such unit (an error when strict)."""
    text = say(key, lang, count=abs(number), number=f"{number:,}")
    return f"{number:,}" if text == key else text


def unit(one: Finding, *values: Quantity | None, lang: Language) -> str:
    """The unit alone, of the first of `values` that is a plain number: '日', 'wallets'; '' where none is."""
    for value in values:
        if isinstance(value, int) and not isinstance(value, bool):
            key = unit_key(one)
            text = say(key, lang, count=abs(value), number="")
            return "" if text == key else text.strip()
    return ""


def step_word(step: Step, lang: Language) -> str:
    """A value of a line of the working that is one of a few words, or a list of them; '' for all else."""
    if step.label in _LISTS and isinstance(step.value, str):
        told = (_word(_LISTS[step.label], word, lang) or word for word in step.value.split())
        return ("、" if lang == "ja" else ", ").join(told)
    room = _STEPS.get(step.label, "")
    return _word(room, step.value, lang) if room and isinstance(step.value, str) else ""


def _word(room: str, value: str, lang: Language) -> str:
    key = f"{room}.{value.replace(' ', '_')}"
    return say(key, lang) if has(key) else ""
