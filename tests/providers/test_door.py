"""The door looks at the register of providers: numbers, periods, references and the chain of sub-outsourcing."""

from __future__ import annotations

from pathlib import Path

import pytest
from door_book import SmallBook
from hypothesis import given
from hypothesis import strategies as st

from hozen.engine import Engine
from hozen.records import BookError
from hozen.values.identifiers import is_corporate_number, is_lei

KITA = {"provider_id": "P1", "name": "Kita", "role": "custodian"}
AOBA = {"provider_id": "P2", "name": "Aoba", "role": "key_management"}
MIDORI = {"provider_id": "P3", "name": "Midori", "role": "cloud"}


def period(since: str, until: str = "", **more: str) -> dict[str, str]:
    return {"provider_id": "P1", **more, "since": since, "until": until}


def status(since: str, until: str = "", **more: str) -> dict[str, str]:
    return period(since, until, **{"status": "registered", **more})


def link(what: str, ref: str, since: str, until: str = "", who: str = "P1") -> dict[str, str]:
    return period(since, until, provider_id=who, what=what, ref=ref)


def handed(giver: str, taker: str, since: str, until: str = "") -> dict[str, str]:
    return period(since, until, provider_id=giver, sub_provider_id=taker)


@pytest.fixture
def book(tmp_path: Path) -> SmallBook:
    made = SmallBook(tmp_path / "book")
    made.tables["providers"] = [dict(KITA), dict(AOBA), dict(MIDORI)]
    return made


def refused(book: SmallBook, engine: Engine) -> list[tuple[str, int, str, str]]:
    return [
        (one.table, one.line, one.column, one.reason) for one in book.refused(engine).first
    ]  # at most five


# The check digits by hand. LEI: letters as 10 … 35, all digits as one number, modulo 97, must leave 1.
# 法人番号: from the right, the twelve digits by 1 and 2 in turn; 9 − (sum mod 9) must be the first digit.
#   5 835678256246: 6+2·4+2+2·6+5+2·2+8+2·7+6+2·5+3+2·8 = 94; 94 mod 9 = 4; 9 − 4 = 5.
@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("213800KUD8LAJWSQ9D15", True),
        ("213800KUD8LXJWSQ9D15", False),
        ("213800KUD8LAJWSQ9D16", False),
        ("213800kud8lajwsq9d15", False),
        ("213800-KUD8LAJWSQ9D15", False),
        ("213800KUD8LAJWSQ9D1", False),
    ],
)
def test_a_lei_checks_itself(text: str, fits: bool) -> None:
    assert is_lei(text) is fits


@pytest.mark.parametrize("text", ["213800KUD8LAJWSQ9D15", "5493001KJTIIGC8Y1R12"])
def test_a_lei_leaves_one_when_divided_by_97(text: str) -> None:
    assert int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1
    assert is_lei(text)


@given(st.integers(0, 10**12 - 1))
def test_exactly_one_first_digit_fits_a_corporate_number(rest: int) -> None:
    twelve = f"{rest:012d}"
    weighed = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve)))
    fitting = [first for first in "0123456789" if is_corporate_number(first + twelve)]
    assert fitting == [str(9 - weighed % 9)]


@pytest.mark.parametrize("text", ["5-8356-7825-6246", "５835678256246", "583567825624", "58356782562460"])
def test_a_corporate_number_is_thirteen_plain_digits(text: str) -> None:
    assert is_corporate_number("5835678256246")
    assert not is_corporate_number(text)


