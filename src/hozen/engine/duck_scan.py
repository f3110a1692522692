"""FROM expressions by which DuckDB reads a book's files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hozen.engine.csv_file import as_utf8, check_records, header
from hozen.engine.scan_options import MAX_LINE, ScanOptions
from hozen.engine.sql_text import quote


def scan_parquet(paths: Sequence[Path], options: ScanOptions) -> str:
    """Columns are matched by name; a file that lacks one gives NULLs."""
    files = "[" + ", ".join(quote(str(path)) for path in paths) + "]"
    if not options.position:
        return f"read_parquet({files}, union_by_name = true, hive_partitioning = false)"
    read = f"read_parquet({files}, union_by_name = true, hive_partitioning = false, filename = true, file_row_number = true)"
    return f"(SELECT * REPLACE (file_row_number + 1 AS file_row_number) FROM {read})"


def scan_csv(paths: Sequence[Path], options: ScanOptions, temp: Path) -> str:
    """Every column as text, an empty field as NULL. Files may order their columns differently."""
    headers = [header(path, options) for path in paths]
    if len(set(headers)) == 1 and not options.position:
        files = [_text(path, options, temp) for path in paths]
        return _read_csv(files, headers[0], options)
    parts = [_one(path, names, options, temp) for path, names in zip(paths, headers, strict=True)]
    return "(" + " UNION ALL BY NAME ".join(parts) + ")"


def _one(path: Path, names: Sequence[str], options: ScanOptions, temp: Path) -> str:
    read = _read_csv([_text(path, options, temp)], names, options)
    if not options.position:
        return f"SELECT * FROM {read}"
    # Without PARTITION or ORDER, DuckDB numbers the rows as they stand in the file.
    position = f"{quote(str(path))} AS filename, row_number() OVER () AS file_row_number"
    return f"SELECT *, {position} FROM {read}"


def _text(path: Path, options: ScanOptions, temp: Path) -> Path:
    text = as_utf8(path, options.encoding, temp)
    check_records(text, options.of_utf8())
    return text


def _read_csv(paths: Sequence[Path], names: Sequence[str], options: ScanOptions) -> str:
    files = "[" + ", ".join(quote(str(path)) for path in paths) + "]"
    columns = "{" + ", ".join(f"{quote(name)}: 'VARCHAR'" for name in names) + "}"
    # Nothing is guessed: the line end alone is detected, and a file that mixes two is refused.
    return (
        f"read_csv({files}, auto_detect = false, header = true, columns = {columns}, "
        f"delim = {quote(options.delimiter)}, quote = '\"', escape = '\"', "
        f"max_line_size = {MAX_LINE}, strict_mode = true)"
    )
