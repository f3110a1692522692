"""The strict reader of book.toml: every refusal names file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from hozen.records.business_years import BusinessYears
from hozen.records.errors import BookError
from hozen.records.settings import Settings
from hozen.records.tables import BY_NAME
from hozen.values import BusinessDays, BusinessYear, Ratio

NAME = "book.toml"
ENCODINGS = ("utf-8", "shift_jis")
_REQUIRED = ("book", "firm", "business_year_start", "price_source")
_OPTIONAL = (
    "firm_ja",
    "business_days",
    "withdrawal_days",
    "transfer_days",
    "business_years",
    "buffer_limits",
    "columns",
    "encoding",
    "ownership",
    "providers",
)
_PROVIDERS = ("keeper_share_max", "technology_share_max")
_OWNERSHIP = ("valid_days", "statement_days", "send_to_self_days")
_COINS = re.compile(r"(0|[1-9][0-9]{0,19})(\.[0-9]{1,30})?")
_BOOK = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def read_settings(folder: Path) -> Settings:
    """Settings out of `folder`/book.toml. BookError, with the line, for anything not in the reference."""
    return _Toml.load(folder / NAME).settings()


@dataclass(frozen=True, slots=True)
class _Toml:
    path: Path
    text: str
    data: Mapping[str, object]

    @classmethod
    def load(cls, path: Path) -> _Toml:
        try:
            text = path.read_text(encoding="utf-8-sig")
            return cls(path, text, tomllib.loads(text))
        except FileNotFoundError as error:
            raise BookError(
                "the folder has no book.toml",
                where=str(path.parent),
                expected="a book.toml that names the firm",
                try_next="hozen sample DIR makes a book to copy from",
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BookError(f"book.toml cannot be read: {error}", where=str(path)) from error

    def settings(self) -> Settings:
        self._known(self.data, (*_REQUIRED, *_OPTIONAL), "")
        for key in _REQUIRED:
            if key not in self.data:
                self._refuse(key, f"{key} is missing", None, f"{key} = …")
        return Settings(
            book=self._book(),
            firm=self._text("firm"),
            firm_ja=self._text("firm_ja") if "firm_ja" in self.data else "",
            years=self._years(),
            business_days=self._business_days(),
            price_source=self._text("price_source"),
            buffer_limits=self._limits(),
            withdrawal_days=self._count_of_days("withdrawal_days"),
            transfer_days=self._count_of_days("transfer_days"),
            columns=self._columns(),
            encoding=self._encoding(),
            ownership_days=self._ownership_days(),
            provider_limits=self._provider_limits(),
        )

    def _refuse(self, key: str, message: str, found: object, expected: str) -> NoReturn:
        raise BookError(message, where=self._where(key), found=found, expected=expected)

    def _where(self, key: str) -> str:
        """File and line: 'section.name' is looked for below [section]."""
        section, _, name = key.rpartition(".")
        inside = not section
        for number, line in enumerate(self.text.splitlines(), 1):
            header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
            if header:
                inside = header[1].replace('"', "") in {section, key}
                if inside and header[1] == key:
                    return f"{self.path}, line {number}"
            elif inside and re.match(rf"""\s*["']?{re.escape(name)}["']?\s*=""", line):
                return f"{self.path}, line {number}"
        return str(self.path)

    def _known(self, found: Mapping[str, object], known: tuple[str, ...], section: str) -> None:
        for key in found:
            if key not in known:
                near = get_close_matches(key, known, 1)
                meant = f"{near[0]}?" if near else ", ".join(known)
                self._refuse(f"{section}{key}", f"book.toml has an unknown key {key!r}", key, meant)

    def _text(self, key: str) -> str:
        value = self.data[key]
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self._refuse(key, f"{key} must be a text", value, f'{key} = "…"')
        return value

    def _book(self) -> str:
        value = self._text("book")
        if not _BOOK.fullmatch(value):
            self._refuse("book", "the book's id is used in file names", value, "letters, digits, . _ -")
        return value

    def _business_days(self) -> BusinessDays:
        value = self.data.get("business_days", BusinessDays.BANK.value)
        kinds = [one.value for one in BusinessDays]
        if value not in kinds:
            self._refuse("business_days", "business_days is not a known count", value, " or ".join(kinds))
        return BusinessDays(value)

    def _count_of_days(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is None:
            return None
        if type(value) is not int or value < 1:
            self._refuse(key, f"{key} is a count of days", value, "1 or more")
        return value

    def _years(self) -> BusinessYears:
        start = self._text("business_year_start")
        expected = "month and day, e.g. 04-01 (not 02-29)"
        try:
            first = datetime.strptime(f"2001-{start}", "%Y-%m-%d").date()
        except ValueError:
            self._refuse("business_year_start", "business_year_start is not a day", start, expected)
        named = self.data.get("business_years", [])
        if not isinstance(named, list):
            self._refuse("business_years", "business_years is a list", named, "[[business_years]]")
        years = tuple(sorted(self._year(one) for one in named))
        for earlier, later in pairwise(years):
            if later.first <= earlier.last:
                self._refuse("business_years", "business years overlap", later.first, f"after {earlier.last}")
        return BusinessYears(first.month, first.day, years)

    def _year(self, one: object) -> BusinessYear:
        expected = "first = 2026-04-01 and last = 2027-03-31, at most twelve months"
        if not isinstance(one, dict) or set(one) != {"first", "last"}:
            self._refuse("business_years", "a business year has first and last", one, expected)
        first, last = one["first"], one["last"]
        if type(first) is not date or type(last) is not date or not 0 <= (last - first).days < 366:
            self._refuse("business_years", "a business year runs between two days", one, expected)
        return BusinessYear(first, last)

    def _section(self, key: str) -> Mapping[str, object]:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self._refuse(key, f"{key} is a section", value, f"[{key}]")
        return value

    def _limits(self) -> dict[str, str]:
        limits: dict[str, str] = {}
        for asset, coins in self._section("buffer_limits").items():
            if not isinstance(coins, str) or not _COINS.fullmatch(coins):
                key, expected = f"buffer_limits.{asset}", 'coins as a decimal string, e.g. "0.5"'
                self._refuse(key, "a buffer limit is not a plain decimal", coins, expected)
            limits[asset] = coins
        return limits

    def _columns(self) -> dict[str, dict[str, str]]:
        mapped: dict[str, dict[str, str]] = {}
        section = self._section("columns")
        self._known(section, tuple(BY_NAME), "columns.")
        for table, names in section.items():
            if not isinstance(names, dict):
                self._refuse(f"columns.{table}", "column names are a section", names, f"[columns.{table}]")
            known = tuple(column.name for column in BY_NAME[table].columns)
            self._known(names, known, f"columns.{table}.")
            mapped[table] = {name: self._file_name(table, name, theirs) for name, theirs in names.items()}
            self._once(table, mapped[table])
        return mapped

    def _file_name(self, table: str, name: str, theirs: object) -> str:
        if not isinstance(theirs, str) or not theirs or not theirs.isprintable():
            self._refuse(f"columns.{table}.{name}", "a column's name is a text", theirs, f'{name} = "…"')
        return theirs

    def _once(self, table: str, names: Mapping[str, str]) -> None:
        for name, theirs in names.items():
            if list(names.values()).count(theirs) > 1:
                key = f"columns.{table}.{name}"
                self._refuse(key, "two columns are read from one", theirs, "one file column for each")

    def _encoding(self) -> dict[str, str]:
        section = self._section("encoding")
        self._known(section, tuple(BY_NAME), "encoding.")
        for table, value in section.items():
            if value not in ENCODINGS:
                expected = " or ".join(ENCODINGS)
                self._refuse(f"encoding.{table}", "the encoding is not known", value, expected)
        return {table: str(value) for table, value in section.items()}

    def _ownership_days(self) -> dict[str, int]:
        days: dict[str, int] = {}
        section = self._section("ownership")
        self._known(section, _OWNERSHIP, "ownership.")
        for key, value in section.items():
            if type(value) is not int or value < 1:
                self._refuse(f"ownership.{key}", f"{key} is a count of days", value, "1 or more")
            days[key] = value
        return days

    def _provider_limits(self) -> dict[str, Ratio]:
        section = self._section("providers")
        self._known(section, _PROVIDERS, "providers.")
        return {key: self._share(f"providers.{key}", value) for key, value in section.items()}

    def _share(self, key: str, value: object) -> Ratio:
        expected = 'a share of the whole as a text, above 0 and at most 1, e.g. "0.6"'
        try:
            share = Ratio.parse(value if isinstance(value, str) else "")
        except ValueError:
            self._refuse(key, "a share is not a plain ratio", value, expected)
        if not Ratio.parse("0") < share <= Ratio.parse("1"):
            self._refuse(key, "a share is out of range", value, expected)
        return share