def test_a_sound_register_passes_on_both_engines(book: SmallBook, engine: Engine) -> None:
    book.tables["providers"][0] |= {
        "lei": "213800KUD8LAJWSQ9D15",
        "corporate_number": "5835678256246",
        "name_ja": "北",
        "country": "JP",
    }
    book.tables |= {
        "provider_status": [
            status("2024-04-01", "2026-03-31"),
            status("2026-04-01", "", status="exempt", basis="an article"),
        ],
        "provider_links": [
            link("keeper", "Kita", "2024-04-01", "2025-03-31"),
            link("keeper", "Kita", "2025-04-01", who="P2"),
            link("wallet", "W1", "2025-04-01"),
            link("keeper_technology", "self", "2024-04-01", who="P1"),
            link("keeper_technology", "self", "2024-04-01", who="P2"),
            link("system", "engine", "2024-04-01"),
        ],
        "provider_contracts": [period("2024-04-01", contract_id="K1", notice_days="90")],
        "provider_chain": [handed("P1", "P2", "2024-04-01"), handed("P2", "P3", "2024-04-01")],
        "provider_reviews": [
            {
                "provider_id": "P1",
                "reviewed_on": "2026-04-01",
                "valid_until": "2026-04-01",
                "reviewer": "audit",
                "outcome": "passed",
            }
        ],
        "provider_incidents": [{"provider_id": "P1", "day": "2026-05-01", "text": "one hour down"}],
        "provider_persons": [{"provider_id": "P1", "function": "signs", "has_deputy": "true"}],
    }
    admitted = book.admit(engine)
    assert {one.table for one in admitted.inputs} >= {"providers", "provider_persons"}


def test_a_number_with_a_wrong_check_digit_is_named_by_its_line(
    book: SmallBook, duckdb_engine: Engine
) -> None:
    book.tables["providers"][1] |= {"lei": "213800KUD8LXJWSQ9D15"}
    book.tables["providers"][2] |= {"corporate_number": "4835678256246"}
    assert refused(book, duckdb_engine) == [
        ("providers", 3, "lei", "not-a-lei"),
        ("providers", 4, "corporate_number", "not-a-corporate-number"),
    ]


@pytest.mark.parametrize(
    ("last_of_first", "reasons"),
    [("2026-03-31", []), ("2026-04-01", ["overlapping-periods"]), ("", ["overlapping-periods"])],
)
def test_two_states_of_one_provider_may_meet_but_not_overlap(
    book: SmallBook, duckdb_engine: Engine, last_of_first: str, reasons: list[str]
) -> None:
    book.tables["provider_status"] = [status("2025-04-01", last_of_first), status("2026-04-01")]
    if not reasons:
        book.admit(duckdb_engine)
        return
    assert refused(book, duckdb_engine) == [("provider_status", 3, "since", reasons[0])]


def test_a_short_period_inside_a_long_one_does_not_hide_a_later_overlap(
    book: SmallBook, duckdb_engine: Engine
) -> None:
    # The third row lies behind the second, but inside the first.
    book.tables["provider_status"] = [
        status("2025-01-01", "2025-12-31"),
        status("2025-02-01", "2025-02-28"),
        status("2025-06-01", "2026-06-30"),
    ]
    assert [one[1] for one in refused(book, duckdb_engine)] == [3, 4]


def test_one_keeper_at_a_time_but_technologies_side_by_side(book: SmallBook, duckdb_engine: Engine) -> None:
    twice = [link("keeper", "Kita", "2025-04-01"), link("keeper", "Kita", "2025-05-01", who="P2")]
    book.tables["provider_links"] = [
        *twice,
        link("wallet", "W1", "2025-04-01"),
        link("wallet", "W1", "2025-04-01", who="P2"),
        link("wallet_technology", "W1", "2025-04-01"),
        link("wallet_technology", "W1", "2025-04-01", who="P2"),
        link("wallet_technology", "W1", "2025-04-02", who="P2"),
    ]
    # Row 7 and 8: one technology twice under one wallet is one row too many.
    assert [one[1] for one in refused(book, duckdb_engine)] == [3, 5, 8]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("provider_status", status("2026-04-01", "2026-03-31"), "until"),
        ("provider_links", link("system", "x", "2026-04-01", "2026-03-31"), "until"),
        ("provider_contracts", period("2026-04-01", "2026-03-31", contract_id="K"), "until"),
        ("provider_chain", handed("P1", "P2", "2026-04-01", "2026-03-31"), "until"),
        (
            "provider_reviews",
            {
                "provider_id": "P1",
                "reviewed_on": "2026-04-01",
                "valid_until": "2026-03-31",
                "reviewer": "a",
                "outcome": "passed",
            },
            "valid_until",
        ),
    ],
)
def test_nothing_ends_before_it_begins(
    book: SmallBook, duckdb_engine: Engine, table: str, row: dict[str, str], column: str
) -> None:
    book.tables[table] = [row]
    assert refused(book, duckdb_engine) == [(table, 2, column, "ends-before-it-begins")]


