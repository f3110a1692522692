"""配当条件: what a distribution goes by, read from a small YAML file, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from hozen.law import LawFileError
from hozen.law.strict_yaml import Block, Items, Node, Scalar, parse_yaml, refuse
from hozen.workflows.wind_down.errors import TermsRefused
from hozen.workflows.wind_down.estate_lines import EXPECTED, POOLS


@dataclass(frozen=True, slots=True)
class Terms:
    """配当条件.

    `basis`: 'pooled' puts all claims into yen and pays yen; 'per_asset' pays each asset out of its own coins. `unfiled`:
    what nobody filed is paid ('count'), has its share kept back ('hold') or takes no part ('leave_out'). `late` likewise
    'count' or 'leave_out'. `linked`: whether accounts of one person share one base payment. A ratio is exact. `classes`
    in order of priority: one is paid in full before the next gets anything; `unnamed_class` is that of claims of which
    nobody said one, '' the first. `paid_in`: 'yen', or 'coins', which gives each his part of every asset of the pool.
    """

    basis: str
    pools: tuple[str, ...]
    unfiled: str = "hold"
    late: str = "count"
    linked: str = "apart"
    paid_in: str = "yen"
    classes: tuple[str, ...] = ("customers",)
    unnamed_class: str = ""
    bar_day: date | None = None
    hold_back: Fraction = Fraction(0)
    base_payment_yen: int = 0
    convenience_up_to_yen: int = 0
    convenience_ratio: Fraction = Fraction(1)
    early_ratio: Fraction | None = None
    minimum_payment: int = 0
    conversion: str = "commencement"
    conversion_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def pooled(self) -> bool:
        """Whether all claims are one pool of yen."""
        return self.basis == "pooled"

    @property
    def mixed(self) -> bool:
        """Whether a pool in yen is paid in the coins that lie in it."""
        return self.paid_in == "coins"

    @property
    def unnamed(self) -> str:
        """The class of claims of which nobody said one."""
        return self.unnamed_class or self.classes[0]

    def converted_at(self, asset: str) -> str:
        """'commencement' (the sealed prices) or 'distribution' (the prices of the round)."""
        return self.conversion_of.get(asset, self.conversion)


def text_of(path: Path) -> str:
    """The text of a file of terms. Raises TermsRefused."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TermsRefused(
            "the terms cannot be read", where=str(path), found=str(error)[:100], expected="YAML in UTF-8"
        ) from error


def terms_of(text: str, name: str) -> Terms:
    """Read the text of a file. Raises TermsRefused with line and column for whatever is not strict."""
    try:
        node = parse_yaml(text, name)
        terms = Terms(**_fields(node))  # type: ignore[arg-type]  # each reader gives what its field holds
    except LawFileError as error:
        raise TermsRefused(
            error.message,
            where=error.where,
            found=error.found,
            expected=error.expected,
            try_next=error.try_next,
        ) from error
    _coherent(terms, name)
    return terms


def _fields(node: Node) -> dict[str, object]:
    block = _block(node)
    found = {key: _READERS[_known(block, key)](value) for key, value in block.items.items()}
    for key in ("basis", "pools"):
        if key not in found:
            refuse(f"the terms lack {key}", block.place, key=key, expected=", ".join(sorted(_READERS)))
    return found


def _known(block: Block, key: str) -> str:
    if key not in _READERS:
        refuse(
            "a key that the terms do not have", block.keys[key], key=key, expected=", ".join(sorted(_READERS))
        )
    return key


def _coherent(terms: Terms, name: str) -> None:
    """In yen only: base payment and convenience class, since an asset's own units have no yen."""
    in_yen = terms.base_payment_yen or terms.convenience_up_to_yen or terms.conversion_of or terms.mixed
    if not terms.pooled and in_yen:
        raise TermsRefused(
            "a base payment, a convenience class, conversions and a pool paid in coins are reckoned in yen",
            where=name,
            found=f"basis: {terms.basis}",
            expected="basis: pooled, or none of them",
        )
    if terms.unnamed not in terms.classes:
        raise TermsRefused(
            "the class of claims without one is none of the classes",
            where=name,
            found=terms.unnamed,
            expected=", ".join(terms.classes),
        )


def _block(node: Node) -> Block:
    if not isinstance(node, Block):
        refuse("the terms are a list of keys", node.place, expected="key: value")
    return node


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        refuse("a single value is wanted", node.place, expected="text or a number")
    return node.text


def _choice(*choices: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = _text(node)
        if text not in choices:
            refuse("not one of the choices", node.place, found=text, expected=", ".join(choices))
        return text

    return read


def _items(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Items):
        refuse("a list is wanted", node.place, expected="[a, b]")
    return tuple(node.items)


def _pools(node: Node) -> tuple[str, ...]:
    read = _choice(*(one for one in POOLS if one not in EXPECTED))
    return tuple(dict.fromkeys(read(one) for one in _items(node)))


def _class(node: Node) -> str:
    text = _text(node)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text):
        refuse("not the name of a class", node.place, found=text, expected="small letters, digits and _")
    return text


def _classes(node: Node) -> tuple[str, ...]:
    found = tuple(_class(one) for one in _items(node))
    if not found or len(set(found)) < len(found):
        refuse("classes stand once each, at least one", node.place, found=", ".join(found))
    return found


def _whole(node: Node) -> int:
    text = _text(node)
    if not re.fullmatch(r"0|[1-9][0-9]{0,29}", text):
        refuse("not a whole number", node.place, found=text, expected="a whole number ≥ 0 without separators")
    return int(text)


def _ratio(node: Node) -> Fraction:
    text = _text(node)
    if not re.fullmatch(r"[0-9]{1,12}/[1-9][0-9]{0,11}|[01](\.[0-9]{1,12})?", text) or Fraction(text) > 1:
        refuse("not a ratio", node.place, found=text, expected="0 to 1, such as 0.21 or 21/100")
    return Fraction(text)


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(_text(node))
    except ValueError:
        refuse("not a day", node.place, found=_text(node), expected="a day such as 2027-03-31")


def _conversions(node: Node) -> dict[str, str]:
    return {key: _AT(value) for key, value in _block(node).items.items()}


_AT = _choice("commencement", "distribution")
_READERS: Mapping[str, Callable[[Node], object]] = {
    "basis": _choice("pooled", "per_asset"),
    "pools": _pools,
    "unfiled": _choice("count", "hold", "leave_out"),
    "late": _choice("count", "leave_out"),
    "linked": _choice("apart", "together"),
    "paid_in": _choice("yen", "coins"),
    "classes": _classes,
    "unnamed_class": _class,
    "bar_day": _day,
    "hold_back": _ratio,
    "base_payment_yen": _whole,
    "convenience_up_to_yen": _whole,
    "convenience_ratio": _ratio,
    "early_ratio": _ratio,
    "minimum_payment": _whole,
    "conversion": _AT,
    "conversion_of": _conversions,
}
