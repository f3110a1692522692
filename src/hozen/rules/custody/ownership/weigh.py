"""What a piece of evidence is worth on a day: what its kind must carry, and how long it is fresh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hozen.rules.custody.ownership.challenge import Challenge, read_challenge
from hozen.rules.custody.ownership.evidence import SELF, Evidence, EvidenceKind, Stands, Terms, Weighed
from hozen.rules.custody.ownership.signed import NotProven, Verified

Written = Callable[[Challenge], date | None]
"""The legal day on which the books wrote the entry that a challenge names; None where they have no such entry."""
Check = Callable[[Evidence], Verified]
"""Verifies the signature; asked last, and only for what would be fresh."""


def weigh(one: Evidence, day: date, terms: Terms, written: Written, check: Check) -> Weighed:
    """Whether evidence is fresh at the end of `day`, has expired, or is none.

    A signature counts from the day of the books' entry that its challenge names, whatever days are written on it:
    nobody could sign that hash before, and anybody may write down a later day.
    """
    try:
        last = _last_day(one, day, terms, written)
        if day > last:
            return Weighed(Stands.EXPIRED, "", last)
        _require_signed(one, check)
    except NotProven as why:
        return Weighed(Stands.REFUSED, why.reason)
    return Weighed(Stands.FRESH, "", last)


def _since(one: Evidence, terms: Terms, written: Written) -> date:
    """The day from which the piece counts, once it carries what its kind must."""
    if one.kind is EvidenceKind.CUSTODIAN_STATEMENT:
        _require_statement(one)
    elif one.kind is EvidenceKind.SEND_TO_SELF:
        _require_sent(one)
    else:
        _require_same_address(one)
        return _challenged(one, terms, written)
    # A file or a transaction that is brought again under a later day is no younger for it.
    return min(one.made_on, one.first_on or one.made_on)


def _challenged(one: Evidence, terms: Terms, written: Written) -> date:
    said = read_challenge(one.challenge)
    if said is None:
        raise NotProven("challenge_unreadable")
    if said.book != terms.book:
        raise NotProven("challenge_other_book")
    if said.day > one.made_on:
        raise NotProven("signed_before_challenge")
    since = written(said)
    if since is None or since > said.day:
        raise NotProven("anchor_unknown")
    return since


def _require_statement(one: Evidence) -> None:
    if one.keeper == SELF:
        raise NotProven("statement_for_own_keys")
    if not one.file_sha256:
        raise NotProven("no_file_hash")
    _require_checked(one)


def _require_sent(one: Evidence) -> None:
    _require_same_address(one)
    if _plain(one.to_address) != _plain(one.from_address):
        raise NotProven("not_to_self")
    if not one.txid:
        raise NotProven("no_transaction")
    if one.units <= 0:
        raise NotProven("nothing_sent")
    _require_checked(one)


def _require_checked(one: Evidence) -> None:
    if not one.checked_by:
        raise NotProven("nobody_checked")


def _require_same_address(one: Evidence) -> None:
    if _plain(one.from_address) != _plain(one.wallet_address):
        raise NotProven("other_address")


def _plain(address: str) -> str:
    return address.lower() if address.startswith("0x") else address  # capitals are a checksum there


def _last_day(one: Evidence, day: date, terms: Terms, written: Written) -> date:
    since, days = _since(one, terms, written), terms.days(one.kind)
    if one.made_on > day:
        raise NotProven("not_yet_made")
    ends = [one.valid_until] if one.valid_until else []
    ends += [] if days is None else [since + timedelta(days=days)]
    if not ends:
        raise NotProven("no_expiry")
    return min(ends)


def _require_signed(one: Evidence, check: Check) -> None:
    if one.kind.method is None:
        return
    found = check(one)
    if not found.valid:
        raise NotProven(found.reason)
