"""Have a Temporal server on this machine before it is needed: `python -m config.bring_temporal`.

Where none is found it is built, once, with a display of how far it is.
"""

import asyncio
import os
import sys

from rich.console import Console

from config.temporal_binary import TemporalNotFoundError, temporal_binary


def main() -> int:
    """Find or build the server; say which it is, or why there is none."""
    if address := os.environ.get("TEMPORAL_ADDRESS"):
        sys.stderr.write(f"Temporal: the server at {address}\n")
        return 0
    try:
        binary = asyncio.run(temporal_binary(os.environ, console=Console(stderr=True)))
    except TemporalNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write(f"Temporal {binary.version}: {binary.path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
