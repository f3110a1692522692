"""A finished PSBT (BIP-174, version 0): the transaction, and the outputs that its inputs spend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hozen.rules.custody.ownership.signed.in_bytes import Reader
from hozen.rules.custody.ownership.signed.transaction import Output, Spends, Transaction, read_transaction
from hozen.rules.custody.ownership.signed.verified import NotProven

MAGIC = b"psbt\xff"
_UNSIGNED = b"\x00"  # of the global map
_WHOLE_SOURCE, _OUTPUT, _FINAL_SCRIPT, _FINAL_WITNESS = (
    b"\x00",
    b"\x01",
    b"\x07",
    b"\x08",
)  # of an input's map
_MOST_SATOSHI = 21_000_000 * 10**8

Fields = Mapping[bytes, bytes]


def read_psbt(data: bytes) -> tuple[Transaction, tuple[Output | None, ...]]:
    """The signed transaction, and for each input the output it spends; None where the PSBT does not prove it.

    An output that stands there alone proves itself only where the signature covers it, as witness signatures do;
    others need the whole transaction that made it. NotProven for what is no finished PSBT.
    """
    reader = Reader(data)
    if reader.take(len(MAGIC)) != MAGIC:
        raise NotProven("malformed")
    unsigned = _unsigned(_fields(reader))
    maps = [_fields(reader) for _ in unsigned.inputs]
    for _ in unsigned.outputs:
        _fields(reader)
    reader.end()
    inputs = tuple(map(_finished, unsigned.inputs, maps))
    signed = Transaction(unsigned.version, inputs, unsigned.outputs, unsigned.lock_time)
    whole = [read_transaction(fields[_WHOLE_SOURCE]) for fields in maps if _WHOLE_SOURCE in fields]
    sources = {one.txid: one for one in whole}  # one may stand for several inputs, with the first of them
    if sources.keys() - {one.txid for one in inputs}:
        raise NotProven("malformed")
    return signed, tuple(_spent(one, fields, sources) for one, fields in zip(inputs, maps, strict=True))


def _unsigned(fields: Fields) -> Transaction:
    if _UNSIGNED not in fields:
        raise NotProven("malformed")
    found = read_transaction(fields[_UNSIGNED])
    if any(one.script or one.witness for one in found.inputs):
        raise NotProven("malformed")
    return found


def _fields(reader: Reader) -> Fields:
    pairs = list(_pairs(reader))
    keys = sorted(key for key, _ in pairs)
    if any(before == after for before, after in pairwise(keys)):
        raise NotProven("malformed")
    return dict(pairs)


def _pairs(reader: Reader) -> Iterator[tuple[bytes, bytes]]:
    while key := reader.sized():
        yield key, reader.sized()


def _finished(one: Spends, fields: Fields) -> Spends:
    witness: tuple[bytes, ...] = ()
    if _FINAL_WITNESS in fields:
        stack = Reader(fields[_FINAL_WITNESS])
        witness = stack.stack()
        stack.end()
    return Spends(one.txid, one.index, fields.get(_FINAL_SCRIPT, b""), one.sequence, witness)


def _spent(one: Spends, fields: Fields, sources: Mapping[bytes, Transaction]) -> Output | None:
    if one.txid in sources:
        outputs = sources[one.txid].outputs
        if one.index >= len(outputs):
            raise NotProven("malformed")
        return _sound(outputs[one.index])
    if _OUTPUT in fields and _FINAL_WITNESS in fields:
        reader = Reader(fields[_OUTPUT])
        found = Output(reader.little(8), reader.sized())
        reader.end()
        return _sound(found)
    return None


def _sound(one: Output) -> Output:
    if one.satoshi > _MOST_SATOSHI:
        raise NotProven("malformed")
    return one
