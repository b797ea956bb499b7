"""The lock on a data folder: one plenary at a time."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.child import locked
from config.postgres_folder import data_folder

PATIENCE_SECONDS = 0.2
"""So long the lock is tried: who looks whether a folder is in use has it for a moment."""
POLL_SECONDS = 0.01


class DataFolderInUseError(Exception):
    """Another plenary runs on this data folder."""


@contextmanager
def lock_on(data: Path) -> Iterator[None]:
    """Make the folder and keep a second plenary out of it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (descriptor := _taken(data, late=time.monotonic() > end)) is None:
        time.sleep(POLL_SECONDS)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _taken(data: Path, *, late: bool) -> int | None:
    """Return the lock; None where it is not to be had yet, or was moved away meanwhile."""
    data_folder(data)
    descriptor = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    if locked(descriptor) and _is_there(descriptor, data / "lock"):
        return descriptor
    holder = os.read(descriptor, 20).decode() or "another process"
    os.close(descriptor)
    if late:
        raise DataFolderInUseError(
            f"{data} is in use by process {holder}: one plenary a folder; nothing was changed: "
            "wait until that one ends, or name another folder"
        )
    return None


def _is_there(descriptor: int, lock: Path) -> bool:
    """Tell whether the lock lies in the folder still, which a restore moves into its place."""
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False
