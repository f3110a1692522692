"""Notes beside figures of the law, in Japanese: sentence by sentence, since many notes share theirs."""

from __future__ import annotations

from functools import cache

from hozen.faces.words.catalogue import Language, find, keys_of


def noted(note: str, lang: Language) -> str:
    """The note in the reader's language; as it is written where a sentence of it is not known."""
    if lang == "en":
        return note
    told, rest = [], note.strip()
    while rest:
        known = next((one for one in _sentences() if rest.startswith(one)), None)
        if known is None:
            return note
        told.append(_sentences()[known])
        rest = rest[len(known) :].lstrip()
    return "".join(told)


@cache
def _sentences() -> dict[str, str]:
    """English → Japanese, the longest first: one may be the beginning of another."""
    known = {find(key, "en"): find(key, "ja") for key in keys_of("notes")}
    return dict(sorted(known.items(), key=lambda one: -len(one[0])))
