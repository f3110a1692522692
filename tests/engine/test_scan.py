"""A book's files through the engine: broken ones are named, sound ones read alike on both engines."""

import contextlib
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hozen.engine import EngineError, ScanOptions, open_engine, physical_lines
from hozen.records import Query


def read(engine, paths, kind="csv", columns="*", order="1", **options):
    paths = [paths] if not isinstance(paths, list) else paths
    source = engine.scan(paths, kind, options)
    return engine.rows(Query("scan", f"SELECT {columns} FROM {source} AS s ORDER BY {order}", ()))


@pytest.fixture
def put(tmp_path):
    """Write bytes or text under a name."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


class TestSoundCsv:
    def test_every_column_is_text_just_as_written(self, engine, put):
        path = put("a.csv", "id,units\n1,007\n2,1e400\n3, 5 \n4,NaN\n5,2026-11-20\n")
        assert read(engine, path) == [
            ("1", "007"),
            ("2", "1e400"),
            ("3", " 5 "),
            ("4", "NaN"),
            ("5", "2026-11-20"),
        ]

    def test_an_empty_field_is_null_quoted_or_not(self, engine, put):
        assert read(engine, put("a.csv", 'id,x\n1,\n2,""\n')) == [("1", None), ("2", None)]

    def test_quotes_delimiters_and_line_ends_inside_a_field(self, engine, put):
        path = put("a.csv", 'id,x\n1,"a,b"\n2,"say ""no"""\n3,"two\nlines"\n4,last')
        assert read(engine, path) == [("1", "a,b"), ("2", 'say "no"'), ("3", "two\nlines"), ("4", "last")]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end(self, engine, put, end):
        assert read(engine, put("a.csv", end.join(["id,x", "1,a", "2,b", ""]))) == [("1", "a"), ("2", "b")]

    def test_a_byte_order_mark_is_no_part_of_the_first_name(self, engine, put):
        assert read(engine, put("a.csv", "id,x\n1,東\n", "utf-8-sig"), columns="id, x") == [("1", "東")]

    @pytest.mark.parametrize("encoding", ["cp932", "shift_jis", "euc_jp", "utf-16"])
    def test_japanese_encodings(self, engine, put, encoding):
        path = put("a.csv", "id,名\n1,株式会社髙\n" if encoding == "cp932" else "id,名\n1,東京\n", encoding)
        expected = "株式会社髙" if encoding == "cp932" else "東京"
        assert read(engine, path, encoding=encoding) == [("1", expected)]

    def test_shift_jis_is_what_japanese_systems_write_under_that_name(self, engine, put):
        # ① is in cp932 but not in the JIS standard's own Shift_JIS.
        assert read(engine, put("a.csv", "id,x\n1,①\n", "cp932"), encoding="Shift_JIS") == [("1", "①")]

    def test_another_delimiter(self, engine, put):
        assert read(engine, put("a.csv", "id;x\n1;a,b\n"), delimiter=";") == [("1", "a,b")]

    def test_files_may_order_their_columns_differently(self, engine, put):
        paths = [put("a.csv", "id,x\n1,a\n"), put("b.csv", "x,id,more\nb,2,m\n")]
        assert read(engine, paths, columns="id, x, more") == [("1", "a", None), ("2", "b", "m")]

    def test_a_header_alone_has_no_rows(self, engine, put):
        assert read(engine, put("a.csv", "id,x\n")) == []

    def test_an_awkward_file_name(self, engine, put):
        path = put("o'neil & co 50%/日本 a.csv", "id,x\n1,a\n")
        assert read(engine, path, position="true") == [("1", "a", str(path), 1)]


class TestPosition:
    def test_csv_rows_are_numbered_from_one_in_each_file(self, engine, put):
        paths = [put("a.csv", 'id,x\n9,"1\n2"\n8,b\n'), put("b.csv", "id,x\n7,c\n")]
        found = read(engine, paths, columns="filename, file_row_number, id", order="1, 2", position="true")
        assert found == [(str(paths[0]), 1, "9"), (str(paths[0]), 2, "8"), (str(paths[1]), 1, "7")]

    def test_parquet_rows_are_numbered_the_same_way(self, engine, tmp_path):
        paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
        pq.write_table(pa.table({"id": ["9", "8", "5"]}), paths[0], row_group_size=2)
        pq.write_table(pa.table({"id": ["7"], "more": [1]}), paths[1])
        found = read(engine, paths, "parquet", "filename, file_row_number, id, more", "1, 2", position="true")
        a, b = map(str, paths)
        assert found == [(a, 1, "9", None), (a, 2, "8", None), (a, 3, "5", None), (b, 1, "7", 1)]

    def test_the_numbers_hold_in_a_file_of_many_buffers_and_quoted_line_ends(self, engine, put):
        lines = (f'{n},"{"x" * (n % 97)}\n{"y" * (n % 89)}"' for n in range(1, 400_001))
        path = put("a.csv", "id,x\n" + "\n".join(lines) + "\n")
        source = engine.scan([path], "csv", {"position": "true"})
        wrong = f"SELECT count(*), sum(CASE WHEN CAST(id AS BIGINT) <> file_row_number THEN 1 ELSE 0 END) FROM {source}"
        assert engine.rows(Query("wrong", wrong, ())) == [(400_000, 0)]

    def test_a_row_is_found_on_its_physical_line(self, put):
        # Header on line 1; row 1 on 2 and 3; a blank line 4; row 2 on 5; row 3 on 6.
        path = put("a.csv", 'id,x\r\n1,"a\r\nb"\r\n\r\n2,c\r\n3,d\r\n')
        assert physical_lines(path, [1, 2, 3], ScanOptions()) == {1: 2, 2: 5, 3: 6}

    def test_a_blank_line_in_one_column_is_a_row(self, engine, put):
        path = put("a.csv", "id\n1\n\n2\n")
        numbered = read(engine, path, order="file_row_number", columns="id, file_row_number", position="true")
        if engine.name == "duckdb":
            assert numbered == [("1", 1), (None, 2), ("2", 3)]
            assert physical_lines(path, [3], ScanOptions()) == {3: 4}


