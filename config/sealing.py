"""The keys with which a data folder seals or cosigns, and the memory of what they signed."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.private import kept, private_folder, write_whole
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SEED_BYTES, Algorithm, SigningKey
from eventstore.proofs.notes import NoteError

_FILES = {
    Algorithm.ED25519: "log-ed25519.key",
    Algorithm.COSIGNATURE: "witness-ed25519.key",
    Algorithm.SUBTREE: "ml-dsa-44.key",
}
SEALER = "sealer"
"""The folder, in a data folder, of what its sealer remembers."""
LOG_ALGORITHMS = (Algorithm.ED25519, Algorithm.SUBTREE)
WITNESS_ALGORITHMS = (Algorithm.COSIGNATURE, Algorithm.SUBTREE)


class MemoryDamagedError(NoteError):
    """A file of the memory is no checkpoint: nobody knows any more what was signed."""

    def __init__(self, file: Path, fault: NoteError) -> None:
        """Name it, and what to do."""
        super().__init__(
            f"{file}, the memory of what was signed here, was damaged ({fault}): bring it back "
            "from a copy of the folder, and hold the register against a checkpoint kept elsewhere"
        )


class MemoryInUseError(Exception):
    """Another process signs with this memory: two that sign could tell two pasts."""


def log_folder(data: Path) -> Path:
    """Return where a data folder keeps the keys with which its register is sealed."""
    return data / "keys" / "log"


def log_keys(folder: Path, origin: str) -> list[SigningKey]:
    """Return the keys with which a register is sealed; made at first use, for our eyes alone."""
    return [_key(folder, origin, algorithm) for algorithm in LOG_ALGORITHMS]


def witness_keys(folder: Path, name: str) -> list[SigningKey]:
    """Return the keys with which a witness cosigns; made at first use, for its eyes alone."""
    return [_key(folder, name, algorithm) for algorithm in WITNESS_ALGORITHMS]


class SigningMemory:
    """The checkpoint that was signed last, per register: one file each, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = folder

    def last(self, origin: str) -> Checkpoint | None:
        """Return what was kept last."""
        file = self._file(origin)
        return _read(file) if file.exists() else None

    def all(self) -> Mapping[str, Checkpoint]:
        """Return what was kept last of each register, by its name."""
        files = sorted(self._folder.glob("*.last")) if self._folder.is_dir() else []
        kept = map(_read, files)
        return {checkpoint.origin: checkpoint for checkpoint in kept}

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep it, also through a power cut."""
        write_whole(self._file(checkpoint.origin), checkpoint.text.encode())

    def _file(self, origin: str) -> Path:
        return self._folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.last"


@contextmanager
def signing_memory(folder: Path) -> Iterator[SigningMemory]:
    """Have the memory inside the block, and nobody else beside."""
    private_folder(folder)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor, folder)
        yield SigningMemory(folder)
    finally:
        os.close(descriptor)


def _read(file: Path) -> Checkpoint:
    try:
        return Checkpoint.read(file.read_text(encoding="utf-8", errors="replace"))
    except NoteError as fault:
        raise MemoryDamagedError(file, fault) from fault


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise MemoryInUseError(f"another process signs with the memory in {folder}") from error


def _key(folder: Path, name: str, algorithm: Algorithm) -> SigningKey:
    private_folder(folder)
    seed = kept(folder / _FILES[algorithm], lambda: secrets.token_bytes(SEED_BYTES))
    return SigningKey.of(name, algorithm, seed)
