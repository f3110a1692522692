"""財団: which pool each asset of the estate lies in, summed over wallets, trusts and accounts."""

from __future__ import annotations

from hozen.records import Query

POOLS = (
    "segregated_crypto",  # 分別管理する利用者の暗号資産
    "segregated_at_keeper",  # 外部の管理者が保管する分
    "guarantee_crypto",  # 履行保証暗号資産
    "trust_money",  # 利用者区分管理信託
    "own_crypto",  # 自己の暗号資産
    "own_mixed_in",  # 利用者のウォレットに混入した自己の暗号資産
    "reserve",  # 責任準備金
    "insurance_expected",  # 保険金の見込み
)
EXPECTED = ("insurance_expected",)  # nothing is paid out of these before the money is there


def estate_query() -> Query:
    """(pool, asset, keeper, units): what was there at the moment of the seal.

    The buffer of own coins is what the firm's ledger says; it is
    taken off the pool that the firm keeps itself, which may leave that below nothing: `refuse_negative` looks at it.
    """
    return Query(
        "estate",
        """
        SELECT pool, asset, keeper, CAST(sum(units) AS DECIMAL(38,0)) AS units FROM (
            SELECT CASE WHEN purpose = 'customer' AND keeper = 'self' THEN 'segregated_crypto'
                        WHEN purpose = 'customer' THEN 'segregated_at_keeper'
                        WHEN purpose = 'guarantee' THEN 'guarantee_crypto'
                        ELSE 'own_crypto' END AS pool,
                   asset, keeper, units
            FROM sealed_wallets
            UNION ALL
            SELECT 'own_mixed_in', asset, 'self', units FROM sealed_house WHERE purpose = 'buffer'
            UNION ALL
            SELECT 'segregated_crypto', asset, 'self', -units FROM sealed_house WHERE purpose = 'buffer'
            UNION ALL
            SELECT 'trust_money', 'JPY', trustee, yen FROM sealed_trusts
            UNION ALL
            SELECT 'reserve', 'JPY', account, yen FROM sealed_reserve
            UNION ALL
            SELECT 'insurance_expected', 'JPY', insurer,
                   CASE WHEN aggregate_yen > eroded_yen THEN aggregate_yen - eroded_yen
                        ELSE CAST(0 AS DECIMAL(38,0)) END
            FROM sealed_policies
        ) AS lines
        GROUP BY pool, asset, keeper
        ORDER BY pool, asset, keeper
        """,
        ("sealed_wallets", "sealed_house", "sealed_trusts", "sealed_reserve", "sealed_policies"),
    )


def estate_of(rows_view: str) -> Query:
    """(pool, asset, units, lines) of a view that `estate_query` filled."""
    return Query(
        "estate of the case",
        f"SELECT pool, asset, CAST(sum(units) AS DECIMAL(38,0)), count(*) FROM {rows_view} "
        "GROUP BY pool, asset ORDER BY pool, asset",
        (rows_view,),
    )
