"""``python -m unpushy``."""

import sys

from unpushy.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
