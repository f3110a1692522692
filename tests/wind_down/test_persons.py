"""Which accounts are one person's: held against a plain walk along the links, in as few steps as names travel."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hozen.engine import open_engine
from hozen.records import Query
from hozen.workflows.wind_down.persons import lay_persons
from hozen.workflows.wind_down.room import Room
from hozen.workflows.wind_down.terms import Terms

TOGETHER = Terms(basis="per_asset", pools=("trust_money",), linked="together")
ENGINE = open_engine("duckdb", memory_limit="1GB", threads=1)
CHAIN = [(f"C{at:02}", f"C{at + 1:02}") for at in range(40)]


def persons(claims: list[str], links: list[tuple[str, str]]) -> tuple[dict[str, str], int]:
    """Whose each account with a claim is, and how many steps it took."""
    with TemporaryDirectory() as folder:
        room = Room(ENGINE, Path(folder))
        room.lay("claims_of_round", ("customer_id",), [(one,) for one in claims])
        ENGINE.view("open_links", links_sql(links))
        lay_persons(room, TOGETHER)
        found = ENGINE.rows(Query("persons", "SELECT customer_id, person FROM persons", ("persons",)))
        return {str(one): str(who) for one, who in found}, len(list(room.folder.glob("linked_*.parquet"))) - 1


def links_sql(links: list[tuple[str, str]]) -> str:
    rows = ", ".join(f"('{one}', '{other}')" for one, other in links) or "(NULL, NULL)"
    named = f"(VALUES {rows}) AS l(one, other) WHERE one IS NOT NULL"
    return f"SELECT CAST(one AS VARCHAR) AS one, CAST(other AS VARCHAR) AS other FROM {named}"


def walked(claims: list[str], links: list[tuple[str, str]]) -> dict[str, str]:
    """The least account that can be reached from each, link by link."""
    found = {}
    for start in claims:
        reached, edge = {start}, [start]
        while edge:
            here = edge.pop()
            near = {b for a, b in [*links, *((b, a) for a, b in links)] if a == here} - reached
            reached |= near
            edge += near
        found[start] = min(reached)
    return found


names = st.sampled_from([f"C{at}" for at in range(8)])


@settings(max_examples=25, deadline=None)
@given(st.sets(names, min_size=1), st.lists(st.tuples(names, names), max_size=9))
@example({"C1"}, [])
@example({"C1", "C3"}, [("C1", "C2"), ("C2", "C3")])  # joined by an account that has no claim
def test_a_person_is_all_that_links_reach(claims, links) -> None:
    pairs = [(min(one), max(one)) for one in links if one[0] != one[1]]
    assert persons(sorted(claims), pairs)[0] == walked(sorted(claims), pairs)


def test_a_long_chain_takes_few_steps() -> None:
    ends = ["C00", "C17", "C40"]
    found, steps = persons(ends, CHAIN)
    assert found == dict.fromkeys(ends, "C00")
    assert steps <= 8  # 40 links; 2 to the 6th is 64, and the last step sees that nothing changes
