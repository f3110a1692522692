"""Owners that share a bank account, a device or the like become one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.workflows.surveillance_run.staging import Stage

STRONG = ("same_owner", "bank_account", "withdrawal_address", "power_of_attorney", "device")
MOST = 50  # owners of a group; more of them share a provider, not a purse
MOST_ON_NET = 10  # owners of a group that hangs together by addresses on the net as well
_ROUNDS = 40


def link_owners(made: Stage) -> None:
    """Make `links` (owner pairs with what they share) and `acc`, whose `grp` is the least owner of the linked.

    A group of more than MOST owners is left apart: each stays its own. IP, family and employer alone link nobody there.
    `net` is the group with addresses on the net as links, too; of more than MOST_ON_NET owners each keeps its `grp`.
    """
    has_links = "account_links" in made.known and "accounts" in made.known
    made.table("links", _LINKS if has_links else _NO_LINKS)
    made.table("grp0", "SELECT DISTINCT own, own AS grp FROM owners")
    strong = _spread(made, "grp", "strong")
    made.table("groups", _GROUPS.format(last=strong))
    made.table("net0", "SELECT own, grp FROM groups")
    nets = _spread(made, "net", "strong OR link = 'ip'")
    made.table("nets", _NETS.format(last=nets))
    made.table(
        "acc",
        "SELECT o.*, g.grp, n.net FROM owners o JOIN groups g USING (own) JOIN nets n USING (own) ORDER BY acc",
    )


def _spread(made: Stage, name: str, which: str) -> str:
    """Each owner takes the least group of its neighbours, again and again; the table of the last round."""
    for number in range(_ROUNDS if made.rows["links"] else 0):
        now, then = f"{name}{number}", f"{name}{number + 1}"
        made.table(then, _ROUND.format(now=now, which=which))
        if (
            made.cells(f"SELECT count(*) FROM {now} a JOIN {then} b USING (own) WHERE a.grp <> b.grp")[0][0]
            == 0
        ):
            return then
    return f"{name}{_ROUNDS if made.rows['links'] else 0}"


_STRONG = ", ".join(f"'{one}'" for one in STRONG)
_LINKS = (
    "SELECT DISTINCT least(a.own, b.own) AS own_a, greatest(a.own, b.own) AS own_b, least(a.acc, b.acc) AS acc_a, "
    f"greatest(a.acc, b.acc) AS acc_b, l.link, l.link IN ({_STRONG}) AS strong FROM tape_account_links l "
    "JOIN owners a ON a.account_id = l.account_a JOIN owners b ON b.account_id = l.account_b WHERE a.own <> b.own"
)
_NO_LINKS = (
    "SELECT CAST(0 AS INTEGER) AS own_a, CAST(0 AS INTEGER) AS own_b, CAST(0 AS INTEGER) AS acc_a, "
    "CAST(0 AS INTEGER) AS acc_b, '' AS link, FALSE AS strong WHERE FALSE"
)
_ROUND = (
    "SELECT g.own, least(g.grp, coalesce(min(n.grp), g.grp)) AS grp FROM {now} g LEFT JOIN ("
    "SELECT own_a AS own, b.grp FROM links JOIN {now} b ON b.own = own_b WHERE {which} UNION ALL "
    "SELECT own_b AS own, a.grp FROM links JOIN {now} a ON a.own = own_a WHERE {which}) n ON n.own = g.own "
    "GROUP BY g.own, g.grp"
)
_GROUPS = (
    "SELECT own, CASE WHEN count(*) OVER (PARTITION BY grp) > "
    f"{MOST} THEN own ELSE grp END AS grp FROM {{last}}"
)
_NETS = (
    "SELECT l.own, CASE WHEN count(*) OVER (PARTITION BY l.grp) > "
    f"{MOST_ON_NET} THEN g.grp ELSE l.grp END AS net FROM {{last}} l JOIN groups g USING (own)"
)
