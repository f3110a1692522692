"""Whole files: encodings, truncation, other tables' files, Parquet types, partitions."""

from __future__ import annotations

from pathlib import Path

import pytest
from door_book import DAY, SOUND, TRADE, SmallBook, csv_bytes, in_reject_file

from hozen.engine import Engine, EngineError
from hozen.records import BookError, Query


def parquet(engine: Engine, sql: str, path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine.write_parquet(Query("make", sql, ()), path)
    return path.read_bytes()


def units(engine: Engine) -> list[tuple[object, ...]]:
    text = "SELECT customer_id, asset, units FROM customer_balances ORDER BY customer_id, asset"
    return list(engine.rows(Query("u", text, ("customer_balances",))))


def test_a_byte_order_mark_is_taken_as_what_it_is(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["customers.csv"] = b"\xef\xbb\xbf" + csv_bytes(SOUND["customers"])
    small.admit(duckdb_engine)
    assert duckdb_engine.rows(Query("c", "SELECT count(*) FROM customers", ("customers",))) == [(2,)]


NAMED = [{"trust_account_id": "T1", "trustee": "みずほ信託㈱髙"}]


def test_shift_jis_is_read_where_book_toml_says_so(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["trust_accounts.csv"] = csv_bytes(NAMED).decode().encode("cp932")
    small.toml += '[encoding]\ntrust_accounts = "shift_jis"\n'
    small.admit(duckdb_engine)
    query = Query("t", "SELECT trustee FROM trust_accounts", ("trust_accounts",))
    assert duckdb_engine.rows(query) == [("みずほ信託㈱髙",)]


def test_shift_jis_that_nobody_declared_is_refused_with_the_setting_to_add(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["trust_accounts.csv"] = csv_bytes(NAMED).decode().encode("cp932")
    found = next(one for one in small.refused(duckdb_engine).first if one.table == "trust_accounts")
    assert (found.line, found.reason) == (2, "encoding")
    assert 'trust_accounts = "shift_jis"' in found.hint


def test_utf_8_declared_as_shift_jis_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["trust_accounts.csv"] = b"\xef\xbb\xbf" + csv_bytes(NAMED)
    small.toml += '[encoding]\ntrust_accounts = "shift_jis"\n'
    assert small.refused(duckdb_engine).first[0].reason == "encoding"


def test_utf_16_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["customers.csv"] = csv_bytes(SOUND["customers"]).decode().encode("utf-16")
    assert small.only_reject(duckdb_engine).reason == "encoding"


def test_a_broken_byte_far_into_the_file_is_found_at_its_line(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    # The split of an over 4 MiB file into chunks must not lose the count of lines.
    lines = b"".join(b"C%07d\n" % number for number in range(600_000))
    small.raw["customers.csv"] = b"customer_id\nC1\nC2\n" + lines + b"C\xff\n"
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.reason) == (600_004, "encoding")


def test_a_truncated_parquet_file_is_refused(small: SmallBook, duckdb_engine: Engine, tmp_path: Path) -> None:
    whole = parquet(duckdb_engine, "SELECT 'C1' AS customer_id UNION ALL SELECT 'C2'", tmp_path / "c.parquet")
    for cut in (5, 20, len(whole) - 1):
        small.raw["customers.parquet"] = whole[:cut]
        found = small.only_reject(duckdb_engine)
        assert (found.file, found.reason) == ("customers.parquet", "broken-parquet")


def test_a_parquet_file_with_a_damaged_page_is_refused(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    sql = "SELECT concat('C', CAST(range AS VARCHAR)) AS customer_id FROM range(50000)"
    whole = bytearray(parquet(duckdb_engine, sql, tmp_path / "c.parquet"))
    whole[4:60] = b"\xaa" * 56  # the head of the first page
    small.raw["customers.parquet"] = bytes(whole)
    found = small.refused(duckdb_engine).first[0]
    assert (found.file, found.reason) == ("customers.parquet", "broken-parquet")


def test_an_empty_file_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["customers.csv"] = b""
    with pytest.raises(BookError, match="empty") as refused:
        small.admit(duckdb_engine)
    assert "customers.csv" in str(refused.value)


def test_a_file_with_a_byte_order_mark_alone_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["customers.csv"] = b"\xef\xbb\xbf"
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.reason) == ("customers.csv", "broken-csv")


def test_a_file_with_column_names_alone_says_that_there_are_no_rows(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["trades.csv"] = (",".join(TRADE) + "\n").encode()
    admitted = small.admit(duckdb_engine)
    assert [one.rows for one in admitted.inputs if one.table == "trades"] == [0]


def test_a_file_of_another_table_is_named_as_what_it_is(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["trust_accounts.csv"] = csv_bytes(SOUND["wallets"])
    found = next(one for one in small.refused(duckdb_engine).first if one.table == "trust_accounts")
    assert found.reason == "other-table"
    assert "wallets" in found.hint


def test_a_missing_column_is_named_with_the_mapping_that_may_be_meant(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["trust_balances.csv"] = b"day,trust_account_id,Yen\n2026-11-20,T1,1000\n"
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.column, found.reason) == (1, "yen", "missing-column")
    assert '[columns.trust_balances] yen = "Yen"' in found.hint


def test_columns_are_read_under_the_names_that_book_toml_gives(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["trust_balances.csv"] = "日付,trust_account_id,金額 (円)\n2026-11-20,T1,1000\n".encode()
    small.toml += '[columns.trust_balances]\nday = "日付"\nyen = "金額 (円)"\n'
    small.admit(duckdb_engine, day=DAY)
    query = Query("y", "SELECT CAST(day AS STRING), yen FROM trust_balances", ("trust_balances",))
    assert duckdb_engine.rows(query) == [("2026-11-20", 1000)]


def test_a_mapped_optional_column_has_to_be_there(small: SmallBook, duckdb_engine: Engine) -> None:
    small.toml += '[columns.customers]\nopened = "開設日"\n'
    found = small.only_reject(duckdb_engine)
    assert (found.column, found.reason) == ("opened", "missing-column")


@pytest.mark.parametrize(
    "line", ["2026-11-20,T1", "2026-11-20,T1,1000,extra", '2026-11-20,T1,"1000', '2026-11-20,T1,"10"00']
)
def test_a_line_that_is_not_sound_csv_is_refused(small: SmallBook, duckdb_engine: Engine, line: str) -> None:
    small.raw["trust_balances.csv"] = f"day,trust_account_id,yen\n2026-11-19,T1,1000\n{line}\n".encode()
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.reason) == ("trust_balances.csv", "broken-csv")


@pytest.mark.spark
def test_spark_refuses_a_short_line_too(small: SmallBook, spark_engine: Engine) -> None:
    small.raw["trust_balances.csv"] = b"day,trust_account_id,yen\n2026-11-19,T1,1000\n2026-11-20,T1\n"
    found = small.only_reject(spark_engine)
    assert (found.file, found.reason) == ("trust_balances.csv", "broken-csv")


def test_a_nul_byte_is_refused_at_its_line(small: SmallBook, duckdb_engine: Engine) -> None:
    small.raw["customers.csv"] = b"customer_id\nC1\nC2\nC\x003\n"
    found = small.only_reject(duckdb_engine)
    assert (found.line, found.reason) == (4, "control-character")


def test_a_line_without_end_is_refused_and_not_held_in_memory(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["customers.csv"] = b"customer_id\nC1\nC2\n" + b"x" * 5_000_000
    assert small.refused(duckdb_engine).first[0].reason == "broken-csv"


def test_lines_are_counted_over_line_breaks_inside_values_and_blank_lines(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.raw["trust_accounts.csv"] = b'trust_account_id,trustee\nT1,Bank\n\nT2,"a\nb"\nT3,\n'
    refusal = small.refused(duckdb_engine)
    assert [(one.line, one.reason) for one in refusal.first] == [
        (4, "control-character"),
        (6, "missing-value"),
    ]


BALANCES = "DATE '2026-11-20' AS day, 'C1' AS customer_id, 'BTC' AS asset"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("CAST(5 AS DOUBLE)", "float"),
        ("CAST(5 AS FLOAT)", "float"),
        ("CAST('nan' AS DOUBLE)", "float"),
        ("CAST(5 AS DECIMAL(38,8))", "fraction"),
        ("CAST(-5 AS BIGINT)", "negative"),
        ("CAST(NULL AS BIGINT)", "missing-value"),
        ("DATE '2026-11-20'", "wrong-type"),
        ("TRUE", "wrong-type"),
    ],
)
def test_parquet_units_are_whole_numbers_or_text_never_floats(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path, value: str, reason: str
) -> None:
    sql = f"SELECT {BALANCES}, {value} AS units"
    connection = tmp_path / "b.parquet"
    small.raw["customer_balances.parquet"] = with_duckdb(sql, connection)
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.line, found.column) == ("customer_balances.parquet", 1, "units")
    assert found.reason == reason


def with_duckdb(sql: str, path: Path) -> bytes:
    """Parquet as others write it: with floats, which hozen's engine does not let out."""
    import duckdb

    duckdb.sql(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


@pytest.mark.parametrize(
    "value",
    ["CAST(5 AS DECIMAL(38,0))", "CAST(5 AS BIGINT)", "CAST(5 AS UBIGINT)", "CAST(5 AS TINYINT)", "'5'"],
)
def test_parquet_units_of_any_whole_type_are_let_in(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path, value: str
) -> None:
    sql = f"SELECT {BALANCES}, {value} AS units"
    small.raw["customer_balances.parquet"] = with_duckdb(sql, tmp_path / "b.parquet")
    small.admit(duckdb_engine)
    assert units(duckdb_engine) == [("C1", "BTC", 5)]


def test_ids_that_a_parquet_file_holds_as_numbers_are_refused(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    small.raw["trust_accounts.parquet"] = with_duckdb(
        "SELECT 1 AS trust_account_id, 'Bank' AS trustee", tmp_path / "t.parquet"
    )
    found = [one for one in small.refused(duckdb_engine).first if one.table == "trust_accounts"]
    assert [(one.line, one.column, one.value, one.reason) for one in found] == [
        (1, "trust_account_id", "1", "wrong-type")
    ]


def test_an_optional_column_without_any_value_may_have_any_type(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    sql = "SELECT 'C1' AS customer_id, NULL AS kind UNION ALL SELECT 'C2', NULL"
    small.raw["customers.parquet"] = with_duckdb(sql, tmp_path / "c.parquet")
    small.admit(duckdb_engine)
    kinds = Query("k", "SELECT customer_id, kind FROM customers ORDER BY 1", ("customers",))
    assert duckdb_engine.rows(kinds) == [("C1", None), ("C2", None)]


def test_a_table_in_parts_takes_its_day_from_the_folders(small: SmallBook, engine: Engine) -> None:
    del small.tables["customer_balances"]
    rows = [
        {"customer_id": "C1", "asset": "BTC", "units": "5"},
        {"customer_id": "C2", "asset": "JPY", "units": "7"},
    ]
    for day in ("2026-11-19", "2026-11-20"):
        place = small.root / "customer_balances" / f"day={day}"
        place.mkdir(parents=True)
        (place / "part-0.csv").write_bytes(csv_bytes(rows))
    small.tables["prices"].append(small.tables["prices"][0] | {"day": "2026-11-19"})
    admitted = small.admit(engine, day=DAY)
    text = "SELECT CAST(day AS STRING), sum(units) FROM customer_balances GROUP BY day ORDER BY 1"
    assert engine.rows(Query("d", text, ())) == [("2026-11-19", 12), ("2026-11-20", 12)]
    parts = [(one.path, one.rows) for one in admitted.inputs if one.table == "customer_balances"]
    assert parts == [
        ("customer_balances/day=2026-11-19/part-0.csv", 2),
        ("customer_balances/day=2026-11-20/part-0.csv", 2),
    ]


def test_a_key_that_stands_in_two_files_is_refused_naming_both(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    rows = small.tables.pop("customer_balances")
    place = small.root / "customer_balances"
    place.mkdir(parents=True)
    (place / "a.csv").write_bytes(csv_bytes(rows))
    (place / "b.csv").write_bytes(csv_bytes(rows[2:]))
    found = small.only_reject(duckdb_engine)
    assert (found.file, found.line) == ("customer_balances/b.csv", 2)
    assert "customer_balances/a.csv line 4" in found.hint


def test_parts_with_other_columns_and_types_are_read_together(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    del small.tables["customer_balances"]
    place = small.root / "customer_balances"
    place.mkdir(parents=True)
    (place / "a.parquet").write_bytes(with_duckdb(f"SELECT {BALANCES}, 5 AS units", tmp_path / "a.parquet"))
    text = "SELECT '6' AS units, '2026-11-20' AS day, 'JPY' AS asset, 'C1' AS customer_id, 1.5 AS extra"
    (place / "b.parquet").write_bytes(with_duckdb(text, tmp_path / "b.parquet"))
    small.admit(duckdb_engine, day=DAY)
    assert units(duckdb_engine) == [("C1", "BTC", 5), ("C1", "JPY", 6)]


def test_the_message_shows_the_first_rejects_how_many_more_and_the_file(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.tables["customers"] += [{"customer_id": f"X{number}", "kind": "robot"} for number in range(12)]
    refusal = small.refused(duckdb_engine)
    message = str(refusal)
    assert refusal.count == 12
    assert "customers.csv, line 4, column kind: not-a-choice: found 'robot'" in message
    assert "and 7 more" in message
    assert str(refusal.file) in message
    lines = [int(one["line"]) for one in in_reject_file(refusal)]
    assert lines == list(range(4, 16))


def test_more_rejects_than_a_csv_holds_are_all_in_a_parquet_file(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    sql = "SELECT concat('C', CAST(range AS VARCHAR)) AS customer_id, 'robot' AS kind FROM range(1, 150001)"
    small.raw["customers.parquet"] = with_duckdb(sql, tmp_path / "c.parquet")
    refusal = small.refused(duckdb_engine)
    assert refusal.count == 150_000
    assert refusal.file.name == "rejects.parquet"
    read = duckdb_engine.scan([refusal.file], "parquet", {})
    assert duckdb_engine.rows(Query("n", f"SELECT count(*), max(row) FROM {read}", ())) == [
        (150_000, 150_000)
    ]


def test_a_reject_file_holds_no_formula(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["customers"].append({"customer_id": "X", "kind": "=HYPERLINK(1)"})
    refusal = small.refused(duckdb_engine)
    assert refusal.first[0].value == "=HYPERLINK(1)"
    assert in_reject_file(refusal)[0]["value"] == "'=HYPERLINK(1)"


def test_nothing_is_loaded_when_one_row_is_refused(small: SmallBook, duckdb_engine: Engine) -> None:
    small.tables["prices"][0]["price"] = "0"
    small.refused(duckdb_engine)
    with pytest.raises(EngineError):
        duckdb_engine.rows(Query("c", "SELECT count(*) FROM customers", ("customers",)))


def test_an_absent_optional_table_is_an_empty_one_with_its_columns(
    small: SmallBook, duckdb_engine: Engine
) -> None:
    small.admit(duckdb_engine)
    query = Query("t", "SELECT id, amount, cost, day FROM trades", ("trades",))
    assert duckdb_engine.rows(query) == []


def test_a_file_that_changes_while_it_is_checked_is_refused(
    small: SmallBook, duckdb_engine: Engine, tmp_path: Path
) -> None:
    from hozen.workflows.door import admit

    book = small.write()

    def meddle(what: str, done: int, of: int) -> None:
        if what == "cross checks":
            (book.root / "customers.csv").write_bytes(b"customer_id\nC1\nC2\nC3\n")

    with pytest.raises(BookError, match="changed"):
        admit(book, duckdb_engine, rejects=tmp_path / "r", progress=meddle)
