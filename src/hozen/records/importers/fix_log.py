"""FIX messages out of a log: framed by body length, held to their checksum, repeating groups counted.

A log may have a prefix (a clock, a direction) before each message and `|` or `^A` printed for the separator.
Source: FIX 4.4 and FIXT 1.1, tags 8, 9, 10 and the groups named below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from hozen.records.importers.errors import Place

SOH = b"\x01"
REPORT = "8"
VERSIONS = (b"FIX.4.4", b"FIXT.1.1")
_START = re.compile(rb"8=(FIXT?\.[0-9.]+)(\x01|\||\^A)9=([0-9]{1,6})(\x01|\||\^A)")
_CHUNK = 1 << 20
_MOST = 1 << 16  # bytes of one message's body
_PREFIX = 512  # bytes of a log's own words before a message
# Count tag → the tag that opens each entry, and what else may stand in an entry.
_GROUPS: Mapping[int, tuple[int, frozenset[int]]] = {
    453: (448, frozenset({447, 452, 2376})),  # parties
    802: (523, frozenset({803})),  # sub-ids of a party
    382: (375, frozenset({337, 437, 438, 655})),  # contra brokers
    136: (137, frozenset({138, 139, 891})),  # fees
    1362: (1363, frozenset({1364, 1365, 1443, 1622})),  # fills
    768: (769, frozenset({770, 771})),  # regulatory time stamps
    454: (455, frozenset({456})),  # further names of the instrument
    957: (958, frozenset({959, 960})),  # parameters of a strategy
    518: (519, frozenset({520, 521})),  # amounts of a contract
}
_SUB_IDS = 802
_MEMBERS = frozenset().union(*(members | {opens} for opens, members in _GROUPS.values()))


@dataclass(frozen=True, slots=True)
class FixMessage:
    """FIX電文: its fields once each, and the parties (role → ids). Other groups are counted and not kept.

    Of a message that is no execution report the first of each field stands: its groups are not ours to know.
    """

    fields: Mapping[int, str]
    parties: Mapping[str, tuple[str, ...]]
    place: Place

    def get(self, tag: int) -> str:
        """The field's text, '' where it is absent."""
        return self.fields.get(tag, "")

    def need(self, tag: int, name: str) -> str:
        """The field's text. Refuses its absence."""
        found = self.fields.get(tag, "")
        return found or self.refuse(tag, name, "a field is missing", "")

    def at(self, tag: int, name: str) -> Place:
        """The field's place."""
        return self.place.field(f"{name} ({tag})")

    def refuse(self, tag: int, name: str, message: str, expected: str) -> NoReturn:
        """Raise ImportRefused for this field."""
        self.at(tag, name).refuse(message, self.get(tag), expected or f"tag {tag} in each such message")


def fix_messages(stream: BinaryIO, file: str) -> Iterator[FixMessage]:
    """Every message of the log, in its order. Refuses what is cut off, damaged, or of another version."""
    for number, (raw, separator, at) in enumerate(_framed(stream, file), 1):
        place = Place(file, f"message {number} (byte {at})")
        yield _parsed(raw.replace(separator, SOH), place)


def _framed(stream: BinaryIO, file: str) -> Iterator[tuple[bytes, bytes, int]]:
    """(message, its separator, where it begins). Between two messages stand a line's end and a log's prefix only."""
    held, at, before, more = b"", 0, 0, True  # `before`: bytes of the file before what is held
    while True:
        while more and len(held) - at < 2 * _MOST:
            read = stream.read(_CHUNK)
            held, before, at, more = held[at:] + read, before + at, 0, bool(read)
        begin = _START.search(held, at)
        place = Place(file, f"byte {before + at}")
        _between(held[at : begin.start() if begin else None], place)
        if begin is None:
            return _over(held[at:], place)
        starts = before + begin.start()
        at = _end(held, begin, Place(file, f"byte {starts}"))
        yield held[begin.start() : at], begin[2], starts


