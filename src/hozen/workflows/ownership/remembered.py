"""Signatures that were verified before, by the hash of what was signed, by whom, and how."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from hozen.rules.custody.ownership import RULES, Evidence, Proof, Verified

_TABLE = "CREATE TABLE IF NOT EXISTS verified (key TEXT PRIMARY KEY, proof TEXT, reason TEXT, seal TEXT)"
_WAIT = 30  # seconds for another run that writes

Answer = tuple[str, str]  # proof and reason


def key_of(one: Evidence) -> str:
    """SHA-256 over the rules' version and everything that the answer depends on."""
    said = [RULES, one.kind.value, one.from_address, one.challenge, one.signature]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class Remembered:
    """検証済署名: answers by key, in one file. A file that is broken, or an answer changed by hand, counts for nothing:
    the signature is verified again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "signatures.sqlite"

    def known(self, keys: Iterable[str]) -> dict[str, Answer]:
        """The answers that are remembered among `keys`."""
        wanted = json.dumps(list(keys))
        query = "SELECT key, proof, reason, seal FROM verified WHERE key IN (SELECT value FROM json_each(?))"
        try:
            with closing(self._open()) as database:
                rows = database.execute(query, [wanted]).fetchall()
        except sqlite3.Error:
            return {}
        return {
            key: (proof, reason) for key, proof, reason, seal in rows if seal == _seal(key, proof, reason)
        }

    def add(self, answers: Mapping[str, Answer]) -> None:
        """Keep answers; where they cannot be kept they are worked out again next time."""
        rows = [(key, *answer, _seal(key, *answer)) for key, answer in answers.items()]
        try:
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO verified VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error:
            return

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_WAIT)
        try:
            database.execute(_TABLE)
        except sqlite3.Error:
            database.close()
            raise
        return database


def answer_of(found: Verified) -> Answer:
    """What is remembered of a result."""
    return found.proof.value, found.reason


def verified_of(one: Evidence, answer: Answer) -> Verified:
    """The result that an answer stands for. ValueError for evidence that is no signature."""
    if one.kind.method is None:
        raise ValueError(f"{one.kind.value} is no signature")
    return Verified(one.kind.method, Proof(answer[0]), answer[1])


def _seal(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
