"""点数: floats live here and nowhere else in the room; what leaves is whole."""

from hozen.rules.surveillance.scores.chance import never_by_chance, surprise
from hozen.rules.surveillance.scores.share import excess, mean, permille

__all__ = ["excess", "mean", "never_by_chance", "permille", "surprise"]