def test_who_is_not_in_the_register_is_refused(book: SmallBook, duckdb_engine: Engine) -> None:
    book.tables["provider_status"] = [status("2026-04-01", provider_id="P9")]
    assert refused(book, duckdb_engine) == [("provider_status", 2, "provider_id", "unknown-provider")]


def test_a_register_without_its_list_of_providers_is_refused(book: SmallBook, duckdb_engine: Engine) -> None:
    del book.tables["providers"]
    book.tables["provider_status"] = [status("2026-04-01")]
    assert refused(book, duckdb_engine) == [("provider_status", 0, "provider_id", "unknown-provider")]


def test_an_exemption_names_its_article(book: SmallBook, duckdb_engine: Engine) -> None:
    book.tables["provider_status"] = [status("2026-04-01", status="exempt")]
    assert refused(book, duckdb_engine) == [("provider_status", 2, "basis", "missing-value")]


def test_links_name_wallets_that_are_there_and_never_the_firm_itself(
    book: SmallBook, duckdb_engine: Engine
) -> None:
    book.tables["provider_links"] = [
        link("wallet", "W9", "2026-04-01"),
        link("wallet_technology", "W9", "2026-04-01"),
        link("keeper", "self", "2026-04-01"),
        link("keeper", "W9", "2026-04-01"),
    ]
    assert refused(book, duckdb_engine) == [
        ("provider_links", 2, "ref", "unknown-wallet"),
        ("provider_links", 3, "ref", "unknown-wallet"),
        ("provider_links", 4, "ref", "pattern"),
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([handed("P1", "P1", "2026-04-01")], [2]),
        ([handed("P1", "P2", "2026-04-01"), handed("P2", "P1", "2026-10-01")], [2, 3]),
        # The first hand-over ends on the day before the other way round begins: never a circle.
        ([handed("P1", "P2", "2026-04-01", "2026-09-30"), handed("P2", "P1", "2026-10-01")], []),
        ([handed("P1", "P2", "2026-04-01", "2026-10-01"), handed("P2", "P1", "2026-10-01")], [2, 3]),
        # P1 → P2 → P3 → P2: P1 hands on into the circle, and is not on it.
        (
            [
                handed("P1", "P2", "2026-04-01"),
                handed("P2", "P3", "2026-04-01"),
                handed("P3", "P2", "2026-04-01"),
            ],
            [3, 4],
        ),
    ],
)
def test_a_chain_never_comes_back(
    book: SmallBook, duckdb_engine: Engine, rows: list[dict[str, str]], lines: list[int]
) -> None:
    book.tables["provider_chain"] = rows
    if not lines:
        book.admit(duckdb_engine)
        return
    found = refused(book, duckdb_engine)
    assert [(line, reason) for _, line, _, reason in found] == [(line, "circular-chain") for line in lines]


def test_no_provider_is_called_as_the_firm_itself(book: SmallBook, duckdb_engine: Engine) -> None:
    book.tables["providers"].append({"provider_id": "self", "name": "Us", "role": "other"})
    assert refused(book, duckdb_engine) == [("providers", 5, "provider_id", "pattern")]


LIMITS = [
    ('keeper_share_max = "0.6"', ""),
    ('technology_share_max = "3/5"', ""),
    ('keeper_share_max = "1"', ""),
    ('keeper_share_max = "0"', "a share is out of range"),
    ('keeper_share_max = "1.01"', "a share is out of range"),
    ("keeper_share_max = 0.6", "a share is not a plain ratio"),
    ('keeper_share_max = "60%"', "a share is not a plain ratio"),
    ('keeper_max = "0.6"', "book.toml has an unknown key 'keeper_max'"),
]


@pytest.mark.parametrize(("line", "message"), LIMITS, ids=[line for line, _ in LIMITS])
def test_house_limits_are_shares_above_nothing_and_up_to_the_whole(
    book: SmallBook, line: str, message: str
) -> None:
    book.toml += f"\n[providers]\n{line}\n"
    if not message:
        (share,) = book.write().settings.provider_limits.values()
        assert 0 < share.value <= 1
        return
    with pytest.raises(BookError, match=message) as refusal:
        book.write()
    assert str(refusal.value.where).endswith(f"line {len(book.toml.splitlines())}")
