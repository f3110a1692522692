"""Bitcoin Core's `dumptxoutset` file (version 2): every unspent output at one block, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from hozen.records.importers.bitcoin_address import NETWORKS
from hozen.records.importers.compressed import MAX_SCRIPT, SIZES, SPECIAL, amount_of, script_of
from hozen.records.importers.errors import Place
from hozen.records.importers.unspent import MOST, Snapshot, Unspent

VERSION = "1"
MAGIC = b"utxo\xff"
FORMAT = 2
_CHUNK = 1 << 20
_MOST_NUMBER = 2**64 - 1


class SnapshotFile:
    """UTXOスナップショット: the header is read at once, the outputs as they are asked for.

    Refuses another format or network, an impossible amount, height or script, and a file that ends too soon or too late.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream, self._file = stream, file
        self._buffer, self._at, self._before = b"", 0, 0
        self.head = self._head()

    def unspents(self) -> Iterator[Unspent]:
        """Every output, in the file's order."""
        left = self.head.coins or 0
        while left:
            txid = self._take(32)[::-1].hex()
            group = self._compact()
            if not 0 < group <= left:
                self._refuse("a transaction with an impossible number of outputs", str(group), f"1 to {left}")
            for _ in range(group):
                yield self._unspent(txid)
            left -= group
        if self._more(1):
            self._refuse("something stands after the last output", "more bytes", "the end of the file")

    def _head(self) -> Snapshot:
        if self._more(5) and self._buffer[:5] != MAGIC:
            self._refuse(
                "the file is not a snapshot",
                self._buffer[:5].hex(" "),
                MAGIC.hex(" "),
                "bitcoin-cli dumptxoutset FILE",
            )
        self._take(5)
        version = int.from_bytes(self._take(2), "little")
        if version != FORMAT:
            self._refuse(
                "a snapshot of another version", str(version), str(FORMAT), "Bitcoin Core 28 or later"
            )
        magic = self._take(4)
        known = next((one.name for one in NETWORKS if one.magic == magic), "")
        if not known:
            self._refuse(
                "a snapshot of another network", magic.hex(), ", ".join(one.name for one in NETWORKS)
            )
        block_hash = self._take(32)[::-1].hex()
        return Snapshot(known, block_hash, None, int.from_bytes(self._take(8), "little"))

    def _unspent(self, txid: str) -> Unspent:
        vout = self._compact()
        code = self._number()
        units = amount_of(self._number())
        if units > MOST:
            self._refuse("an amount that cannot be", str(units), f"0 to {MOST:,} satoshi")
        if vout >= 2**32 or code >= 2**32:
            self._refuse("an impossible place or height", f"{vout}, {code >> 1}", "below 2^32")
        return Unspent(txid, vout, self._script().hex(), units, code >> 1, bool(code & 1))

    def _script(self) -> bytes:
        kind = self._number()
        if kind < SPECIAL:
            try:
                return script_of(kind, self._take(SIZES[kind]))
            except ValueError as error:
                self._refuse("a script that cannot be", str(error), "a key on the curve")
        size = kind - SPECIAL
        if size > MAX_SCRIPT:
            self._refuse("a script that cannot be", f"{size} bytes", f"at most {MAX_SCRIPT}")
        return self._take(size)

    def _number(self) -> int:
        """Core's VARINT: seven bits a byte, the highest first, one added at each step."""
        found = 0
        while True:
            if self._at >= len(self._buffer):
                self._need(1)
            byte = self._buffer[self._at]
            self._at += 1
            found = found << 7 | byte & 0x7F
            if byte < 0x80:
                return found
            found += 1
            if found > _MOST_NUMBER:
                self._refuse("a number that does not end", "more than 64 bits", "a VARINT")

    def _compact(self) -> int:
        first = self._take(1)[0]
        if first < 0xFD:
            return first
        return int.from_bytes(self._take(1 << first - 0xFC), "little")

    def _take(self, count: int) -> bytes:
        end = self._at + count
        if end > len(self._buffer):
            self._need(count)
            end = self._at + count
        found = self._buffer[self._at : end]
        self._at = end
        return found

    def _more(self, count: int) -> bool:
        """Whether so many bytes are there still; reads on where they are not in hand."""
        while len(self._buffer) - self._at < count:
            raw = self._stream.read(_CHUNK)
            if not raw:
                return False
            self._before += self._at
            self._buffer, self._at = self._buffer[self._at :] + raw, 0
        return True

    def _need(self, count: int) -> None:
        if not self._more(count):
            left = f"{len(self._buffer) - self._at} bytes"
            self._refuse("the file was cut off", left, f"{count} bytes more", "copy the file again")

    def _refuse(self, message: str, found: str, expected: str, try_next: str | None = None) -> NoReturn:
        place = Place(self._file, f"byte {self._before + self._at}")
        place.refuse(message, found, expected, try_next)
