"""Model terms from a strict YAML file: each with who assumes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from hozen.law import LawFileError
from hozen.law.strict_yaml import Node, Place, parse_yaml
from hozen.rules.insurance import Policy
from hozen.values import Ratio
from hozen.workflows.adequacy.errors import TermsError
from hozen.workflows.adequacy.policies_of_terms import Reinstated, policies_of_terms, reinstated_of_terms
from hozen.workflows.adequacy.terms_nodes import fields_of, refuse, text_of

FREQUENCIES = ("poisson", "negative_binomial", "geometric")
SEVERITIES = ("lognormal", "observed", "list_with_tail", "share_of_custody")
BY = ("list", "law", "press", "ours", "user")
_TEXTS: Mapping[str, tuple[str, ...]] = {"frequency.kind": FREQUENCIES, "severity.kind": SEVERITIES}
_SHARES = ("path.with_market", "path.in_crypto", "interval.level", "answer.level")
_NUMBERS = (
    "frequency.events",
    "frequency.firm_years",
    "frequency.clustering",
    "severity.threshold_yen",
    "weights.high",
    "weights.medium",
    "weights.low",
    "causes.key_compromise",
    "causes.third_party_signing_compromise",
    "causes.insider",
    "causes.operational_failure",
    "path.years",
    "path.buildup_years",
    "path.volatility",
    "insurance.paid_after_months",
    *_SHARES,
)
_WHOLE = ("frequency.events", "path.years", "path.buildup_years", "insurance.paid_after_months")
_HEAD = ("name", "title", "title_ja", "who", "who_ja", "terms")
_FIELDS = ("value", "by", "note", "note_ja")


@dataclass(frozen=True, slots=True)
class Term:
    """モデルの条件. `by` says whose it is: list (worked out from the incidents), law, press, ours, user."""

    key: str
    value: str
    by: str
    note: str
    note_ja: str


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms. None of it is law; every term is an assumption or a count. `policies` may be left out of a file."""

    name: str
    title: str
    title_ja: str
    who: str
    who_ja: str
    terms: tuple[Term, ...]
    policies: tuple[Policy, ...] = ()
    reinstated: tuple[Reinstated, ...] = ()  # of those policies

    def text(self, key: str) -> str:
        """The value as written."""
        return {one.key: one.value for one in self.terms}[key]

    def exact(self, key: str) -> Fraction:
        """The value as an exact number."""
        return Ratio.parse(self.text(key)).value

    def whole(self, key: str) -> int:
        """The value as a whole number."""
        return int(self.exact(key))

    def causes(self) -> tuple[tuple[str, Fraction], ...]:
        """Causes with their weights brought to 1; those of weight 0 are left out."""
        found = [
            (one.key.removeprefix("causes."), self.exact(one.key)) for one in self.terms if _cause(one.key)
        ]
        whole = sum((weight for _, weight in found), Fraction(0))
        return tuple((name, weight / whole) for name, weight in found if weight)


def term_names() -> tuple[str, ...]:
    """The shipped terms."""
    return tuple(
        sorted(one.name.removesuffix(".yaml") for one in _shipped().iterdir() if one.name.endswith(".yaml"))
    )


def read_terms(name: str | Path) -> Terms:
    """Shipped terms by name, or those of a file. TermsError for whatever is not as the reference says."""
    if str(name) in term_names():
        return _terms((_shipped() / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        expected = f"{', '.join(term_names())}, or a file"
        raise TermsError("no such terms", found=str(name), expected=expected)
    return _terms(path.read_text("utf-8"), path.name)


def _shipped() -> Path:
    return Path(str(files(__package__) / "terms"))


def _terms(text: str, file: str) -> Terms:
    try:
        node = parse_yaml(text, file)
    except LawFileError as fault:
        raise TermsError(
            fault.message, where=fault.where, found=fault.found, expected=fault.expected
        ) from fault
    head = fields_of(node, _HEAD, ("policies",))
    said = {key: text_of(head, key) for key in _HEAD if key != "terms"}
    given = fields_of(head.items["terms"], (*_TEXTS, *_NUMBERS))
    terms = tuple(_term(key, given.items[key]) for key in (*_TEXTS, *_NUMBERS))
    causes = tuple(one.key.removeprefix("causes.") for one in terms if _cause(one.key))
    policies = head.items.get("policies")
    found = Terms(
        **said,
        terms=terms,
        policies=policies_of_terms(policies, causes),
        reinstated=reinstated_of_terms(policies),
    )
    if not any(found.exact(one.key) for one in terms if _cause(one.key)):
        refuse("no cause has a weight", head.items["terms"].place, "at least one above 0", "")
    return found


def _cause(key: str) -> bool:
    return key.startswith("causes.")


def _term(key: str, node: Node) -> Term:
    fields = fields_of(node, _FIELDS)
    value, by = text_of(fields, "value"), text_of(fields, "by")
    place = fields.items["value"].place
    if by not in BY:
        refuse(f"{key}: nobody is called {by!r}", fields.items["by"].place, " | ".join(BY), by)
    if key in _TEXTS and value not in _TEXTS[key]:
        refuse(f"{key}: no such kind", place, " | ".join(_TEXTS[key]), value)
    if key not in _TEXTS:
        _number(key, value, place)
    return Term(key, value, by, text_of(fields, "note"), text_of(fields, "note_ja"))


def _number(key: str, value: str, place: Place) -> None:
    try:
        exact = Ratio.parse(value).value
    except ValueError:
        refuse(f"{key}: not a number", place, "a plain number ≥ 0 such as 0.05 or 3/5", value)
    if key in _SHARES and exact > 1:
        refuse(f"{key}: above 1", place, "at most 1", value)
    if key in _WHOLE and exact.denominator != 1:
        refuse(f"{key}: not whole", place, "a whole number", value)
    if key in ("frequency.firm_years", "path.years", "path.buildup_years", "weights.high") and not exact:
        refuse(f"{key}: 0", place, "above 0", value)
