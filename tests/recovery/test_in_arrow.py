"""Claims out of Arrow and payments into it."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from hozen.rules.recovery import Pool, RecoveryRefused, as_arrow, claims_of, distribute

WHOLE = pa.decimal128(38, 0)


def table(ids: list[str], units: list[int | None], **more: pa.Array) -> pa.Table:
    column = pa.array([None if one is None else Decimal(one) for one in units], WHOLE)
    return pa.table({"claim_id": ids, "units": column, **more})


def test_payments_stand_beside_their_claims():
    asked = table(["a", "b"], [10**37, 3 * 10**37], disputed=pa.array([False, True]))
    found = as_arrow(asked["claim_id"], distribute(claims_of(asked), Pool("X", 10**37)))
    assert found.to_pydict() == {
        "claim_id": ["a", "b"],
        "entitled": [Decimal(10**37) / 4, Decimal(3 * 10**37) / 4],
        "pay": [Decimal(10**37) / 4, Decimal(0)],
        "held": [Decimal(0), Decimal(3 * 10**37) / 4],
        "unclaimed": [Decimal(0)] * 2,
        "deferred": [Decimal(0)] * 2,
    }


def test_a_part_of_a_table_is_read_from_where_it_begins():
    asked = table(["a", "b", "c"], [1, 2, 3], paid=pa.array([Decimal(0), Decimal(1), Decimal(2)], WHOLE))
    claims = claims_of(asked.slice(1))
    assert [claims.units.number(at) for at in range(2)] == [2, 3]
    assert claims.paid is not None
    assert [claims.paid.number(at) for at in range(2)] == [1, 2]


def test_ids_in_order_need_no_ranks_and_others_get_them():
    assert claims_of(table(["a", "b"], [1, 2])).ranks is None
    ranks = claims_of(table(["c", "a", "b"], [1, 2, 3])).ranks
    assert ranks is not None
    assert ranks.tolist() == [3, 1, 2]


def test_no_claims_are_no_payments():
    assert distribute(claims_of(table([], [])), Pool("X", 5)).left == 5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (table(["a", "a"], [1, 2]), "a claim id stands twice"),
        (table(["a"], [-1]), "a claim below nothing"),
        (table(["a"], [None]), "an empty cell"),
        (pa.table({"claim_id": ["a"]}), "a column is missing"),
        (pa.table({"claim_id": ["a"], "units": [1.5]}), "a column of another type"),
    ],
)
def test_what_is_no_claim_is_refused(asked, said):
    with pytest.raises(RecoveryRefused, match=said):
        claims_of(asked)
