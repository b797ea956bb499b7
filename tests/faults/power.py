"""A file system on the disk that remembers, and what is left of it when its power is cut.

The load is never disturbed: a cut is made afterwards, of the log, at any place. What left the
house by then is known from the length that the log had when it was heard.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.disk import ENTRY, READY

SIZE = 1 << 30
SECTOR = 512


class NoDiskError(Exception):
    """No file system can be laid on a disk of ours on this machine; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A file system in use."""

    folder: Path
    log: Path
    process: asyncio.subprocess.Process

    def now(self) -> int:
        """Return how long the log is."""
        return self.log.stat().st_size

    def break_(self) -> None:
        """Let every write and every flush fail from now on."""
        self.process.send_signal(signal.SIGUSR1)


@asynccontextmanager
async def laid(place: Path) -> AsyncIterator[Laid]:
    """Have a fresh ext4 on a disk that remembers inside the block."""
    _check_machine()
    disk, folder, log = place / "disk", place / "mounted", place / "log"
    for each in (disk, folder):
        each.mkdir(parents=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.disk", disk, str(SIZE), log),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await _ready(process)
        async with _looped(disk / "disk") as device:
            await _run("mkfs.ext4", "-q", "-E", "nodiscard", device)
            async with _mounted(device, folder):
                yield Laid(folder=folder, log=log, process=process)
    finally:
        await _run("umount", "--lazy", disk)
        await process.wait()


@asynccontextmanager
async def in_use(image: Path) -> AsyncIterator[Path]:
    """Have the file system of an image inside the block: its journal is played first."""
    folder = image.with_name("image-mounted")
    async with _looped(image) as device, _mounted(device, folder):
        yield folder


class Cuts:
    """Goes along the log and makes an image of what a cut at a place leaves."""

    def __init__(self, log: Path, folder: Path, random: Random) -> None:
        """Begin with an empty disk."""
        self._log = log.open("rb")
        self._flushed = (folder / "flushed").open("x+b")
        self._flushed.truncate(SIZE)
        self._image = folder / "image"
        (folder / "image-mounted").mkdir()
        self._cached: list[tuple[int, bytes]] = []
        self._random = random

    def at(self, place: int) -> Path:
        """Return the image after a cut here; places must not go back.

        What was flushed is in it, and of what was written since any sectors.
        """
        while (entry := self._next(place)) is not None:
            self._take(entry)
        self._flushed.flush()
        _copy_sparse(Path(self._flushed.name), self._image)
        with self._image.open("r+b") as image:
            for begin, written in self._cached:
                for offset in self._kept(len(written)):
                    image.seek(begin + offset)
                    image.write(written[offset : offset + SECTOR])
        return self._image

    def close(self) -> None:
        """Leave the files."""
        self._log.close()
        self._flushed.close()

    def _next(self, place: int) -> tuple[bytes, int, bytes] | None:
        begin = self._log.tell()
        head = self._log.read(ENTRY.size)
        if len(head) == ENTRY.size:
            kind, at, length = ENTRY.unpack(head)
            written = self._log.read(length)
            if len(written) == length and self._log.tell() <= place:
                return kind, at, written
        self._log.seek(begin)
        return None

    def _take(self, entry: tuple[bytes, int, bytes]) -> None:
        kind, at, written = entry
        if kind == b"W":
            self._cached.append((at, written))
            return
        for begin, each in self._cached:
            self._flushed.seek(begin)
            self._flushed.write(each)
        self._cached.clear()

    def _kept(self, length: int) -> list[int]:
        """Choose the sectors of a write that reached the disk: none, all, or some."""
        sectors = range(0, length, SECTOR)
        match self._random.randrange(3):
            case 0:
                return []
            case 1:
                return list(sectors)
            case _:
                return [each for each in sectors if self._random.random() < 0.5]


def _copy_sparse(source: Path, target: Path) -> None:
    """Copy a file without its holes."""
    with source.open("rb") as read, target.open("wb") as write:
        write.truncate(SIZE)
        end = 0
        while (begin := _data_from(read.fileno(), end)) is not None:
            end = os.lseek(read.fileno(), begin, os.SEEK_HOLE)
            while begin < end:
                begin += os.copy_file_range(
                    read.fileno(), write.fileno(), end - begin, begin, begin
                )


def _data_from(descriptor: int, place: int) -> int | None:
    try:
        return os.lseek(descriptor, place, os.SEEK_DATA)
    except OSError:
        return None


@asynccontextmanager
async def _looped(file: Path) -> AsyncIterator[str]:
    device = await _run("losetup", "--find", "--show", file)
    try:
        yield device
    finally:
        await _run("losetup", "--detach", device)


@asynccontextmanager
async def _mounted(device: str, folder: Path) -> AsyncIterator[None]:
    await _run("mount", device, folder)
    try:
        yield
    finally:
        await _run("umount", "--lazy", folder)


def _check_machine() -> None:
    if os.geteuid() != 0 or not Path("/dev/fuse").exists():
        raise NoDiskError("it takes root and /dev/fuse to lay a file system on a disk of ours")


async def _ready(process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    if await process.stdout.readline() != READY.encode() + b"\n":
        raise NoDiskError("a FUSE file system cannot be mounted on this machine")


async def _run(program: str, *words: str | Path) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *(program, *map(str, words)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except FileNotFoundError:
        raise NoDiskError(f"there is no {program} on this machine") from None
    out, err = await process.communicate()
    if process.returncode != 0:
        raise NoDiskError(f"{program} failed: {err.decode().strip()}")
    return out.decode().strip()
