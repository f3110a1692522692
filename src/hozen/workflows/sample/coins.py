"""The assets a sample exchange handles.

Names, decimals, DTI and CAIP-19 are the assets' own where they are known; prices and weights are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Coin:
    """暗号資産. `price` is yen per coin on the last day; `weight` is how often it is traded, in parts.

    tick: the price is quoted in steps of 10^-`tick` yen, so that a quote has about six figures.
    lot: orders are in lots of 10^-`lot` coins, worth some hundred yen; below 0, a lot is many coins.
    """

    symbol: str
    name: str
    decimals: int
    chain: str
    price: str
    weight: int = 1
    caip19: str = ""
    dti: str = ""
    prefix: str = ""
    tick: int = field(init=False)
    lot: int = field(init=False)

    def __post_init__(self) -> None:
        size = Decimal(self.price).adjusted()  # 7 for 15,200,000; -3 for 0.0019
        object.__setattr__(self, "tick", max(0, 5 - size))
        object.__setattr__(self, "lot", size - 2)

    @property
    def ticks(self) -> int:
        """The price in ticks."""
        return int(Decimal(self.price).scaleb(self.tick))

    def quote(self, ticks: int) -> str:
        """Ticks as a decimal string of yen per coin."""
        whole, part = divmod(ticks, 10**self.tick)
        return f"{whole}.{part:0{self.tick}d}" if self.tick else str(whole)


_ETH = "eip155:1"


def _token(
    symbol: str, name: str, price: str, contract: str, weight: int = 1, chain: str = _ETH, decimals: int = 18
) -> Coin:
    return Coin(symbol, name, decimals, chain, price, weight, f"{chain}/erc20:{contract}", prefix="0x")


def _native(
    symbol: str,
    name: str,
    decimals: int,
    chain: str,
    slip44: int,
    price: str,
    prefix: str,
    weight: int = 1,
    dti: str = "",
) -> Coin:
    return Coin(symbol, name, decimals, chain, price, weight, f"{chain}/slip44:{slip44}", dti, prefix)


# In the order in which a smaller sample takes them.
COINS: tuple[Coin, ...] = (
    _native(
        "BTC",
        "Bitcoin",
        8,
        "bip122:000000000019d6689c085ae165831e93",
        0,
        "15230000",
        "bc1q",
        24,
        "4H95J0R2X",
    ),
    _native("ETH", "Ether", 18, _ETH, 60, "482600", "0x", 12, "X9J9K872S"),
    _native("XRP", "XRP", 6, "xrpl:0", 144, "361.42", "r", 9),
    _native("BCH", "Bitcoin Cash", 8, "bip122:000000000000000000651ef99cb9fcbe", 145, "78950", "q"),
    _native("LTC", "Litecoin", 8, "bip122:12a765e31ffd4059bada1e25190f6e98", 2, "14380", "ltc1q"),
    _native("DOGE", "Dogecoin", 8, "bip122:1a91e3dace36e2be3bf030a65679fe82", 3, "28.61", "D", 2),
    _native("SOL", "Solana", 9, "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp", 501, "24710", "", 3),
    _native("ADA", "Cardano", 6, "cip34:1-764824073", 1815, "92.47", "addr1"),
    _native("DOT", "Polkadot", 10, "polkadot:91b171bb158e2d3848fa23a9f1c25182", 354, "481.3", "1"),
    _native("XLM", "Stellar Lumens", 7, "stellar:pubnet", 148, "48.62", "G"),
    _native("AVAX", "Avalanche", 18, "eip155:43114", 9000, "2814", "0x"),
    _native("ETC", "Ethereum Classic", 18, "eip155:61", 61, "2397", "0x"),
    _token("LINK", "Chainlink", "2481", "0x514910771af9ca656af840dff83e8264ecf986ca"),
    _token("BAT", "Basic Attention Token", "28.74", "0x0d8775f648430679a709e98d2b0cb6250d2887ef"),
    _token("SHIB", "Shiba Inu", "0.001478", "0x95ad61b0a150d79219dcf64e1e6cc01f0b64c4ce"),
    _native("ATOM", "Cosmos Hub Atom", 6, "cosmos:cosmoshub-4", 118, "512.7", "cosmos1"),
    _native("XTZ", "Tezos", 6, "tezos:NetXdQprcVkpaWU", 1729, "97.18", "tz1"),
    Coin("TRX", "TRON", 6, "tron", "47.93", prefix="T"),
    Coin("XEM", "NEM", 6, "nem", "0.2716", prefix="N"),
    Coin("XYM", "Symbol", 6, "symbol", "0.7481", prefix="N"),
    Coin("MONA", "MonaCoin", 8, "monacoin", "21.94", prefix="mona1q"),
    Coin("QTUM", "Qtum", 8, "qtum", "318.6", prefix="Q"),
    _token("DAI", "Dai", "156.31", "0x6b175474e89094c44da98b954eedeac495271d0f"),
    _token("MKR", "Maker", "241800", "0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2"),
    _token("SAND", "The Sandbox", "37.85", "0x3845badade8e6dff049820680d1f14bd3903a5d0"),
    _token("APE", "ApeCoin", "71.46", "0x4d224452801aced8b2f0aebe155379bb5d594381"),
    _token("AXS", "Axie Infinity", "283.5", "0xbb0e17ef65f82ab018d8edd776e8dd940327b28b"),
    _token("CHZ", "Chiliz", "5.872", "0x3506424f91fd33084466f402d5d97f05f8e3b4af"),
    _token("UNI", "Uniswap", "1184", "0x1f9840a85d5af5bf1d1762f925bdaddc4201f984"),
    _token("ARB", "Arbitrum", "52.63", "0x912ce59144191c1204e64559fe8253a0e49e6548", chain="eip155:42161"),
    _native("POL", "Polygon Ecosystem Token", 18, "eip155:137", 966, "31.72", "0x"),
    Coin("HBAR", "Hedera", 8, "hedera:mainnet", "26.18", caip19="hedera:mainnet/slip44:3030", prefix="0.0."),
    Coin("ALGO", "Algorand", 6, "algorand", "33.27"),
    Coin("NEAR", "NEAR Protocol", 24, "near", "418.9"),
    Coin("FIL", "Filecoin", 18, "filecoin", "371.4", prefix="f1"),
    Coin("ASTR", "Astar", 18, "astar", "3.164", prefix="Y"),
    Coin("IOST", "IOST", 18, "iost", "0.4826"),
    Coin("SUI", "Sui", 9, "sui", "451.8", prefix="0x"),
)
LEAST_COINS = 3


def by_weight(coins: Sequence[Coin]) -> list[Coin]:
    """Each coin as often as its weight: an even draw from this is a weighted draw."""
    return [coin for coin in coins for _ in range(coin.weight)]
