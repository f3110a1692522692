"""The report of the small exchange, worked out by hand, and of made-up exchanges, worked out by plain Python."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from carf_book import (
    ASSETS,
    AT,
    PERSON,
    PROFILE,
    PROFILES,
    RESIDENCE,
    TRADES,
    book_at,
    sources_at,
    written,
)
from carf_xml import C, doc_spec, roots, standing, totals_of, who, whole
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hozen.law import LawGap
from hozen.workflows.carf import CarfInput, build, validate
from hozen.workflows.sample import make_sample

COIN, ETHER = Fraction(1, 10**8), Fraction(1, 10**18)


def record(case, text: str):
    """The one record whose user's name holds the text."""
    (found,) = [node for node in standing(case.folder).values() if text in who(node)]
    return found


def test_who_is_reported(reported) -> None:
    """Germany's residents on 31 December 2026 and the company that a Frenchman controls; nobody else."""
    names = sorted(who(node) for node in standing(reported.folder).values())
    assert len(names) == reported.built.users == 4
    assert [next(one for one in ("Müller", "山田", "Kabushiki", "Ohne") if one in name) for name in names]
    assert (
        reported.built.chosen.dual == reported.built.chosen.uncertified == reported.built.chosen.margin == 1
    )


def test_the_totals_of_one_customer_by_hand(reported) -> None:
    """T1 and T4 are purchases, T2 is the last instant of the year, T0 and T3 lie outside; 5 + 10 units came by staking."""
    assert totals_of(record(reported, "Müller")) == {
        ("Bitcoin", "CryptoFiatIn", ""): (2, 10_000_000, 1 + COIN),
        ("Bitcoin", "CryptoFiatOut", ""): (1, 7_000_000, Fraction(1, 2)),
        ("Bitcoin", "CryptoToCryptoOut", ""): (1, 1_000_000, Fraction(1, 10)),
        ("Ether & Co", "CryptoToCryptoIn", ""): (1, 1_000_000, 2),
        ("Ether & Co", "CryptoTransferIn", "CARF502"): (2, 10, 15 * ETHER),
        ("Ether & Co", "CryptoTransferOut", "CARF601"): (1, 2, 4 * ETHER),
        ("Ether & Co", "CryptoTransferOut", "CARF606"): (1, 6, 8 * ETHER),
        ("Ether & Co", "TransferWallet", ""): (0, 6, 8 * ETHER),
        ("Ether & Co", "RRPT", ""): (1, 9_000_000, ETHER),
    }


def test_the_makers_side_is_the_other_one(reported) -> None:
    assert totals_of(record(reported, "山田")) == {("Bitcoin", "CryptoFiatOut", ""): (1, 0, COIN)}
    assert totals_of(record(reported, "Kabushiki")) == {
        ("Ether & Co", "CryptoFiatOut", ""): (1, 600_000, Fraction(1_500_000_000_000_000_001, 10**18))
    }


def test_residences_and_numbers(reported) -> None:
    """Both residences of who has two; Japan's number never; NOTIN where no number is held."""
    dual, entity = record(reported, "山田"), record(reported, "Kabushiki")
    assert [one.text for one in dual.iter(f"{C}ResCountryCode")] == ["DE", "JP"]
    assert [(one.text, dict(one.attrib)) for one in dual.iter(f"{C}TIN")] == [("NOTIN", {"unknown": "true"})]
    person = entity.find(f"{C}ControllingPerson")
    assert [one.text for one in person.iter(f"{C}TIN")] == ["FR-99"]
    assert [one.text for one in person.iter(f"{C}CtrlgPersonType")] == ["CARF801"]


def test_margin_derivatives_and_the_excluded_are_left_out(reported) -> None:
    """T9 to T10, T7 and T8 are nowhere: 30 and 200 yen more would show in the sums."""
    assert reported.built.entry.sums["fiat_in"] == {"transactions": 3, "yen": 10_000_200}


def test_a_choice_that_nobody_made_stops_the_report(tmp_path) -> None:
    book = book_at(tmp_path / "book")
    with pytest.raises(LawGap, match=r"carf\.choice"):
        build(book, 2026, sources_at(tmp_path / "beside", scenario=None), tmp_path / "out", at=AT)
    assert not list(tmp_path.glob("out/*"))


def test_who_lives_abroad_without_any_profile_is_a_choice_and_not_left_out_in_silence(tmp_path) -> None:
    """NOC lives in Germany, and the firm has no row at all of what NOC certified: as one that is still asked for."""
    profiles = [one for one in PROFILES if one[0] != "NOC"]
    book = book_at(tmp_path / "book", {"customer_tax_profiles": profiles})
    made = build(book, 2026, sources_at(tmp_path / "beside"), tmp_path / "out", at=AT)
    assert (made.users, made.chosen.uncertified) == (4, 1)
    assert made.entry.sums["fiat_in"] == {"transactions": 3, "yen": 10_000_200}  # 200 of them NOC's


def test_the_same_input_gives_the_same_bytes_and_another_time_another_reference(reported, tmp_path) -> None:
    again = build(reported.book, 2026, reported.sources, tmp_path / "again", at=AT)
    later = build(reported.book, 2026, reported.sources, tmp_path / "later", at=AT + timedelta(seconds=1))
    for name in ("N001.xml", "entry.json", "records-00000.parquet", "totals.parquet"):
        assert (tmp_path / "again/0001" / name).read_bytes() == (reported.folder / "0001" / name).read_bytes()
    refs = {one.entry.messages[0].ref for one in (again, later)}
    assert len(refs) == 2


