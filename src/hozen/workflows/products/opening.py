"""A register from wherever it is: the one that comes with hozen, a folder of CSV files, or a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hozen.records import Book, Table
from hozen.records.product_tables import PRODUCT_TABLES
from hozen.rules.products import Register
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.look_at_book import Progress, let_in
from hozen.workflows.products.reading import read_register, rows_of
from hozen.workflows.products.register_files import read_folder, write_folder

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Opened:
    """開いた登録簿: the register, and what it is called: a book's name, a folder's, or '' for the shipped one."""

    name: str
    register: Register


def shipped_register() -> Register:
    """The tokens that public sources name for Japan's exchanges. See docs/reference/product-register.md."""
    return read_folder(SHIPPED)


def is_book(path: Path) -> bool:
    """Whether `path` is a book folder, and not a folder of the register alone."""
    return (path / "book.toml").is_file()


def open_register(
    source: str | Path | None = None, *, memory_limit: str = "4GB", progress: Progress | None = None
) -> Opened:
    """`source`: a book, a folder of CSV files, or None for the register that comes with hozen.

    ProductsFile, or RowsRefused and BookError where a book does not pass the door.
    """
    if source is None:
        return Opened("", shipped_register())
    path = Path(source)
    if not is_book(path):
        return Opened(path.name, read_folder(path))
    book = Book.open(path)
    with engine_at_home("duckdb", memory_limit) as engine:
        let_in(book, engine, progress)
        return Opened(book.settings.book, read_register(engine))


def export_register(
    source: str | Path | None, target: Path, *, memory_limit: str = "4GB"
) -> tuple[Path, ...]:
    """Write the register's tables as CSV files to a new folder; the paths. The same errors as `open_register`."""
    if source is not None and is_book(Path(source)):
        book = Book.open(Path(source))
        with engine_at_home("duckdb", memory_limit) as engine:
            let_in(book, engine)
            return write_folder({table: rows_of(engine, table) for table in PRODUCT_TABLES}, target)
    register = open_register(source).register
    return write_folder(tables_of(register), target)


def tables_of(register: Register) -> Mapping[Table, Sequence[Sequence[object]]]:
    """The register's rows in the columns of the contracts."""
    listed = (
        [_flat(one) for one in rows]
        for rows in (
            register.products,
            register.tickers,
            register.classes,
            register.decisions,
            register.versions,
            register.said,
        )
    )
    return dict(zip(PRODUCT_TABLES, listed, strict=True))


def _flat(row: object) -> list[object]:
    cells: list[object] = []
    for name in row.__slots__:  # type: ignore[attr-defined]  # rows are slotted dataclasses, in the contract's order
        value = getattr(row, name)
        cells += [value.since, value.until] if name == "period" else [value]
    return cells
