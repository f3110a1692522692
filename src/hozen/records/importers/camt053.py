"""ISO 20022 camt.053: bank-to-customer statements, versions 001.02 to 001.12."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from hozen.records.importers.amounts import YEN_DECIMALS, day_or_instant, units_of, whole_of
from hozen.records.importers.bank import BankEntry, BankItems, BankStatement, Sums, must_be, must_be_yen
from hozen.records.importers.errors import Place
from hozen.records.importers.xml_events import Closed, Node, Opened, XmlRecords

VERSION = "1"
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-2])")
_HOLDERS = ("Document", "BkToCstmrStmt", "Stmt")
_SIGNS = {"CRDT": 1, "DBIT": -1}
_OPENING, _CLOSING, _AVAILABLE = ("OPBD", "PRCD"), "CLBD", "CLAV"
_TEXT_LENGTH = 400


@dataclass(slots=True)
class _Open:
    """A statement that is being read."""

    place: Place
    latest: date
    account: str = ""
    statement_id: str = ""
    balances: dict[str, tuple[int, date]] = field(default_factory=dict)
    stated: Node | None = None
    sums: Sums = field(default_factory=Sums)
    pending: int = 0
    first: date | None = None
    last: date | None = None  # the first and the last booking day among its entries

    def at(self, node: Node, name: str = "") -> Place:
        """The place of an element."""
        return self.place.on(f"line {node.line}" + (f", {name}" if name else ""))


def read_camt053(stream: BinaryIO, file: str, latest: date) -> BankItems:
    """Entries, and each statement after its own. Only booked entries are yielded; pending ones are counted.

    Refuses another message or version, another currency, totals and balances that do not fit, days after `latest`.
    """
    records = XmlRecords(file, _HOLDERS)
    here: _Open | None = None
    seen = 0
    for event in records.events(stream):
        if isinstance(event, Opened):
            _check_head(event, records.namespace, Place(file, f"line {event.line}"))
            here = _Open(Place(file), latest) if event.name == _HOLDERS[2] else here
        elif isinstance(event, Closed):
            if event.name == _HOLDERS[2] and here:
                seen += 1
                yield _statement(here, event.line)
        elif here:
            entry = _take(here, event)
            if entry:
                yield entry
    if not seen:
        Place(file).refuse(
            "the file holds no statement", "no Stmt element", "camt.053 with at least one Stmt"
        )


def _check_head(event: Opened, namespace: str, place: Place) -> None:
    known = {0: _NAMESPACE.fullmatch(namespace) and _HOLDERS[0], 1: _HOLDERS[1]}
    if event.depth > 1 or event.name == known[event.depth]:
        return
    place.refuse(
        "the file is another message",
        namespace or f"{event.name} without a namespace",
        "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02 to .12",
        "ask the bank for camt.053; camt.052 is within the day, camt.054 has no balances",
    )


def _take(here: _Open, node: Node) -> BankEntry | None:
    if node.name == "Id":
        here.statement_id = node.text.strip()
    elif node.name == "Acct":
        here.account = _account(here, node)
    elif node.name == "Bal":
        _balance(here, node)
    elif node.name == "TxsSummry":
        here.stated = node
    elif node.name == "Ntry":
        return _entry(here, node)
    return None


def _account(here: _Open, node: Node) -> str:
    found = node.get("Id/IBAN") or node.get("Id/Othr/Id")
    if here.account:
        here.at(node, "Acct").refuse("a statement of two accounts", found, here.account)
    if not found:
        here.at(node, "Acct/Id").refuse("the account has no number", "", "Id/IBAN or Id/Othr/Id")
    if node.get("Ccy"):
        must_be_yen(node.get("Ccy"), here.at(node, "Acct/Ccy"))
    return found


def _balance(here: _Open, node: Node) -> None:
    kind = node.get("Tp/CdOrPrtry/Cd")
    dated = node.get("Dt/Dt") or node.get("Dt/DtTm")
    day = day_or_instant(dated, here.at(node, "Bal/Dt"), here.latest)
    if kind in here.balances and kind in {*_OPENING, _CLOSING}:
        here.at(node, f"Bal {kind}").refuse("a balance stands twice", kind, "one of each kind in a statement")
    here.balances[kind] = (_signed(here, node, f"Bal {kind}"), day)


def _signed(here: _Open, node: Node, what: str) -> int:
    amount = node.find("Amt")
    if amount is None:
        here.at(node, what).refuse("no amount", "", "an element Amt")
    must_be_yen(amount.attributes.get("Ccy", ""), here.at(amount, f"{what}/Amt Ccy"))
    sign = _SIGNS.get(node.get("CdtDbtInd"))
    if sign is None:
        here.at(node, f"{what}/CdtDbtInd").refuse("no direction", node.get("CdtDbtInd"), "CRDT or DBIT")
    return sign * units_of(amount.text.strip(), YEN_DECIMALS, here.at(amount, f"{what}/Amt"))


def _entry(here: _Open, node: Node) -> BankEntry | None:
    # Version 08 and later put the code in an element of its own.
    status = node.get("Sts/Cd") or node.get("Sts")
    if status != "BOOK":
        here.pending += 1
        return None
    yen = _signed(here, node, f"entry {here.sums.count + 1}")
    booked = node.get("BookgDt/Dt") or node.get("BookgDt/DtTm")
    day = day_or_instant(booked, here.at(node, f"entry {here.sums.count + 1}/BookgDt"), here.latest)
    valued = node.get("ValDt/Dt") or node.get("ValDt/DtTm")
    here.sums.add(yen)
    here.first, here.last = min(here.first or day, day), max(here.last or day, day)
    return BankEntry(
        here.account,
        here.statement_id,
        here.sums.count,
        day,
        day_or_instant(valued, here.at(node, "ValDt"), here.latest) if valued else None,
        yen,
        _reference(node),
        _party(node, yen),
        _said(node),
        # The direction is already that of the reversal: it needs no turning round.
        node.get("RvslInd") in {"true", "1"},
    )


def _reference(node: Node) -> str:
    end_to_end = node.get("NtryDtls/TxDtls/Refs/EndToEndId")
    known = end_to_end if end_to_end != "NOTPROVIDED" else ""
    return (node.get("AcctSvcrRef") or node.get("NtryRef") or known)[:_TEXT_LENGTH]


def _party(node: Node, yen: int) -> str:
    side = "NtryDtls/TxDtls/RltdPties/" + ("Dbtr" if yen >= 0 else "Cdtr")
    return (node.get(f"{side}/Pty/Nm") or node.get(f"{side}/Nm"))[:_TEXT_LENGTH]


def _said(node: Node) -> str:
    details = node.find("NtryDtls/TxDtls/RmtInf")
    parts = [one.text.strip() for one in details.all("Ustrd")] if details else []
    return " ".join(" ".join([*parts, node.get("AddtlNtryInf")]).split())[:_TEXT_LENGTH]


def _statement(here: _Open, line: int) -> BankStatement:
    place = here.place.on(f"line {line}, statement {here.statement_id or '(no Id)'}")
    if not here.account or not here.statement_id:
        place.refuse("the statement lacks its account or its Id", "", "Acct and Id")
    if _CLOSING not in here.balances:
        place.refuse(
            "the statement has no closing booked balance", ", ".join(here.balances), "a Bal of type CLBD"
        )
    opening, (closing, day) = _opening(here, place), here.balances[_CLOSING]
    here.sums.must_lead(opening, closing, place)
    if here.last and here.last > day:
        place.refuse("an entry was booked after the statement's day", str(here.last), f"{day} or earlier")
    if here.stated:
        _check_stated(here, here.stated)
    return BankStatement(
        here.account,
        here.statement_id,
        min(here.first or day, day),
        day,
        opening,
        closing,
        here.balances[_AVAILABLE][0] if _AVAILABLE in here.balances else None,
        here.sums.came_in,
        here.sums.went_out,
        here.sums.count,
        here.pending,
    )


def _opening(here: _Open, place: Place) -> int:
    """Without it nothing would say that no entry is missing."""
    found = next((here.balances[kind] for kind in _OPENING if kind in here.balances), None)
    if found is None:
        place.refuse(
            "the statement has no opening booked balance",
            ", ".join(here.balances),
            "a Bal of type OPBD or PRCD",
            "ask the bank for statements with opening balances",
        )
    return found[0]


def _check_stated(here: _Open, node: Node) -> None:
    """The bank's own counts and sums. They may count pending entries too, so with such they say nothing."""
    if here.pending:
        return
    sums = here.sums
    for name, count, total in (
        ("TtlNtries", sums.count, sums.came_in + sums.went_out),
        ("TtlCdtNtries", sums.count_in, sums.came_in),
        ("TtlDbtNtries", sums.count_out, sums.went_out),
    ):
        place = here.at(node, f"TxsSummry/{name}")
        if node.get(f"{name}/NbOfNtries"):
            must_be(count, whole_of(node.get(f"{name}/NbOfNtries"), place), "number of entries", place)
        if node.get(f"{name}/Sum"):
            must_be(total, units_of(node.get(f"{name}/Sum"), YEN_DECIMALS, place), "sum of entries", place)
