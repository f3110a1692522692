"""A Bitcoin transaction: read, written and named. Nothing here judges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.rules.custody.ownership.signed.in_bytes import Reader, compact, double_sha256, little, sized
from hozen.rules.custody.ownership.signed.verified import NotProven


@dataclass(frozen=True, slots=True)
class Spends:
    """An input. `txid` is in the protocol's byte order, the reverse of how explorers write it."""

    txid: bytes
    index: int
    script: bytes = b""
    sequence: int = 0
    witness: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """An output; `satoshi` in the smallest unit."""

    satoshi: int
    script: bytes


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction as the protocol has it."""

    version: int
    inputs: tuple[Spends, ...]
    outputs: tuple[Output, ...]
    lock_time: int

    @property
    def txid(self) -> bytes:
        """Its hash without witnesses, in the protocol's byte order."""
        return double_sha256(self._bytes(witnesses=False))

    def __bytes__(self) -> bytes:
        return self._bytes(witnesses=any(one.witness for one in self.inputs))

    def _bytes(self, *, witnesses: bool) -> bytes:
        parts = [little(self.version, 4), b"\x00\x01" if witnesses else b""]
        parts += [compact(len(self.inputs)), *map(_input_bytes, self.inputs)]
        parts += [compact(len(self.outputs))]
        parts += [little(one.satoshi, 8) + sized(one.script) for one in self.outputs]
        parts += [stack_bytes(one.witness) for one in self.inputs if witnesses]
        return b"".join([*parts, little(self.lock_time, 4)])


def stack_bytes(stack: Sequence[bytes]) -> bytes:
    """A count, and each part with its length."""
    return compact(len(stack)) + b"".join(map(sized, stack))


def _input_bytes(one: Spends) -> bytes:
    return one.txid + little(one.index, 4) + sized(one.script) + little(one.sequence, 4)


def read_transaction(data: bytes) -> Transaction:
    """The transaction that `data` is, to the last byte. NotProven where it is none."""
    reader = Reader(data)
    version = reader.little(4)
    inputs, marked = _read_inputs(reader), False
    if not inputs:
        marked = reader.take(1) == b"\x01"  # no inputs stood for the mark of witnesses; the flag follows
        inputs = _read_inputs(reader) if marked else ()
    if not inputs:
        raise NotProven("malformed")
    outputs = tuple(Output(reader.little(8), reader.sized()) for _ in range(reader.compact()))
    if marked:
        inputs = tuple(with_witness(one, reader.stack()) for one in inputs)
    lock_time = reader.little(4)
    reader.end()
    if marked and not any(one.witness for one in inputs):
        raise NotProven("malformed")
    return Transaction(version, inputs, outputs, lock_time)


def with_witness(one: Spends, witness: tuple[bytes, ...]) -> Spends:
    """The same input with a witness."""
    return Spends(one.txid, one.index, one.script, one.sequence, witness)


def _read_inputs(reader: Reader) -> tuple[Spends, ...]:
    return tuple(_read_input(reader) for _ in range(reader.compact()))


def _read_input(reader: Reader) -> Spends:
    return Spends(reader.take(32), reader.little(4), reader.sized(), reader.little(4))
