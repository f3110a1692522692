"""評価に使う時価: the sealed prices, those of the round, and what was declared of forks."""

from __future__ import annotations

from hozen.records import Query
from hozen.values import Price
from hozen.workflows.wind_down import round_sql as sql
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.claims import whole
from hozen.workflows.wind_down.errors import WindDownRefused
from hozen.workflows.wind_down.terms import Terms


def conversion_view(at: At, terms: Terms, place: str) -> None:
    """The view conversion: the price of each asset, as the terms say when. Raises WindDownRefused where one is missing."""
    _are_assets(at, terms)
    file = at.folder / place / "prices.csv"
    if file.is_file():
        read = at.engine.scan([file], "csv", {"encoding": "utf-8"})
        at.engine.view("prices_of_round", f"SELECT asset, CAST(price AS STRING) AS price FROM {read}")
        _are_prices(at)
    later = terms.conversion == "distribution" or "distribution" in terms.conversion_of.values()
    if later and not file.is_file():
        raise WindDownRefused(
            "the terms convert at distribution, and no prices of the day were given",
            expected="a file of prices",
            try_next="--prices FILE",
        )
    at.engine.view("conversion", sql.conversion_select(terms, file.is_file()))


def priced(at: At) -> dict[str, tuple[Price, int]]:
    """Asset → its price in the round, and its decimals."""
    return {
        str(asset): (Price.parse(str(price)), whole(places)) for asset, places, price in at.engine.rows(_ALL)
    }


def _are_assets(at: At, terms: Terms) -> None:
    """Refuse a conversion of what the case does not have: left out, it would be another price in silence."""
    known = {str(asset) for (asset,) in at.engine.rows(_ASSETS)}
    for asset in sorted(terms.conversion_of.keys() - known):
        raise WindDownRefused(
            "the terms convert an asset that the case does not have",
            where="conversion_of",
            found=asset,
            expected=", ".join(sorted(known)),
        )


def _are_prices(at: At) -> None:
    """Refuse an asset that stands twice, and what is no price."""
    seen: set[object] = set()
    for asset, price in at.engine.rows(_OF_ROUND):
        if asset in seen or not _is_price(price):
            raise WindDownRefused(
                "a price of the round cannot be used",
                where=f"prices of the round, {asset}",
                found=price,
                expected="one plain decimal above 0 for each asset",
            )
        seen.add(asset)


def _is_price(text: object) -> bool:
    try:
        Price.parse(str(text))
    except ValueError:
        return False
    return True


_ALL = Query(
    "prices of the round",
    "SELECT asset, decimals, price FROM conversion WHERE price IS NOT NULL ORDER BY asset",
    (),
)
_OF_ROUND = Query("prices as given", "SELECT asset, price FROM prices_of_round ORDER BY asset", ())
_ASSETS = Query("assets to convert", "SELECT asset FROM case_assets ORDER BY asset", ("case_assets",))
