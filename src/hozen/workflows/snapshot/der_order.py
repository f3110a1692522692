"""A time-stamp reply whose certificates stand in another order than DER has them, put in order to be read.

Many authorities write the chain from the certificate that signed upwards. The order means nothing and is not signed
(RFC 5652, section 5.1), yet strict readers refuse it. Only certificates change places: not a byte is added or lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_CONTEXT_0 = 0xA0
_LONG = 0x80  # a length of several bytes; 0x80 alone is a length that is not told


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of DER: where it begins, where its content begins, and where it ends."""

    tag: int
    at: int
    content: int
    end: int


def in_der_order(reply: bytes) -> bytes:
    """The reply to be read. As it is where it is no reply of the usual form: the reader then says why."""
    try:
        found = _certificates(reply)
    except (IndexError, ValueError):
        return reply
    rows = sorted(reply[one.at : one.end] for one in found)
    return reply[: found[0].at] + b"".join(rows) + reply[found[-1].end :]


def _certificates(reply: bytes) -> list[_Value]:
    """TimeStampResp → token → content → SignedData → its certificates. ValueError or IndexError where there are none."""
    whole = _value(reply, 0)
    token = list(_inside(reply, whole))[1]
    content = list(_inside(reply, token))[1]
    signed = next(_inside(reply, content))
    kept = [one for one in _inside(reply, signed) if one.tag == _CONTEXT_0]
    return list(_inside(reply, kept[0]))


def _inside(reply: bytes, outer: _Value) -> Iterator[_Value]:
    at = outer.content
    while at < outer.end:
        one = _value(reply, at)
        if one.end > outer.end:
            raise ValueError("a value that ends beyond the one around it")
        yield one
        at = one.end
    if outer.content == outer.end:
        raise ValueError("nothing inside")


def _value(reply: bytes, at: int) -> _Value:
    length = reply[at + 1]
    content = at + 2
    if length == _LONG:
        raise ValueError("a length that is not told")
    if length > _LONG:
        content += length - _LONG
        length = int.from_bytes(reply[at + 2 : content], "big")
    if content + length > len(reply):
        raise ValueError("cut off")
    return _Value(reply[at], at, content, content + length)
