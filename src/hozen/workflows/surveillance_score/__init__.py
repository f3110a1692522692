"""売買審査の採点: alerts against what was planted: precision, recall, F1, and what was taken for what."""

from hozen.workflows.surveillance_score.reading import TYPOLOGY_OF, read_alerts, read_truth
from hozen.workflows.surveillance_score.score import Score, Standing, TypologyScore, judge, score
from hozen.workflows.surveillance_score.span import Alert, Case, Span

__all__ = [
    "TYPOLOGY_OF",
    "Alert",
    "Case",
    "Score",
    "Span",
    "Standing",
    "TypologyScore",
    "judge",
    "read_alerts",
    "read_truth",
    "score",
]
