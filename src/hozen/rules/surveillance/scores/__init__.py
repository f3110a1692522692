"""点数: floats live here and nowhere else in the room; what leaves is whole."""

from hozen.rules.surveillance.scores.chance import PARTS, never_by_chance, rare_among, surprise
from hozen.rules.surveillance.scores.share import excess, mean, permille

__all__ = ["PARTS", "excess", "mean", "never_by_chance", "permille", "rare_among", "surprise"]
