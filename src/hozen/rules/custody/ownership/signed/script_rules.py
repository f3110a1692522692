"""What BIP-322 asks of a proof beyond consensus, as far as it can be read without running the script.

Read here: the kind of the signature hash, low S, forbidden and reserved operations, witness versions and key kinds
of the future, plain scriptSigs, and that there is a signature at all. Not read here, for it shows only while a script
runs: NULLFAIL, MINIMALIF outside taproot, MINIMALDATA inside scripts, CLEANSTACK of a bare P2SH script. Those four let a
third party alter a proof, never make one.
"""

from __future__ import annotations

from collections.abc import Sequence

from hozen.rules.custody.ownership.signed.script_text import (
    is_key_hash,
    is_script_hash,
    operations,
    pushes,
    witness_program,
)
from hozen.rules.custody.ownership.signed.transaction import Output, Spends
from hozen.rules.custody.ownership.signed.verified import NotProven, inconclusive

_CODE_SEPARATOR = 0xAB
_RESERVED_NOPS = frozenset((0xB0, *range(0xB3, 0xBA)))
_SUCCESS = frozenset(
    (80, 98, *range(126, 130), *range(131, 135), 137, 138, 141, 142, *range(149, 154), *range(187, 255))
)
_CHECKS = frozenset((0xAC, 0xAD, 0xBA))  # CHECKSIG, CHECKSIGVERIFY, CHECKSIGADD
_ALL = 0x01  # SIGHASH_ALL
_ANNEX, _LEAF_VERSION = 0x50, 0xC0
_SCHNORR = 64
_HALF_ORDER = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141 // 2


def require_rules(one: Spends, spent: Output) -> None:
    """NotProven for an input that breaks what BIP-322 asks; INCONCLUSIVE where a later rule may decide."""
    program, witness = witness_program(spent.script), one.witness
    if program:
        _witness(*program, witness, nested=False)
        return
    stack = pushes(one.script)
    if is_script_hash(spent.script) and stack:
        inner = witness_program(stack[-1])
        if inner:
            _witness(*inner, witness, nested=True)
            return
        _ecdsa(stack[:-1], stack[-1])
    else:
        _ecdsa(stack, b"" if is_key_hash(spent.script) else spent.script)
        if is_key_hash(spent.script) and len(stack) != 2:
            raise NotProven("stack_not_clean")


def _witness(version: int, program: bytes, stack: Sequence[bytes], *, nested: bool) -> None:
    if version == 0:
        whole = len(program) == 32
        _ecdsa(stack[:-1], stack[-1] if whole and stack else b"")
    elif version == 1 and len(program) == 32 and not nested:
        _taproot(stack)
    else:
        raise inconclusive("witness_version_unknown")  # anyone may spend it until a rule says otherwise


def _ecdsa(stack: Sequence[bytes], script: bytes) -> None:
    _no_reserved(script)
    signatures = [part for part in stack if _is_der(part)]
    if not signatures:
        raise inconclusive("no_signature")
    for part in signatures:
        if part[-1] != _ALL:
            raise NotProven("not_sighash_all")
        if int.from_bytes(part[-1 - part[_s_at(part) - 1] : -1], "big") > _HALF_ORDER:
            raise NotProven("high_s")
        if part in script:
            raise NotProven("signature_in_script")


def _is_der(part: bytes) -> bool:
    """Whether a stack element has the form of a DER signature with the byte of its hash kind (BIP-66)."""
    if not 9 <= len(part) <= 73 or part[0] != 0x30 or part[1] != len(part) - 3 or part[2] != 0x02:
        return False
    at = _s_at(part)
    return at + 1 < len(part) and part[at - 2] == 0x02 and at + part[at - 1] == len(part) - 1


def _s_at(part: bytes) -> int:
    """Where s begins, after r, its mark and its length."""
    return 4 + part[3] + 2


def _taproot(stack: Sequence[bytes]) -> None:
    if len(stack) > 1 and stack[-1][:1] == bytes([_ANNEX]):
        raise inconclusive("annex")
    if len(stack) == 1:
        _schnorr(stack)
        return
    *inputs, leaf, control = stack or (b"", b"")
    if not control or control[0] & 0xFE != _LEAF_VERSION:
        raise inconclusive("leaf_version_unknown")
    _tapscript(leaf)
    _schnorr(inputs)


def _schnorr(stack: Sequence[bytes]) -> None:
    signatures = [part for part in stack if len(part) in (_SCHNORR, _SCHNORR + 1)]
    if not signatures:
        raise inconclusive("no_signature")
    if any(len(part) > _SCHNORR and part[-1] != _ALL for part in signatures):
        raise NotProven("not_sighash_all")


def _tapscript(leaf: bytes) -> None:
    before = b""
    for one in operations(leaf):
        if one.code in _SUCCESS and one.pushed is None:
            raise inconclusive("operation_succeeds")
        if one.code in _CHECKS and before and len(before) != 32:
            raise inconclusive("key_kind_unknown")
        before = one.pushed or b""
    _no_reserved(leaf)


def _no_reserved(script: bytes) -> None:
    codes = {one.code for one in operations(script) if one.pushed is None}
    if _CODE_SEPARATOR in codes:
        raise NotProven("code_separator")
    if codes & _RESERVED_NOPS:
        raise inconclusive("reserved_nop")
