"""`python -m hozen` is `hozen`."""

import sys

from hozen.faces.cli import main

if __name__ == "__main__":
    sys.exit(main())
