"""Where the servers of a data folder are, for other commands on it: a file while they run."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from config.child import locked
from config.private import private_folder, write_whole


@dataclass(frozen=True, kw_only=True)
class Endpoints:
    """How to reach what runs on a data folder, and the process ids of it."""

    database_url: str
    temporal_address: str
    temporal_namespace: str
    pids: Mapping[str, int]


@contextmanager
def published(data: Path, endpoints: Endpoints) -> Iterator[None]:
    """Let others find the servers while the block runs."""
    publish(data, endpoints)
    try:
        yield
    finally:
        _file(data).unlink(missing_ok=True)


def publish(data: Path, endpoints: Endpoints) -> None:
    """Write or replace the file; it holds a password and is readable by us alone."""
    file = _file(data)
    private_folder(file.parent)
    write_whole(file, json.dumps(asdict(endpoints), indent=2).encode())


def running_on(data: Path) -> Endpoints | None:
    """Return what runs on a data folder; None where nothing does, also after a power cut."""
    try:
        said = json.loads(_file(data).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Endpoints(**said) if in_use(data) else None


def in_use(data: Path) -> bool:
    """Tell whether a plenary holds the folder's lock: it dies with its holder, a file does not."""
    try:
        descriptor = os.open(data / "lock", os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        return not locked(descriptor, fcntl.LOCK_SH)  # several may look at once
    finally:
        os.close(descriptor)


def _file(data: Path) -> Path:
    return data / "run" / "endpoints.json"
