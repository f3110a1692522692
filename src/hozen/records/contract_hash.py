"""One hash over all that the door asks of a table."""

from __future__ import annotations

import hashlib
import inspect
from functools import cache

from hozen.records import (
    contract,
    door_sql,
    faults,
    ids_sql,
    importer_tables,
    movement_tables,
    ownership_tables,
    provider_tables,
    reconciliation_tables,
    shape,
    sql_words,
    tables,
)

_TABLED = (
    tables,
    importer_tables,
    movement_tables,
    ownership_tables,
    provider_tables,
    reconciliation_tables,
)


@cache
def contract_hash() -> str:
    """SHA-256 over the contracts and the generator of the door's SQL: a change of either checks again."""
    digest = hashlib.sha256()
    for module in (contract, *_TABLED, shape, sql_words, faults, door_sql, ids_sql):
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()
