"""訓練: a real incident on a sample exchange, from the theft to an approved payout plan, within a minute."""

from hozen.workflows.drill.drilling import Drilled, drill

__all__ = ["Drilled", "drill"]
