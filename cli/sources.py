"""Where lines come from: a file, or standard input by the name of a dash."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cli.exits import misused, not_found

STDIN = "-"


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """Have a file open to read, or standard input."""
    if source == STDIN:
        yield sys.stdin.buffer
        return
    path = Path(source)
    if path.is_dir():
        raise not_found(f"{source} is a folder, not a file")
    if not path.exists():
        raise not_found(f"there is no file {source}")
    try:
        file = path.open("rb")
    except PermissionError:
        raise misused(f"{source} cannot be read: this account may not") from None
    with file:
        yield file
