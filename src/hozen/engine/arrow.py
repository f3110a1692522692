"""pyarrow is an optional extra: asked for only where batches leave the engine."""

from __future__ import annotations

import importlib.util

from hozen.engine.protocol import EngineError


def need_arrow() -> None:
    """Raise EngineError with the command that installs pyarrow, when it is absent."""
    if importlib.util.find_spec("pyarrow") is None:
        raise EngineError(
            "Arrow batches need pyarrow, which is not installed", try_next="pip install 'hozen[arrow]'"
        )
