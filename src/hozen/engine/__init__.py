"""計算機: where tables run."""

from hozen.engine.protocol import Cell, Engine, EngineError, Written

__all__ = ["Cell", "Engine", "EngineError", "Written"]
