"""端末: the command line. It calls workflows and reads books; it holds no rule.

Loading this package loads nothing heavy: each command imports what it needs when it runs.
"""

from hozen.faces.cli.main import main

__all__ = ["main"]
