"""The page on book.toml: its example is read by the real reader, and every key that the reader knows is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from reference.pages import REFERENCE

from hozen.records import read_settings
from hozen.values import BusinessDays

PAGE = (REFERENCE / "book-toml.md").read_text("utf-8")


def test_the_example_is_a_book_toml(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    (tmp_path / "book.toml").write_text(example, encoding="utf-8")
    found = read_settings.read_settings(tmp_path)
    assert (found.book, found.withdrawal_days, found.business_days) == ("acme-main", 3, BusinessDays.BANK)
    assert found.transfer_days == 2
    assert found.buffer_limits == {"BTC": "0.5"}
    assert found.columns["customer_balances"] == {"customer_id": "user_no", "units": "amount_sat"}
    assert found.encoding == {"customers": "shift_jis"}
    assert found.business_year_of(date(2025, 12, 31)).last == date(2025, 12, 31)


def test_the_table_has_every_key_and_says_which_are_needed() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", PAGE, re.MULTILINE))
    needed = dict.fromkeys(read_settings._REQUIRED, "yes") | dict.fromkeys(read_settings._OPTIONAL, "no")
    assert rows == needed
