"""The lock on a data folder: one plenary at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.child import locked
from config.postgres_folder import data_folder


class DataFolderInUseError(Exception):
    """Another plenary runs on this data folder."""


@contextmanager
def lock_on(data: Path) -> Iterator[None]:
    """Make the folder and keep a second plenary out of it."""
    data_folder(data)
    fd = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not locked(fd):
            holder = os.read(fd, 20).decode() or "another process"
            raise DataFolderInUseError(
                f"{data} is in use by process {holder}: one plenary a folder"
            )
        os.ftruncate(fd, 0)
        os.write(fd, str(os.getpid()).encode())
        yield
    finally:
        os.close(fd)
