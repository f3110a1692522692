"""camt.053: what a statement says, and what makes it none."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat

import pytest
from outside_files import EXAMPLES

from hozen.records.importers import BankEntry, BankStatement, ImportRefused, read_camt053

LATEST = date(2027, 11, 20)
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def bal(kind: str, yen: str, sign: str = "CRDT", currency: str = "JPY", day: str = "2026-11-20") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{yen}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def ntry(yen: str, sign: str = "CRDT", status: str = "<Sts><Cd>BOOK</Cd></Sts>", more: str = "") -> str:
    return (
        f"<Ntry><Amt Ccy='JPY'>{yen}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}{status}"
        "<BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>"
    )


def document(inner: str, namespace: str = NAMESPACE, head: str = "") -> bytes:
    text = (
        f"{head}<Document xmlns='{namespace}'><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>{inner}"
        "</BkToCstmrStmt></Document>"
    )
    return text.encode()


def stmt(*parts: str, number: str = "S1", account: str = "A1") -> str:
    head = f"<Id>{number}</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>JPY</Ccy></Acct>"
    return f"<Stmt>{head}{''.join(parts)}</Stmt>"


SOUND = (
    bal("OPBD", "1000"),
    bal("CLBD", "1200"),
    ntry("500"),
    ntry("300", "DBIT"),
)  # 1000 + 500 − 300 = 1200


def read(data: bytes) -> list[BankEntry | BankStatement]:
    return list(read_camt053(io.BytesIO(data), "s.xml", LATEST))


def refused(data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read(data)
    return refusal.value


def test_the_example_is_read() -> None:
    first, second, statement = read((EXAMPLES / "statement.camt053.xml").read_bytes())
    assert isinstance(first, BankEntry)
    assert (first.yen, first.reference, first.text) == (300_000, "K1120-0001", "信託追加 11月20日")
    assert first.counterparty == "アクメ取引所"
    assert isinstance(second, BankEntry)
    assert second.yen == -120_000
    assert isinstance(statement, BankStatement)
    assert (statement.opening, statement.closing, statement.available) == (1_500_000, 1_680_000, 1_680_000)
    assert (statement.account, statement.day) == ("0009-210-1-1234567", date(2026, 11, 20))


@pytest.mark.parametrize("version", ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"])
def test_every_version_from_02_to_12_is_read(version) -> None:
    status = "<Sts>BOOK</Sts>" if version < "08" else "<Sts><Cd>BOOK</Cd></Sts>"
    parts = (bal("OPBD", "0"), bal("CLBD", "7"), ntry("7", status=status))
    found = read(document(stmt(*parts), NAMESPACE[:-2] + version))
    assert [one.yen for one in found if isinstance(one, BankEntry)] == [7]


@pytest.mark.parametrize(
    "namespace",
    [
        "urn:iso:std:iso:20022:tech:xsd:camt.053.001.01",
        "urn:iso:std:iso:20022:tech:xsd:camt.053.001.13",
        "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08",
        "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08",
        "",
    ],
)
def test_another_message_is_refused(namespace) -> None:
    assert "another message" in refused(document(stmt(*SOUND), namespace)).message


def test_several_statements_keep_apart() -> None:
    found = read(document(stmt(*SOUND) + stmt(bal("OPBD", "5"), bal("CLBD", "5"), number="S2", account="A2")))
    said = [(one.account, one.opening, one.closing) for one in found if isinstance(one, BankStatement)]
    assert said == [("A1", 1000, 1200), ("A2", 5, 5)]


def test_an_entry_that_is_not_booked_is_counted_and_nothing_else() -> None:
    pending = ntry("99", status="<Sts><Cd>PDNG</Cd></Sts>")
    found = read(document(stmt(*SOUND, pending)))
    statement = found[-1]
    assert isinstance(statement, BankStatement)
    assert (statement.entries, statement.pending, len(found)) == (2, 1, 3)


@pytest.mark.parametrize("status", ["PDNG", "INFO", "FUTR", ""])
def test_only_what_is_booked_counts(status) -> None:
    found = read(document(stmt(*SOUND, ntry("99", status=f"<Sts><Cd>{status}</Cd></Sts>"))))
    assert [one.yen for one in found if isinstance(one, BankEntry)] == [500, -300]


def test_the_banks_counts_say_nothing_beside_entries_that_are_not_booked() -> None:
    # The bank counts 3 entries: two that are booked, and one that is not.
    stated = "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>"
    pending = ntry("99", status="<Sts><Cd>PDNG</Cd></Sts>")
    assert len(read(document(stmt(*SOUND[:2], stated, *SOUND[2:], pending)))) == 3


def test_a_reversal_keeps_the_direction_that_the_bank_gives_it() -> None:
    back = ntry("300", "CRDT", more="<RvslInd>true</RvslInd>")
    found = read(document(stmt(bal("OPBD", "0"), bal("CLBD", "0"), ntry("300", "DBIT"), back)))
    assert [(one.yen, one.reversal) for one in found if isinstance(one, BankEntry)] == [
        (-300, False),
        (300, True),
    ]


def test_an_overdraft_is_negative() -> None:
    statement = read(document(stmt(bal("OPBD", "5", "DBIT"), bal("CLBD", "5", "DBIT"))))[-1]
    assert isinstance(statement, BankStatement)
    assert statement.closing == -5


def test_prcd_stands_for_the_opening_balance() -> None:
    statement = read(document(stmt(bal("PRCD", "1"), bal("CLBD", "1"))))[-1]
    assert isinstance(statement, BankStatement)
    assert statement.opening == 1


@pytest.mark.parametrize("closing", ["1199", "1201"])
def test_entries_that_do_not_lead_to_the_closing_balance_are_refused(closing) -> None:
    error = refused(document(stmt(bal("OPBD", "1000"), bal("CLBD", closing), *SOUND[2:])))
    assert "do not lead" in error.message
    assert "= 1200" in str(error.expected)


@pytest.mark.parametrize(
    "stated",
    [
        "<TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>",
        "<TtlNtries><Sum>799</Sum></TtlNtries>",
        "<TtlCdtNtries><Sum>501</Sum></TtlCdtNtries>",
        "<TtlDbtNtries><NbOfNtries>0</NbOfNtries></TtlDbtNtries>",
    ],
)
def test_the_banks_own_counts_and_sums_are_compared(stated) -> None:
    error = refused(document(stmt(*SOUND[:2], f"<TxsSummry>{stated}</TxsSummry>", *SOUND[2:])))
    assert "is not what its entries come to" in error.message


def test_the_banks_own_counts_and_sums_that_fit_are_let_in() -> None:
    stated = "<TtlNtries><NbOfNtries>2</NbOfNtries><Sum>800</Sum></TtlNtries>"
    assert len(read(document(stmt(*SOUND[:2], f"<TxsSummry>{stated}</TxsSummry>", *SOUND[2:])))) == 3


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (bal("CLBD", "1", currency="USD"), "another currency"),
        (bal("CLBD", "1.50"), "more digits"),
        (bal("CLBD", "NaN"), "not an amount"),
        (bal("CLBD", "-1"), "not an amount"),
        (bal("CLBD", "1", sign="CREDIT"), "no direction"),
        (bal("CLBD", "1", day="2206-11-20"), "cannot be meant"),
        (bal("CLBD", "1", day="20 Nov"), "not a day"),
        (bal("CLBD", "1") + bal("CLBD", "2"), "stands twice"),
        (bal("OPBD", "1"), "no closing booked balance"),
        (bal("CLBD", "1"), "no opening booked balance"),
        (bal("CLBD", "1") + "<Acct><Id><Othr><Id>A2</Id></Othr></Id></Acct>", "two accounts"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_line(part, message) -> None:
    error = refused(document(stmt(part)))
    assert message in error.message
    assert "s.xml, line 1" in str(error.where)


@pytest.mark.parametrize(
    ("booked", "fits"), [("2026-11-19", True), ("2026-11-20", True), ("2026-11-21", False)]
)
def test_an_entry_booked_after_the_statements_day_is_of_another_day(booked, fits) -> None:
    late = document(stmt(*SOUND)).replace(b"<BookgDt><Dt>2026-11-20", b"<BookgDt><Dt>" + booked.encode(), 1)
    if fits:
        assert len(read(late)) == 3
    else:
        assert "booked after" in refused(late).message


def test_part_of_a_yen_that_is_zero_is_no_part_of_a_yen() -> None:
    statement = read(document(stmt(bal("OPBD", "1200.0"), bal("CLBD", "1200.00"))))[-1]
    assert isinstance(statement, BankStatement)
    assert statement.closing == 1200


BOMB = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE d SYSTEM 'http://example.com/d.dtd'>"])
def test_a_document_type_is_refused_so_there_are_no_bombs_and_nothing_from_elsewhere(head) -> None:
    assert "document type" in refused(document(stmt(*SOUND), head=head)).message


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut() -> None:
    whole = document(stmt(*SOUND))
    for length in range(0, len(whole), 37):
        refused(whole[:length])


def test_elements_without_end_are_refused() -> None:
    deep = "<X>" * 100
    assert "too deep" in refused(document(f"<Stmt><Ntry>{deep}")).message


@pytest.mark.parametrize("begun", [b"<!-- ", b"<GrpHdr a='", b"<?x "])
def test_a_remark_or_tag_without_end_is_refused_before_it_is_held_whole(begun) -> None:
    head = document("@").partition(b"@")[0] + begun

    class NoEnd:
        def __init__(self) -> None:
            self.parts = chain([head], repeat(b"x" * 65_536))

        def read(self, _size: int) -> bytes:
            return next(self.parts)

    with pytest.raises(ImportRefused, match="does not end"):
        list(read_camt053(NoEnd(), "s.xml", LATEST))  # type: ignore[arg-type]  # reads only


@pytest.mark.parametrize("data", [b"", b"MT940", b"\xff\xfe<\x00", "<Document>".encode("utf-16")[:9]])
def test_what_is_no_xml_is_refused(data) -> None:
    refused(data)


def test_another_encoding_that_xml_declares_is_read_and_a_wrong_one_refused() -> None:
    text = "<?xml version='1.0' encoding='UTF-8'?>" + document(stmt(*SOUND)).decode().replace("M<", "信託<")
    assert len(read(text.encode())) == 3
    refused(text.encode("cp932"))


@dataclass
class Endless:
    """A statement of many entries that is written only as it is read."""

    entries: int
    _at: int = -1

    def read(self, _size: int) -> bytes:
        self._at += 1
        if self._at == 0:
            whole = document(stmt(bal("OPBD", "0"), bal("CLBD", str(self.entries * 100)), "@"))
            self.tail = whole.partition(b"@")[2]
            return whole.partition(b"@")[0]
        if self._at <= self.entries // 100:
            return ntry("100").encode() * 100
        return self.tail if self._at == self.entries // 100 + 1 else b""


def test_memory_does_not_grow_with_the_file() -> None:
    peaks = []
    for entries in (1_000, 8_000):
        tracemalloc.start()
        count = sum(1 for _ in read_camt053(Endless(entries), "s.xml", LATEST))  # type: ignore[arg-type]  # reads only
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == entries + 1
    assert peaks[1] < peaks[0] * 2