def _end(held: bytes, begin: re.Match[bytes], place: Place) -> int:
    """Where the message ends by its own body length, its checksum field included."""
    version, separator, length = begin[1], begin[2], int(begin[3])
    if version not in VERSIONS:
        place.refuse("another version of FIX", version.decode(), "FIX.4.4, or FIXT.1.1 for 5.0")
    if length > _MOST:
        place.refuse("a message too long to be one", f"9={length}", f"at most {_MOST:,} bytes")
    trailer = begin.end() + length
    end = trailer + len(b"10=000") + len(separator)
    found = held[trailer:end]
    if len(found) < end - trailer:
        place.refuse("the log was cut off", f"{len(held) - begin.end()} bytes", f"{length} bytes and 10=…")
    if separator == b"^A":
        place.refuse("a separator of two signs", "^A", "the byte 01, or |", "export the log with the byte 01")
    if not re.fullmatch(rb"10=[0-9]{3}" + re.escape(separator), found):
        place.refuse(
            "the body is not as long as it says", found.decode("latin-1"), f"10=… after {length} bytes"
        )
    return end


def _over(text: bytes, place: Place) -> None:
    if text.strip():
        place.refuse("the log was cut off", text[:60].decode("latin-1"), "whole messages to its end")


def _between(text: bytes, place: Place) -> None:
    """A log's own words may stand before a message; half a message may not."""
    if len(text) > _PREFIX or SOH in text or b"35=" in text:
        shown = text[:60].decode("latin-1")
        place.refuse("what stands between two messages is no message", shown, "8=FIX…9=…")


def _parsed(raw: bytes, place: Place) -> FixMessage:
    said = int(raw[-4:-1])
    body = raw[:-7]
    if sum(body) % 256 != said:
        place.refuse(
            "the checksum is wrong", f"10={said:03}", f"10={sum(body) % 256:03}", "take the log anew"
        )
    pairs = [_pair(piece, place) for piece in body.split(SOH)[:-1]]
    if len(pairs) < 3 or pairs[2][0] != 35:
        place.refuse("the type of message is not the third field", pairs[2:3], "35=…")
    if pairs[2][1] != REPORT:
        return FixMessage(dict(reversed(pairs)), {}, place)
    return FixMessage(_fields(pairs, place), _parties(pairs, place), place)


def _pair(piece: bytes, place: Place) -> tuple[int, str]:
    tag, equals, value = piece.partition(b"=")
    if not tag.isdigit() or not equals or not value:
        place.refuse("not a field", piece[:60].decode("latin-1"), "tag=value")
    try:
        return int(tag), value.decode("utf-8")
    except UnicodeDecodeError:
        place.refuse("a text in another encoding", value[:20].hex(" "), "UTF-8")


def _fields(pairs: list[tuple[int, str]], place: Place) -> dict[int, str]:
    """Fields outside groups. Refuses one that stands twice, and a group whose count is not its entries."""
    found: dict[int, str] = {}
    entries: dict[int, int] = {}
    for tag, value in pairs:
        if tag in _MEMBERS:
            entries[tag] = entries.get(tag, 0) + 1
        elif tag == _SUB_IDS:  # each party has a count of its own: they count together
            found[tag] = _together(found.get(tag, "0"), value)
        elif tag in found:
            place.refuse("a field stands twice", f"{tag}={value}", f"tag {tag} once")
        else:
            found[tag] = value
    for count, (opens, _) in _GROUPS.items():
        if found.get(count, "0") != str(entries.get(opens, 0)):
            place.refuse(
                "a repeating group is not as long as it says",
                f"{count}={found.get(count, '')}",
                f"{entries.get(opens, 0)}, so often tag {opens} stands",
            )
    return found


def _together(one: str, other: str) -> str:
    """The sum of two counts; what is no count stays, and fits no number of entries."""
    return str(int(one) + int(other)) if one.isdecimal() and other.isdecimal() else other + " "


def _parties(pairs: list[tuple[int, str]], place: Place) -> dict[str, tuple[str, ...]]:
    """Role (452) → ids (448), each once. An entry begins with its id."""
    found: dict[str, tuple[str, ...]] = {}
    party = ""
    for tag, value in pairs:
        if tag == 448:
            party = value
        elif tag in {447, 452} and not party:
            place.refuse("a party's entry does not begin with its id", f"{tag}={value}", "448=… first")
        elif tag == 452 and party not in found.get(value, ()):
            found[value] = (*found.get(value, ()), party)
    return found
