"""A disk that remembers the order of its writes and flushes, so that its power can be cut anywhere.

Run as a process of its own: it answers the kernel's FUSE requests for one file, over which a loop
device and ext4 are laid. Every write and every flush goes to a log before it is answered. A power
cut is then an image made of the log: all up to some flush, and any part of what came after it,
sector by sector, as a disk with a cache of its own may leave it.

The protocol is that of Linux, `include/uapi/linux/fuse.h`, as of its minor version 31.
"""

import ctypes
import errno
import os
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import TypeAlias

FILE_NAME = b"disk"
ROOT, FILE = 1, 2
MINOR = 31
MOST_WRITTEN = 1 << 20
BIG_WRITES, MAX_PAGES = 1 << 5, 1 << 22
NO_SUID, NO_DEV, DETACH = 2, 4, 2
REQUEST = struct.Struct("<IIQQIIIHH")
SPAN = struct.Struct("<QQI")
ENTRY = struct.Struct("<cQI")
"""An entry of the log: `W` with place and length, then the bytes; or `F`, a flush."""
READY = "disk.ready"

Handler: TypeAlias = "Callable[[int, memoryview], bytes]"
"""Answers a request on a file with what it said."""


class Asked(IntEnum):
    """The requests that are answered; the kernel does without the others."""

    LOOKUP = 1
    FORGET = 2
    GETATTR = 3
    SETATTR = 4
    OPEN = 14
    READ = 15
    WRITE = 16
    STATFS = 17
    RELEASE = 18
    FSYNC = 20
    FLUSH = 25
    INIT = 26
    BATCH_FORGET = 42


class Disk:
    """The bytes of the disk, and the log of all that happened to them."""

    def __init__(self, size: int, log: Path) -> None:
        """Begin empty, with a new log."""
        self.broken = False
        self._size = size
        self._bytes = memoryview(bytearray(size))
        self._log = log.open("xb", buffering=0)
        self._handlers: Mapping[int, Handler] = {
            Asked.LOOKUP: self._look_up,
            Asked.GETATTR: self._describe,
            Asked.SETATTR: self._describe,
            Asked.OPEN: lambda *_: bytes(16),
            Asked.READ: self._read,
            Asked.WRITE: self._write,
            Asked.STATFS: lambda *_: bytes(80),
            Asked.RELEASE: lambda *_: b"",
            Asked.FSYNC: self._flush,
            Asked.FLUSH: lambda *_: b"",
            Asked.INIT: lambda *_: _begun(),
        }

    def answer(self, opcode: int, node: int, body: memoryview) -> bytes:
        """Return the answer to a request; raise `OSError` where it is refused."""
        handler = self._handlers.get(opcode)
        if handler is None:
            raise OSError(errno.ENOSYS, "not needed for one file")
        return handler(node, body)

    def _look_up(self, _node: int, body: memoryview) -> bytes:
        if bytes(body[:-1]) != FILE_NAME:
            raise FileNotFoundError(errno.ENOENT, "there is one file only")
        return struct.pack("<QQQQII", FILE, 0, 1, 1, 0, 0) + self._attributes(FILE)

    def _describe(self, node: int, _body: memoryview) -> bytes:
        return struct.pack("<QII", 1, 0, 0) + self._attributes(node)

    def _read(self, _node: int, body: memoryview) -> bytes:
        _, place, length = SPAN.unpack_from(body)
        return bytes(self._bytes[place : place + length])

    def _write(self, _node: int, body: memoryview) -> bytes:
        self._refuse_if_broken()
        _, place, length = SPAN.unpack_from(body)
        written = body[40 : 40 + length]
        os.writev(self._log.fileno(), [ENTRY.pack(b"W", place, length), written])
        self._bytes[place : place + length] = written
        return struct.pack("<II", length, 0)

    def _flush(self, _node: int, _body: memoryview) -> bytes:
        self._refuse_if_broken()
        self._log.write(ENTRY.pack(b"F", 0, 0))
        return b""

    def _refuse_if_broken(self) -> None:
        if self.broken:
            raise OSError(errno.EIO, "the disk is broken")

    def _attributes(self, node: int) -> bytes:
        mode, size = (0o040755, 0) if node == ROOT else (0o100600, self._size)
        times = (0, 0, 0, 0, 0, 0)
        return struct.pack("<QQQQQQIII", node, size, size // 512, *times) + struct.pack(
            "<IIIIIII", mode, 1, 0, 0, 0, 4096, 0
        )


def _begun() -> bytes:
    flags = BIG_WRITES | MAX_PAGES
    told = struct.pack(
        "<IIIIHHIIHH", 7, MINOR, MOST_WRITTEN, flags, 16, 12, MOST_WRITTEN, 1, 256, 0
    )
    return told.ljust(64, b"\0")


def serve(device: int, disk: Disk) -> None:
    """Answer the kernel until the file system is unmounted."""
    buffer = bytearray(MOST_WRITTEN + (1 << 16))
    while True:
        try:
            length = os.readv(device, [buffer])
        except InterruptedError:
            continue
        except OSError as error:
            if error.errno in (errno.ENODEV, errno.ECONNABORTED):
                return  # unmounted
            if error.errno == errno.ENOENT:
                continue  # the request was taken back
            raise
        _, opcode, unique, node, *_ = REQUEST.unpack_from(buffer)
        if opcode in (Asked.FORGET, Asked.BATCH_FORGET):
            continue
        try:
            code, told = 0, disk.answer(opcode, node, memoryview(buffer)[REQUEST.size : length])
        except OSError as error:
            code, told = -(error.errno or errno.EIO), b""
        os.write(device, struct.pack("<IiQ", 16 + len(told), code, unique) + told)


def main(folder: str, size: str, log: str) -> None:
    """Mount a disk of so many bytes as the file `disk` in a folder; serve until it is unmounted.

    SIGUSR1 breaks it: writes and flushes fail from then on.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0"
    mounted = libc.mount(
        b"plenary-disk", folder.encode(), b"fuse", NO_SUID | NO_DEV, options.encode()
    )
    if mounted != 0:
        raise OSError(ctypes.get_errno(), "a FUSE file system cannot be mounted here")
    disk = Disk(int(size), Path(log))
    signal.signal(signal.SIGUSR1, lambda *_: setattr(disk, "broken", True))
    sys.stdout.write(READY + "\n")
    sys.stdout.flush()
    serve(device, disk)


if __name__ == "__main__":
    main(*sys.argv[1:])
