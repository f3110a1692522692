"""The same arguments give the same bytes, however many threads make them and however little memory they have."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from hozen.records.provider_tables import PROVIDER_TABLES
from hozen.workflows.sample import make_sample

SIZE = {"customers": 30_000, "days": 1, "last_day": date(2026, 11, 1), "assets": 6, "trades": 130_000}


def prints(folder: Path) -> dict[str, str]:
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {one.relative_to(folder).as_posix(): sha256(one.read_bytes()).hexdigest() for one in files}


def made(folder: Path, **said: object) -> dict[str, str]:
    make_sample(folder, **{**SIZE, "wallets": 5_000, "plant": ("hot_excess",), **said})
    return prints(folder)


def test_threads_and_memory_do_not_show(tmp_path):
    # 30,000 customers have some 120,000 balances and there are 130,000 trades: above one row group of 122,880.
    one = made(tmp_path / "one", threads=1)
    assert len(one) > 12
    assert made(tmp_path / "three", threads=3) == one
    assert made(tmp_path / "small", threads=2, memory_limit="300MB") == one


def test_another_seed_gives_another_book_of_the_same_shape(tmp_path):
    one, other = made(tmp_path / "one", customers=50), made(tmp_path / "other", customers=50, seed=8)
    assert one.keys() == other.keys()
    same = {name for name in one if one[name] == other[name]}
    # The lists that are the same for every firm, the register of providers among them; cover and reserve, which
    # follow from the low end of the band; and the prices of the last day, which is all of a tape of one day.
    assert same == {
        *("assets.parquet", "trust_accounts.parquet", "prices.parquet"),
        *("policies.parquet", "reserve_positions.parquet"),
        *(f"{table.name}.parquet" for table in PROVIDER_TABLES),
    }


def test_the_days_before_do_not_depend_on_how_many_are_made(tmp_path):
    last = date(2026, 11, 3)
    made(tmp_path / "long", customers=50, days=3, last_day=last)
    made(tmp_path / "short", customers=50, days=1, last_day=last)
    place = "customer_balances/day=2026-11-03/part-000.parquet"
    assert (tmp_path / "long" / place).read_bytes() == (tmp_path / "short" / place).read_bytes()
