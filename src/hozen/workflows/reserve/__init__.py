"""準備金の試算: one exchange's volumes and custody through scenarios, side by side."""

from hozen.workflows.reserve.report import ReserveAnswer, ReserveReport

__all__ = ["ReserveAnswer", "ReserveReport"]
