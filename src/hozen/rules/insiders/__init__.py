"""内部者名簿と重要事実: who knew of which fact since when, where it was published, and who traded meanwhile."""

from hozen.rules.insiders.facts import Blackout, Listed, MaterialFact, Publication, SeenInsiders, blackouts
from hozen.rules.insiders.jp import FactType, fact_types, insider_findings

__all__ = [
    "Blackout",
    "FactType",
    "Listed",
    "MaterialFact",
    "Publication",
    "SeenInsiders",
    "blackouts",
    "fact_types",
    "insider_findings",
]
