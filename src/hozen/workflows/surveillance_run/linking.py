"""Owners that share a bank account, a device or the like become one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hozen.workflows.surveillance_run.staging import Stage

STRONG = ("same_owner", "bank_account", "withdrawal_address", "power_of_attorney", "device")
MOST = 50  # owners of a group; more of them share a provider, not a purse
_ROUNDS = 40


def link_owners(made: Stage) -> None:
    """Make `links` (owner pairs with what they share) and `acc`, whose `grp` is the least owner of the linked.

    A group of more than MOST owners is left apart: each stays its own. IP, family and employer alone link nobody.
    """
    has_links = "account_links" in made.known and "accounts" in made.known
    made.table("links", _LINKS if has_links else _NO_LINKS)
    made.table("grp0", "SELECT DISTINCT own, own AS grp FROM owners")
    last = 0
    if made.rows["links"]:
        last = _spread(made)
    made.table("groups", _GROUPS.format(last=f"grp{last}"))
    made.table("acc", "SELECT o.*, g.grp FROM owners o JOIN groups g USING (own) ORDER BY acc")


def _spread(made: Stage) -> int:
    """Each owner takes the least group of its neighbours, again and again; the number of the last round."""
    for number in range(_ROUNDS):
        made.table(f"grp{number + 1}", _ROUND.format(now=f"grp{number}"))
        changed = (
            f"SELECT count(*) FROM grp{number} a JOIN grp{number + 1} b USING (own) WHERE a.grp <> b.grp"
        )
        if made.cells(changed)[0][0] == 0:
            return number + 1
    return _ROUNDS


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
    "SELECT own_a AS own, b.grp FROM links JOIN {now} b ON b.own = own_b WHERE strong UNION ALL "
    "SELECT own_b AS own, a.grp FROM links JOIN {now} a ON a.own = own_a WHERE strong) n ON n.own = g.own "
    "GROUP BY g.own, g.grp"
)
_GROUPS = (
    "SELECT own, CASE WHEN count(*) OVER (PARTITION BY grp) > "
    f"{MOST} THEN own ELSE grp END AS grp FROM {{last}}"
)
