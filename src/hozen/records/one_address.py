"""SQL for one address that two wallets name: what it shows is there once, whatever the register of wallets says.

The least of the rows counts, so that nothing is claimed that may not be there. It counts as guarantee crypto before
it counts as customers', for the same coins cannot answer for others, and as not cold before it counts as cold.
"""

from __future__ import annotations


def address_key(column: str) -> str:
    """One text for one address: hexadecimal digits may be capitals or not."""
    return f"CASE WHEN {column} LIKE '0x%' THEN lower({column}) ELSE {column} END"


# Balances of `:day` at an address that two wallets of customers' or guarantee crypto name; `twice`: what to take off.
# It begins with the wallets, for they are few and nearly always none share an address.
SHARED_BALANCES = f"""
    SELECT r.wallet_id, r.asset, r.chain, r.address, r.purpose, r.temperature, r.block_height, r.block_hash,
           r.units - CASE WHEN r.place = 1 THEN r.least ELSE CAST(0 AS DECIMAL(38,0)) END AS twice
    FROM (
        SELECT b.wallet_id, b.asset, w.chain, w.address, w.purpose, w.temperature, b.units,
               b.block_height, b.block_hash,
               min(b.units) OVER (PARTITION BY b.asset, s.chain, s.address) AS least,
               row_number() OVER (
                   PARTITION BY b.asset, s.chain, s.address
                   ORDER BY CASE WHEN w.purpose = 'guarantee' THEN 0 ELSE 1 END,
                            CASE WHEN w.temperature = 'cold' THEN 1 ELSE 0 END, b.wallet_id) AS place
        FROM (
            SELECT chain, {address_key("address")} AS address FROM wallets
            WHERE purpose IN ('customer', 'guarantee')
            GROUP BY chain, {address_key("address")}
            HAVING count(*) > 1
        ) s
        JOIN wallets w ON s.chain = w.chain AND s.address = {address_key("w.address")}
        JOIN wallet_balances b ON w.wallet_id = b.wallet_id
        WHERE b.day = :day AND w.purpose IN ('customer', 'guarantee')
    ) r
"""
