"""Which language to speak, and `--lang` wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hozen.faces.cli.errors import BadOption
from hozen.faces.words import LANGUAGES, Language

OPTION = "--lang"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as in POSIX


def take_language(words: Sequence[str], environ: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The language, and the words without `--lang X`, which every command takes, anywhere before `--`.

    Without the option: HOZEN_LANG, else the locale, else English. BadOption for a language hozen does not speak.
    """
    said, rest = _taken(words)
    if said is None:
        return _around(environ), rest
    if (lang := _spoken(said)) is None:
        raise BadOption("no such language", where=OPTION, found=said, expected=" or ".join(LANGUAGES))
    return lang, rest


def language_around(environ: Mapping[str, str]) -> Language:
    """The language without any option."""
    return _around(environ)


def _around(environ: Mapping[str, str]) -> Language:
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    return _spoken(environ.get("HOZEN_LANG", "")[:2]) or _spoken(locale[:2]) or "en"


def _spoken(name: str) -> Language | None:
    return next((one for one in LANGUAGES if one == name.lower()), None)


def _taken(words: Sequence[str]) -> tuple[str | None, list[str]]:
    said: str | None = None
    rest: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            return said, [*rest, word, *left]
        if word == OPTION:
            said = left.pop(0) if left else ""
        elif word.startswith(f"{OPTION}="):
            said = word.partition("=")[2]
        else:
            rest.append(word)
    return said, rest