class TestBrokenCsv:
    def refused(self, engine, path, **options):
        with pytest.raises(EngineError) as refused:
            read(engine, path, **options)
        text = str(refused.value)
        assert path.name in text
        return text

    @pytest.mark.parametrize(
        "content",
        ["id,x\n1,a\n2\n", "id,x\n1,a,b\n", 'id,x\n1,"open\n', 'id,x\n1,"a"b\n'],
        ids=["too few fields", "too many fields", "open quote", "text after a quote"],
    )
    def test_a_malformed_row_is_refused(self, engine, put, content):
        self.refused(engine, put("bad.csv", content))

    def test_mixed_line_ends_are_refused_or_read_whole_never_in_part(self, engine, put):
        path = put("bad.csv", "id,x\r\n1,a\n2,b\r\n3,c\n")
        with contextlib.suppress(EngineError):
            assert [row[0] for row in read(engine, path)] == ["1", "2", "3"]

    @pytest.mark.parametrize("content", ["", "\n", "\ufeff"], ids=["empty", "blank", "mark alone"])
    def test_a_file_without_a_header(self, engine, put, content):
        self.refused(engine, put("bad.csv", content))

    @pytest.mark.parametrize("head", ["id,id", "id,", "id, id"])
    def test_a_header_with_an_empty_or_doubled_name(self, engine, put, head):
        self.refused(engine, put("bad.csv", f"{head}\n1,2\n"))

    def test_bytes_of_another_encoding_are_refused_with_their_line_not_replaced(self, engine, put):
        path = put("bad.csv", b"id,x\n1,a\n2," + "東".encode("cp932") + b"\n")
        assert "bad.csv:3" in self.refused(engine, path)

    def test_bytes_that_the_named_encoding_lacks(self, engine, put):
        path = put("bad.csv", b"id,x\n1,\x81\x20\n")
        assert "cp932" in self.refused(engine, path, encoding="cp932")

    def test_a_line_of_three_megabytes_is_refused(self, engine, put):
        self.refused(engine, put("bad.csv", "id,x\n1,a\n2," + "x" * 3_000_000 + "\n3,c\n"))

    @pytest.mark.parametrize("end", ["", "\n", "\n2,b\n"])
    def test_a_last_line_longer_than_any_buffer_is_refused_not_dropped(self, engine, put, end):
        # DuckDB itself answers no rows at all here, and no error.
        self.refused(engine, put("bad.csv", "id,x\n1," + "x" * 40_000_000 + end))

    def test_an_open_quote_that_swallows_many_short_lines_is_refused(self, engine, put):
        self.refused(engine, put("bad.csv", 'id,x\n1,"a\n' + "2,b\n" * 1_000_000))

    def test_a_quote_inside_a_plain_field_is_text_in_a_file_of_any_length(self, engine, put):
        path = put("a.csv", 'id,x\n1,5"7\n' + "2,b\n" * 400_000)
        found = read(engine, path, columns="count(*), min(x)")
        assert found == [(400_001, '5"7')]

    def test_a_header_of_three_megabytes_is_refused(self, engine, put):
        self.refused(engine, put("bad.csv", "x" * 3_000_000))


class TestBrokenParquet:
    @pytest.fixture
    def sound(self, tmp_path):
        path = tmp_path / "sound.parquet"
        units = pa.array([Decimal(n * 10**18) for n in range(5000)], pa.decimal128(38, 0))
        pq.write_table(
            pa.table({"id": [f"c{n}" for n in range(5000)], "units": units}), path, compression="zstd"
        )
        return path

    def refused(self, engine, sound, content):
        bad = sound.with_name("bad.parquet")
        bad.write_bytes(content)
        with pytest.raises(EngineError) as refused:
            read(engine, [sound, bad], "parquet", "min(length(id)), sum(units)")
        assert "bad.parquet" in str(refused.value)

    @pytest.mark.parametrize("keep", [0, 3, 8, 1000, -1, -9])
    def test_a_truncated_file_is_named(self, engine, sound, keep):
        self.refused(engine, sound, sound.read_bytes()[:keep])

    @pytest.mark.parametrize("at", [4, 60, 3000])
    def test_a_damaged_page_is_named(self, engine, sound, at):
        content = bytearray(sound.read_bytes())
        content[at : at + 200] = b"\xff" * 200
        self.refused(engine, sound, bytes(content))

    def test_csv_under_the_name_of_parquet(self, engine, sound):
        self.refused(engine, sound, b"id,units\n1,2\n" * 100)


class TestRefusedBeforeReading:
    def test_a_missing_file_and_a_folder(self, engine, tmp_path):
        for path in (tmp_path / "gone.csv", tmp_path):
            with pytest.raises(EngineError, match="not a file"):
                engine.scan([path], "csv", {})

    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("xlsx", {}),
            ("csv", {"header": "false"}),
            ("csv", {"encoding": "klingon"}),
            ("csv", {"delimiter": ",,"}),
            ("csv", {"delimiter": '"'}),
        ],
    )
    def test_what_a_scan_does_not_know(self, engine, put, kind, options):
        with pytest.raises(EngineError):
            engine.scan([put("a.csv", "id\n1\n")], kind, options)

    def test_there_are_two_engines(self):
        with pytest.raises(EngineError, match="duckdb or spark"):
            open_engine("polars")
