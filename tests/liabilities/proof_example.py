"""The worked example of docs/reference/proof-format.md, worked out again with plain_proof alone."""

from __future__ import annotations

from plain_proof import (
    commitment_preimage,
    key_of,
    leaf_preimage,
    leaves_of,
    level_zero,
    mac,
    node_preimage,
    pad_preimage,
    sha,
    snapshot_preimage,
    tops,
    tree_preimage,
)

BOOK_SECRET = b"\x33" * 32
SECRETS = {"1001": b"\x11" * 32, "利用者-7": b"\x22" * 32}
ASSETS = {"BTC": 8, "ETH": 18}
HOLDINGS = {"BTC": {"1001": 150_000_000, "利用者-7": 30_000_000}, "ETH": {"利用者-7": 20 * 10**18}}
PARTS = 3
CHAINS = [("bitcoin", 900_000, "00000000000000000001a2b3"), ("ethereum", 21_000_000, "0xc0ffee")]
SOFTWARE = "hozen 0.1.0"

SNAPSHOT = sha(snapshot_preimage("acme-main", "2026-11-20T15:00:00Z", PARTS))
KEYS = {account: key_of(secret, SNAPSHOT) for account, secret in SECRETS.items()}
TREES = {asset: sha(tree_preimage(SNAPSHOT, 0, asset, decimals)) for asset, decimals in ASSETS.items()}
LEAVES = {asset: leaves_of(held, SECRETS, SNAPSHOT, TREES[asset], PARTS) for asset, held in HOLDINGS.items()}
LEVELS = {
    asset: tops(level_zero(list(leaves.values()), BOOK_SECRET, TREES[asset]))
    for asset, leaves in LEAVES.items()
}
HEADS = [
    (0, asset, decimals, *LEVELS[asset][-1][0], len(LEVELS[asset]) - 1) for asset, decimals in ASSETS.items()
]
COMMITMENT = commitment_preimage(SNAPSHOT, HEADS, CHAINS, SOFTWARE)


def hashes() -> dict[str, bytes]:
    """Name → preimage, of every hash of the tree of BTC and of all that it needs."""
    tree, levels = TREES["BTC"], LEVELS["BTC"]
    found = {"snapshot id": snapshot_preimage("acme-main", "2026-11-20T15:00:00Z", PARTS)}
    found["tree id of BTC"] = tree_preimage(SNAPSHOT, 0, "BTC", 8)
    for account, key in KEYS.items():
        found[f"account hash of {account}"] = b"\3" + key + account.encode()
    for (account, part), (_, units) in LEAVES["BTC"].items():
        name = f"leaf of {account}, part {part}, {units}"
        found[name] = leaf_preimage(KEYS[account], account, tree, part, units)
    for number in range(2):
        found[f"pad {number}"] = pad_preimage(BOOK_SECRET, tree, number)
    for height, level in enumerate(levels[1:]):
        for place, (_, units) in enumerate(level):
            name = f"node at height {height + 1}, place {place}, {units}"
            found[name] = node_preimage(levels[height][2 * place], levels[height][2 * place + 1])
    return found | {"commitment": COMMITMENT}


def keyed() -> dict[str, tuple[bytes, bytes]]:
    """Name → (key, message) of every HMAC that the tree of BTC needs."""
    tree, found = TREES["BTC"], {}
    for account, key in KEYS.items():
        found[f"key of {account}"] = (SECRETS[account], b"\7" + SNAPSHOT)
        found[f"nonce of {account}"] = (key, b"\x08" + tree)
        for number in (1, 2):
            found[f"split {number} of {account}"] = (key, b"\t" + tree + bytes([number]))
    return found | {"pad key": (BOOK_SECRET, b"\n" + tree)}


def proof_of(account: str) -> dict[str, object]:
    """The customer's file as plain JSON values."""
    holdings = []
    for asset, leaves in LEAVES.items():
        parts = [
            _part(leaves[account, part], LEVELS[asset]) for part in range(PARTS) if (account, 0) in leaves
        ]
        holdings += [{"side": "owed", "asset": asset, "parts": parts}] if parts else []
    return {
        "format": "hozen-proof/1",
        "kind": "proof",
        "commitment": sha(COMMITMENT).hex(),
        "key": KEYS[account].hex(),
        "account": sha(b"\3" + KEYS[account] + account.encode()).hex(),
        "holdings": holdings,
    }


def _part(leaf: tuple[bytes, int], levels: list[list[tuple[bytes, int]]]) -> dict[str, object]:
    position = levels[0].index(leaf)
    siblings = [level[(position >> height) ^ 1] for height, level in enumerate(levels[:-1])]
    path = [[digest.hex(), str(units)] for digest, units in siblings]
    return {"units": str(leaf[1]), "position": position, "path": path}


def snapshot_file() -> dict[str, object]:
    """The published file as plain JSON values."""
    return {
        "format": "hozen-proof/1",
        "kind": "snapshot",
        "commitment": sha(COMMITMENT).hex(),
        "book": "acme-main",
        "cut_off": "2026-11-20T15:00:00Z",
        "parts": PARTS,
        "previous": "00" * 32,
        "trees": [
            {
                "side": "owed",
                "asset": asset,
                "decimals": decimals,
                "root": root.hex(),
                "total": str(total),
                "height": height,
            }
            for _, asset, decimals, root, total, height in HEADS
        ],
        "chains": [
            {"chain": chain, "height": str(height), "block_hash": block} for chain, height, block in CHAINS
        ],
        "software": SOFTWARE,
    }


def pad_key() -> bytes:
    """The key of the pads of BTC."""
    return mac(*keyed()["pad key"])
