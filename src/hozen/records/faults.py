"""What can be wrong with one value, as SQL conditions over the raw column."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.records.contract import Column, Kind
from hozen.records.shape import FITTING, Family
from hozen.records.sql_words import finds, name, text, whole_match

# Visible characters, and those besides the space inside a text. Written as what is allowed, so that NUL,
# line ends, C1 controls and an unpaired BOM are all outside.
_VISIBLE = "!-~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
_CLEAN = f"[{_VISIBLE}](?:[ \u3000{_VISIBLE}]*[{_VISIBLE}])?"
_CONTROL = f"[^ \u3000{_VISIBLE}]"
_EXPONENT = "[+-]?[0-9]+(?:[.][0-9]+)?[eE][+-]?[0-9]+"
_EXCEL_NUMBER = "[0-9](?:[.][0-9]+)?E[+][0-9]+"
_NAMES_OF_NO_NUMBER = ("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity")
_LOCAL = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,6})?"
_ZONED = f"{_LOCAL}(?:Z|[+]00:00|[+]09:00)"
_NUMBERS = (Kind.UNITS, Kind.YEN, Kind.SIGNED_YEN, Kind.COUNT)
FIRST_DAY, LAST_DAY = "1900-01-01", "9999-12-31"

_EXPECTED = {
    Kind.UNITS: "whole smallest units, 0 or more, at most 38 digits",
    Kind.YEN: "whole yen, 0 or more, at most 38 digits",
    Kind.SIGNED_YEN: "whole yen, at most 38 digits",
    Kind.COUNT: "a whole number, 0 or more",
    Kind.DAY: "a legal day in Japan as 2026-11-20",
    Kind.INSTANT: "an instant with its zone: 2026-11-20T15:00:00Z or …+09:00",
    Kind.PRICE: "a plain decimal above 0 such as 10704212.84, at most 20 digits before and 18 after the point",
    Kind.RATIO: "a plain ratio such as 0.05 or 3/5",
    Kind.FLAG: "true or false",
    Kind.TEXT: "a text without control characters or spaces at its ends",
}


@dataclass(frozen=True, slots=True)
class Faults:
    """誤りの条件: `gate` is true for every bad value and for no other (NULL counts as not bad).

    `reasons` are tried in order on a value that the gate caught; `otherwise` is the last resort.
    """

    column: Column
    gate: str
    reasons: tuple[tuple[str, str], ...]
    otherwise: str

    @property
    def expected(self) -> str:
        """What the contract asks for, in words."""
        return expected(self.column)

    def reason(self) -> str:
        """SQL that names the reason."""
        if not self.reasons:
            return text(self.otherwise)
        cases = " ".join(f"WHEN {condition} THEN {text(reason)}" for reason, condition in self.reasons)
        return f"CASE {cases} ELSE {text(self.otherwise)} END"


def expected(column: Column) -> str:
    """What the contract asks of a column, in words."""
    if column.kind is Kind.CHOICE:
        return "one of " + ", ".join(column.choices)
    if column.pattern:
        return f"a text of the form {column.pattern}"
    return _EXPECTED[column.kind]


def faults_of(column: Column, family: Family, *, key: bool) -> Faults | None:
    """The faults to look for in one column; None where nothing can be wrong."""
    if family is Family.ABSENT:
        return None
    gates, reasons, otherwise = _missing(column, family)
    more, found, last = _of_value(column, family, key=key)
    gates += [f"({gate})" for gate in more]
    return Faults(column, " OR ".join(gates), (*reasons, *found), last or otherwise) if gates else None


def _missing(column: Column, family: Family) -> tuple[list[str], list[tuple[str, str]], str]:
    if not column.required:
        return [], [], ""
    value = name(column.name)
    empty = f"({value} IS NULL OR {value} = '')" if family is Family.TEXT else f"{value} IS NULL"
    # Where the value's own conditions refuse '' anyway, the gate need not ask twice.
    gate = f"{value} IS NULL" if column.kind is not Kind.TEXT else empty
    return [gate], [("missing-value", empty)], "missing-value"


_Found = tuple[list[str], list[tuple[str, str]], str]


def _of_value(column: Column, family: Family, *, key: bool) -> _Found:
    value = name(column.name)
    if family not in FITTING[column.kind]:
        return [f"{value} IS NOT NULL"], [], _misfit(column, family)
    if column.kind in _NUMBERS:
        return _number(column, family, value)
    if column.kind is Kind.DAY:
        return _day(family, value)
    if family is not Family.TEXT and column.kind is not Kind.PRICE:
        return [], [], ""
    return _text(column, value, key=key)


def _misfit(column: Column, family: Family) -> str:
    if family is Family.FLOAT:
        return "float"
    if family is Family.SCALED:
        return "fraction"
    return "not-a-day" if column.kind is Kind.DAY else "wrong-type"


def _number(column: Column, family: Family, value: str) -> _Found:
    kind = "BIGINT" if column.kind is Kind.COUNT else "DECIMAL(38,0)"
    below = [] if column.kind is Kind.SIGNED_YEN else [f"{value} < 0"]
    if family is Family.WHOLE:
        # Every integer type and every DECIMAL(p,0) fits DECIMAL(38,0); only BIGINT can be too narrow.
        narrow = column.kind is Kind.COUNT
        wide = [f"{value} IS NOT NULL AND TRY_CAST({value} AS {kind}) IS NULL"] if narrow else []
        return [*below, *wide], [("negative", one) for one in below], "too-many-digits"
    # Written back the number must be the very text: that refuses 007, 1e3, 1.5, NaN and ' 5' at once.
    gates = [f"coalesce(CAST(TRY_CAST({value} AS {kind}) AS STRING), '') <> {value}"]
    gates += [f"{value} LIKE '-%'"] if below else []
    return gates, _number_reasons(value, signed=not below), "wrong-type"


def _number_reasons(value: str, *, signed: bool) -> list[tuple[str, str]]:
    names = ", ".join(text(one) for one in _NAMES_OF_NO_NUMBER)
    negative = [] if signed else [("negative", whole_match(value, "-[0-9]+"))]
    return [
        *negative,
        ("fraction", whole_match(value, "-?[0-9]*[.][0-9]+")),
        ("too-many-digits", whole_match(value, "-?[1-9][0-9]{18,}")),
        ("exponent", whole_match(value, _EXPONENT)),
        ("not-a-number", f"lower({value}) IN ({names})"),
        ("control-character", finds(value, _CONTROL)),
    ]


def _day(family: Family, value: str) -> _Found:
    if family is Family.DATE:
        outside = f"{value} < DATE '{FIRST_DAY}' OR {value} > DATE '{LAST_DAY}'"
        return [outside], [], "not-a-day"
    same = f"coalesce(CAST(TRY_CAST({value} AS DATE) AS STRING), '') <> {value}"
    outside = f"{value} < '{FIRST_DAY}' OR {value} > '{LAST_DAY}'"
    return (
        [same, outside, f"length({value}) <> 10"],
        [("control-character", finds(value, _CONTROL))],
        "not-a-day",
    )


def _text(column: Column, value: str, *, key: bool) -> _Found:
    control = ("control-character", finds(value, _CONTROL))
    if column.kind is Kind.CHOICE or column.kind is Kind.FLAG:
        allowed = ", ".join(text(one) for one in column.choices or ("true", "false"))
        return [f"{value} NOT IN ({allowed})"], [control], "not-a-choice"
    if column.kind is Kind.PRICE:
        return _price(value)
    if column.kind is Kind.INSTANT:
        return _instant(value)
    if column.kind is Kind.RATIO:
        form = "[0-9]{1,18}(?:[.][0-9]{1,18})?(?:/[1-9][0-9]{0,17})?"
        return [f"NOT ({whole_match(value, form)})"], [control], "not-a-ratio"
    if column.pattern:
        return [f"NOT ({whole_match(value, column.pattern)})"], [control], "pattern"
    if column.refers:
        return [], [], ""  # what the table it refers to holds has been checked there
    # Letters and digits that a web address takes as they are hold nothing unclean, and are told at half the cost.
    gates = [
        f"CASE WHEN url_encode({value}) = {value} THEN FALSE ELSE NOT ({whole_match(value, _CLEAN)}) END"
    ]
    if not key:
        return gates, [control], "spaces-at-ends"
    # The first comparison costs little and spares the others for ids that begin with a letter.
    excel = f"{value} < ':' AND {value} LIKE '%E+%' AND {whole_match(value, _EXCEL_NUMBER)}"
    return [*gates, excel], [control, ("excel-number", excel)], "spaces-at-ends"


def _price(value: str) -> _Found:
    zero = f"{value} < '1' AND NOT ({finds(value, '[1-9]')})"
    gates = [f"NOT ({whole_match(value, '[0-9]{1,20}(?:[.][0-9]{1,18})?')})", zero]
    reasons = [
        ("zero-price", whole_match(value, "-?0+(?:[.]0+)?")),
        ("negative", whole_match(value, "-[0-9]+(?:[.][0-9]+)?")),
        ("exponent", whole_match(value, _EXPONENT)),
        ("not-a-number", f"lower({value}) IN ({', '.join(text(one) for one in _NAMES_OF_NO_NUMBER)})"),
        ("too-many-digits", whole_match(value, "[0-9]+(?:[.][0-9]+)?")),
        ("control-character", finds(value, _CONTROL)),
    ]
    return gates, reasons, "wrong-type"


def _instant(value: str) -> _Found:
    form = f"NOT ({whole_match(value, _ZONED)})"
    real = f"{value} IS NOT NULL AND TRY_CAST({local_part(value)} AS TIMESTAMP) IS NULL"
    reasons = [("no-zone", whole_match(value, _LOCAL)), ("control-character", finds(value, _CONTROL))]
    return [form, real], reasons, "not-an-instant"


def local_part(value: str) -> str:
    """The text of an instant without its zone."""
    return f"regexp_extract({value}, '^[^Z+]*', 0)"
