"""非居住者に係る報告: what is reported of customers who live abroad for tax (OECD CARF), and who they are."""

from hozen.rules.carf.facts import CarfFacts, Choices
from hozen.rules.carf.jp import choices_of, due_day, year_bounds

__all__ = ["CarfFacts", "Choices", "choices_of", "due_day", "year_bounds"]
