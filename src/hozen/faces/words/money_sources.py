"""What a source of money is called: its kind, and its own name where that says more."""

from __future__ import annotations

from hozen.faces.words.catalogue import Language, say
from hozen.rules.compensation import Source

_OF_THE_KIND = ("reserve", "guarantee", "capital", "group", "insurance")


def source_name(source: Source, lang: Language) -> str:
    """'Reserve'; 'Insurance: L1'."""
    kind = say(f"compensation.source.{source.kind.value}", lang)
    return kind if source.name in _OF_THE_KIND else f"{kind}: {source.name}"