def test_a_report_in_several_files_holds_the_same(reported, tmp_path) -> None:
    """Each file is under the limit, the provider is new in the first alone, and no reference is there twice."""
    built = build(reported.book, 2026, reported.sources, tmp_path / "parts", at=AT, most=18_500)
    files = built.entry.messages
    assert len(files) > 1
    assert all(one.size <= 18_500 for one in files)
    assert sum(one.users for one in files) == 4
    assert whole(tmp_path / "parts") == whole(reported.folder)
    providers = [doc_spec(root.find(f"{C}CARFBody/{C}RCASP")) for root in roots(tmp_path / "parts")]
    assert [one[0] for one in providers] == ["OECD1"] + ["OECD0"] * (len(files) - 1)
    assert len({one[1] for one in providers}) == 1


def test_a_limit_below_the_largest_record_is_refused(reported, tmp_path) -> None:
    with pytest.raises(CarfInput, match="largest record"):
        build(reported.book, 2026, reported.sources, tmp_path / "x", at=AT, most=12_000)


@pytest.mark.parametrize(("hour", "message"), [(14, "not over"), (15, "terms cannot be read")])
def test_a_year_that_is_not_over_is_refused(hour, message, reported, tmp_path) -> None:
    """The year ends at 15:00 UTC on 31 December; from then on the next thing that is asked for is missed."""
    sources = replace(reported.sources, terms=tmp_path / "none.yaml")
    with pytest.raises(CarfInput, match=message):
        build(reported.book, 2026, sources, tmp_path / "x", at=datetime(2026, 12, 31, hour, tzinfo=UTC))


def test_a_kind_that_its_category_does_not_have_is_refused(tmp_path) -> None:
    row = ("R9", "2026-06-04T00:00:00Z", "D1", "ETH", "transfer_out", "airdrop", "1", "1", "", "")
    book = book_at(tmp_path / "book", {"relevant_transactions": [row]})
    with pytest.raises(CarfInput, match="a kind that its category") as refusal:
        build(book, 2026, sources_at(tmp_path / "beside"), tmp_path / "out", at=AT)
    assert refusal.value.found == "1 rows, the first R9"


TRADED = st.lists(
    st.tuples(
        st.sampled_from(["BTC", "ETH"]),
        st.sampled_from(["buy", "sell"]),
        st.sampled_from(["house", "D1", "NOC", "JP1"]),
        st.sampled_from(["D1", "DUAL", "KY1"]),
        st.integers(0, 10**24),
        st.integers(0, 10**13),
        st.integers(-3, 368),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(TRADED)
def test_the_totals_of_the_messages_are_those_of_the_book(rows) -> None:
    """A plain count over the rows as the oracle: exact, whatever was traded."""
    start = datetime(2025, 12, 31, 15, tzinfo=UTC)  # the first instant of 2026 in Japan
    trades, expected = [TRADES[0]], defaultdict(lambda: (0, Fraction(0), Fraction(0)))
    names = {asset: (name, decimals) for asset, name, decimals in ASSETS}
    for number, (asset, side, maker, taker, units, yen, day) in enumerate(rows):
        at = start + timedelta(days=day)
        trades.append(
            (f"X{number}", f"{at:%Y-%m-%dT%H:%M:%SZ}", asset, side, maker, taker, "spot", units, "", yen)
        )
        for account, buys in ((taker, side == "buy"), (maker, side == "sell")):
            if account in ("D1", "DUAL", "NOC") and 0 <= day < 365:
                name, decimals = names[asset]
                key = (name, "CryptoFiatIn" if buys else "CryptoFiatOut")
                count, before, coins = expected[key]
                expected[key] = (count + 1, before + yen, coins + Fraction(units, 10**decimals))
    with TemporaryDirectory() as root:
        book = book_at(Path(root) / "book", {"trades": trades, "relevant_transactions": []})
        build(book, 2026, sources_at(Path(root) / "beside"), Path(root) / "out", at=AT)
        assert whole(Path(root) / "out") == dict(expected)


def test_a_sample_exchange_reports_its_customers_abroad(tmp_path) -> None:
    """Every fifth customer of a made sample lives in Germany; its file is of the schema, its sums are of the tape."""
    made = make_sample(tmp_path / "book", customers=40, days=1, trades=200, last_day=date(2026, 3, 31))
    customers = [
        one
        for (one,) in duckdb.sql(
            f"SELECT customer_id FROM '{made.folder}/customers.parquet' ORDER BY 1"
        ).fetchall()
    ]
    abroad = customers[::5]
    profiles = [(one, "2026-02-01", "individual", "valid", "2026-02-01", "", "", "", "") for one in customers]
    lives = [(one, "", "DE" if one in abroad else "JP", "2020-01-01", "", "not_issued") for one in customers]
    written(made.folder / "customer_tax_profiles.csv", PROFILE, profiles)
    written(made.folder / "customer_tax_residences.csv", RESIDENCE, lives)
    sources = sources_at(tmp_path / "beside")
    people = [
        (one, "", "A", one, "", "1980-01-01", "", "", "DE", "Ulm", "", "", "", "", "", "") for one in abroad
    ]
    written(sources.people / "people.csv", PERSON, people)
    built = build(made.folder, 2026, sources, tmp_path / "out", at=AT)
    assert validate(tmp_path / "out", Path(__file__).parent / "schema").problems == ()
    ids = ", ".join(f"'{one}'" for one in abroad)
    ((count, yen),) = duckdb.sql(
        f"SELECT sum((taker IN ({ids}))::INT + (maker IN ({ids}))::INT),"
        f" sum(cost * ((taker IN ({ids}))::INT + (maker IN ({ids}))::INT))"
        f" FROM '{made.folder}/trades/**/*.parquet' WHERE product = 'spot'"
    ).fetchall()
    sums = built.entry.sums
    assert count == sum(one["transactions"] for one in sums.values()) > 10
    assert yen == sum(one["yen"] for one in sums.values())
