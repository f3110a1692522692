"""Amounts of yen as people write them: 2bn, 500m, ¥2,000,000,000, 20億, 1億5,000万円."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from hozen.faces.cli.errors import BadOption
from hozen.values import Yen

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_WESTERN = re.compile(rf"({_NUMBER})(k|m|mn|bn|tn)?", re.IGNORECASE)
_SCALE = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_JAPANESE = re.compile(
    rf"(?:(?P<cho>{_NUMBER})兆)?(?:(?P<oku>{_NUMBER})億)?(?:(?P<man>{_NUMBER})万)?(?P<one>{_NUMBER})?"
)
_PLACES = {"cho": 10**12, "oku": 10**8, "man": 10**4, "one": 1}
_MOST = 10**18  # yen; the money of the whole world is less
_FORMS = "an amount of whole yen such as 2bn, 500m, ¥2,000,000,000 or 20億"


def yen_of(text: str, where: str) -> Yen:
    """Read exactly; no float. BadOption for another form, a part of a yen, or a sign. `where` names the option."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("円").strip()
    exact = _western(plain)
    if exact is None:
        exact = _japanese(plain)
    if exact is None or exact.denominator != 1 or exact > _MOST:
        raise BadOption("not an amount of yen", where=where, found=text, expected=_FORMS)
    return Yen(exact.numerator)


def amounts_of(text: str, where: str) -> list[Yen]:
    """Several, with commas or spaces between: '2bn,5bn'. A comma between a digit and three digits groups them."""
    parts = [part for part in re.split(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[;\s、]+", text) if part]
    if not parts:
        raise BadOption("not an amount of yen", where=where, found=text, expected=_FORMS)
    return [yen_of(part, where) for part in parts]


def _western(text: str) -> Fraction | None:
    match = _WESTERN.fullmatch(text)
    if match is None:
        return None
    number, scale = match.groups(default="")
    return _number(number) * _SCALE[scale.lower()]


def _japanese(text: str) -> Fraction | None:
    match = _JAPANESE.fullmatch(text)
    if match is None or not text:
        return None
    return sum((_number(part) * _PLACES[name] for name, part in match.groupdict("0").items()), Fraction(0))


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
