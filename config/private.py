"""Folders and files for our eyes alone: made whole or not at all, also by a power cut."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import structlog

log = structlog.get_logger()


def private_folder(folder: Path) -> list[Path]:
    """Make a folder, and those above it that are missing; say which. Others stay as they are."""
    missing = [each for each in (*reversed(folder.parents), folder) if not each.exists()]
    for each in missing:
        each.mkdir(mode=0o700, exist_ok=True)
    return missing


def private_log(path: Path) -> BinaryIO:
    """Open a log that others cannot read, to write at its end."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds; what it is to hold is made at first use.

    An empty file is what a crash of an older release left: it was never used, and is made anew.
    """
    with _alone_in(path.parent):
        if not path.exists():
            write_whole(path, make())
        elif path.stat().st_size == 0:
            log.warning("file.made_again", file=str(path), reason="an earlier start left it empty")
            write_whole(path, make())
        return path.read_bytes()


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the place and rename, so that a half-written file is never found there."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _flush(path.parent)


@contextmanager
def moved_whole(fresh: Path, place: Path) -> Iterator[None]:
    """Move a folder to its place at the end of the block, flushed; remove it on any failure.

    What was moved away within the block stays.
    """
    ours = fresh.stat()
    try:
        yield
        for each in (*fresh.rglob("*"), fresh):
            if not each.is_symlink() and (each.is_file() or each.is_dir()):
                _flush(each)
        fresh.rename(place)
    except BaseException:
        if fresh.exists() and os.path.samestat(fresh.stat(), ours):
            shutil.rmtree(fresh, ignore_errors=True)
        raise
    _flush(place.parent)


def _flush(path: Path) -> None:
    """Return once a file, or what a folder lists, outlasts a power cut."""
    with _opened(path) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
