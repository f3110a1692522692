"""No figure of the law in code: what decides over money holds no number but 0, 1 and −1.

Each exception is a pattern of the line that holds it, in a named file, with the reason why it is no figure of the law.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hozen

SOURCE = Path(hozen.__file__).parent
DECIDES = ("rules", "regimes", "workflows/daily_close", "workflows/reserve")
# The bytes of signed messages and of hashed trees; nothing there decides over money. What carries provisions (jp*.py) does.
PROTOCOLS = ("rules/custody/ownership/signed", "rules/liabilities")
# Models (losses; scores of alerts): their terms come from files that say whose they are; code has the numerics.
MODELS = ("rules/adequacy", "rules/surveillance/scores")
FILES = sorted(
    path
    for room in DECIDES
    for path in (SOURCE / room).rglob("*.py")
    if path.name.startswith("jp")
    or not any(path.is_relative_to(SOURCE / one) for one in (*PROTOCOLS, *MODELS))
)
PLAIN = (0, 1)  # −1 is 1 with a sign

# (file, pattern of the line): why
NO_FIGURE_OF_THE_LAW = {
    (
        "rules/insurance/from_rows.py",
        r"row\[:10\]|row\[10:\]",
    ): "where a row is cut so that its columns can be named",
    ("rules/segregation/from_rows.py", r"10\*\*decimals"): "an asset's smallest units in one coin",
    ("regimes/day.py", r"years_ahead: int = 5"): "how far the path is shown; the caller may ask for more",
    ("regimes/compensation.py", r"^_DRILL_WAITS = "): "an exercise's own cover, which no policy describes",
    ("workflows/daily_close/facts.py", r"years_ahead: int = 5"): "how far the path is shown",
    ("workflows/reserve/calculating.py", r"years: int = 5"): "how far the path is shown",
    (
        "workflows/daily_close/closing_day.py",
        r"\.say\(\"\w+\", \d, 3\)",
    ): "the third of three steps, told as progress",
    ("workflows/daily_close/closing_day.py", r"fingerprint\(parts\)\[:16\]"): "the length of a folder's name",
    ("rules/recovery/conversion.py", r"10\*\*(decimals|fork\.\w+)"): "an asset's smallest units in one coin",
    ("rules/recovery/in_arrow.py", r"decimal128\(38, 0\)"): "the widest whole number of Arrow",
    ("rules/recovery/in_arrow.py", r"2 \* (column\.offset|len)"): "two words a number",
    ("rules/recovery/in_arrow.py", r"len\(ids\) < 2"): "one id is in order",
    ("rules/recovery/published.py", r"Fraction\(1, 2 \* 10"): "half of the last digit shown",
    (
        "rules/recovery/study.py",
        r"/ 2|2 \* estate|combinations\(range\(len\(claims\)\), 2\)",
    ): "halves and pairs",
    ("rules/recovery/study.py", r"^MOST_ARRIVALS = "): "how many claims every order can be gone through of",
    ("rules/tax/year_costs.py", r"^FEW = "): "up to how many moves plain fractions are fast",
    ("rules/tax/trace.py", r"^_BITS = "): "binary digits of a share in a long year",
    ("rules/tax/certified.py", r"^BITS = "): "binary digits kept below the yen while bounds are drawn",
    (
        "rules/tax/exact_division.py",
        r"_MOST_[QA] = ",
    ): "how many binary digits a whole number of the machine has",
    (
        "rules/tax/grouped.py",
        r"^(_MOST|_HALF|_LOWER) = ",
    ): "how many binary digits a whole number of the machine has, and half of one",
    ("rules/tax/grouped.py", r"^_MANY = "): "below how many groups it is faster to go one by one",
    **{
        (f"rules/surveillance/{one}.py", r"^\s*[2-9],$"): "the version of the detector"
        for one in (
            *(
                "abnormal",
                "circular",
                "cross_venue",
                "front_running",
                "high_share",
                "insider",
                "linked_owners",
            ),
            *("marking_close", "painting", "price_fixing", "pump", "ramping", "self_match", "stuffing"),
        )
    },
    ("workflows/reserve/volumes_file.py", r"combinations\(found, 2\)"): "each two of them",
}

# pattern inside a query: why
NO_FIGURE_IN_A_QUERY = {
    r"DECIMAL\(38, ?0\)": "the widest whole number of both engines",
    r"price_scaled\([\w.]+, 18\)": "digits kept of a price",
    r"CAST\('10{18}' AS ": "the same digits, taken off again",
    r"0x\[0-9a-fA-F\]": "the digits of an address",
}


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def spoken(tree: ast.Module) -> set[int]:
    """The docstrings, by identity: they explain, and decide nothing."""
    nodes = [one for one in ast.walk(tree) if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef)]
    first = [node.body[0] for node in nodes if node.body]
    return {
        id(one.value) for one in first if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }


def numbers(text: str) -> Iterator[tuple[int, str]]:
    """(line, number): literals that are neither 0 nor 1, and texts that are nothing but a number."""
    tree = ast.parse(text)
    silent = spoken(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent:
            continue
        value = node.value
        if type(value) in (int, float, complex) and value not in PLAIN:
            yield node.lineno, repr(value)
        if (
            isinstance(value, str)
            and re.fullmatch(r"[¥-]?[0-9][0-9_,.]*(/[0-9]+)?%?", value)
            and value not in "01"
        ):
            yield node.lineno, value


def in_queries(text: str) -> Iterator[tuple[int, str]]:
    """(line, number): numbers but 0 and 1 inside the text of a query."""
    tree = ast.parse(text)
    silent = spoken(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            query = re.sub("|".join(NO_FIGURE_IN_A_QUERY), "", node.value)
            for found in re.findall(r"(?<![\w.])[0-9][0-9_.]*", query):
                if found not in "01":
                    yield node.lineno, found


def excused(path: Path, line: str) -> bool:
    return any(name(path) == file and re.search(said, line) for file, said in NO_FIGURE_OF_THE_LAW)


def test_the_rooms_are_there() -> None:
    assert {name(path).split("/")[0] for path in FILES} == {"rules", "regimes", "workflows"}
    assert len(FILES) > 40


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_number_stands_in_what_decides(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = [(line, number, lines[line - 1].strip()) for line, number in numbers(text)]
    assert [one for one in found if not excused(path, one[2])] == []


@pytest.mark.parametrize("path", [one for one in FILES if one.name == "measures.py"], ids=name)
def test_no_number_stands_in_a_query(path: Path) -> None:
    assert list(in_queries(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(("file", "pattern"), NO_FIGURE_OF_THE_LAW)
def test_each_exception_is_still_needed(file, pattern) -> None:
    text = (SOURCE / file).read_text(encoding="utf-8")
    lines = text.splitlines()
    assert any(re.search(pattern, lines[line - 1]) for line, _ in numbers(text))


@pytest.mark.parametrize("pattern", NO_FIGURE_IN_A_QUERY)
def test_each_exception_in_a_query_is_still_needed(pattern) -> None:
    queries = [path.read_text(encoding="utf-8") for path in FILES if path.name == "measures.py"]
    assert any(re.search(pattern, text) for text in queries)


@pytest.mark.parametrize(
    "offence",
    [
        "LIMIT = Fraction(5, 100)",
        "least = Yen(10_000_000)",
        "def cure(days: int = 2) -> None: ...",
        "share = 0.05",
        "share = Ratio.parse('0.05')",
        "rate = Ratio.parse('1/20')",
        "years = lookback(found, 2)",
        "part = value * 95 // 100",
    ],
)
def test_a_figure_that_is_planted_is_found(offence) -> None:
    assert list(numbers(offence))


@pytest.mark.parametrize(
    "fine", ["'''At most 5 % (CAE Order 27(2)).'''", "a = b[0] - 1", "x = -1", "'CAE Order 27'"]
)
def test_what_is_no_figure_is_let_through(fine) -> None:
    assert list(numbers(fine)) == []


def test_a_figure_planted_in_a_query_is_found() -> None:
    assert list(in_queries("Q = 'SELECT * FROM t WHERE hot * 20 > total AND id1 = 1'")) == [(1, "20")]
