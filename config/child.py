"""A server process of our own: its lock, its ports, its log, its leash, its end."""

import asyncio
import fcntl
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from config.private import private_log

LEASH = Path(__file__).with_name("leash.py")
LOCK_PATIENCE_SECONDS = 30
POLL_SECONDS = 0.05
# Below the range from which the kernel takes ports for outgoing connections.
PORTS = range(15_000, 32_000)


class ServerStartError(Exception):
    """A server could not be started; the sentence says which and where its log is."""


class Child:
    """A running server which ends with its starter and holds its lock while it lives."""

    def __init__(self, process: asyncio.subprocess.Process, *, farewell: signal.Signals) -> None:
        """Take charge of a process and of the signal on which it shuts down cleanly."""
        self._process = process
        self._farewell = farewell

    @property
    def pid(self) -> int:
        """The process id of the server itself, not of a launcher."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process is over."""
        return self._process.returncode is not None

    async def wait(self) -> int:
        """Wait for the end of the process."""
        return await self._process.wait()

    async def stop(self, *, grace: float) -> None:
        """Ask for a clean end; insist after the grace."""
        self._send(self._farewell)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(grace):
                    await self.wait()
        finally:
            await self.kill()

    async def kill(self) -> None:
        """End the process as a power cut would."""
        self._send(signal.SIGKILL)
        await self.wait()

    def _send(self, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(what)


async def start_child(  # noqa: PLR0913
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    lock: int,
    log_file: Path,
    farewell: signal.Signals,
    orphaned: signal.Signals,
    account: str = "",
) -> Child:
    """Start a server in a session of its own; it inherits the lock and so holds it to its end.

    `farewell` asks it for a clean end; `orphaned` is what the kernel sends if we die first.
    """
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(orphaned)), account]
    with private_log(log_file) as log:
        process = await asyncio.create_subprocess_exec(
            *leash,
            *command,
            env=dict(env),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=(lock,),
        )
    return Child(process, farewell=farewell)


@asynccontextmanager
async def held(lock: Path, *, patience: float = LOCK_PATIENCE_SECONDS) -> AsyncIterator[int]:
    """Hold a lock file, waiting for the end of whoever inherited it from a dead starter."""
    fd = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        await take(fd, lock, patience=patience)
        yield fd
    finally:
        os.close(fd)


async def take(fd: int, lock: Path, *, patience: float) -> None:
    """Wait for the lock, within reason."""
    try:
        async with asyncio.timeout(patience):
            while not locked(fd):
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise ServerStartError(f"another process is not done: it holds {lock}") from None


def locked(fd: int, kind: int = fcntl.LOCK_EX) -> bool:
    """Try to take the lock; never wait for it."""
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_ports(count: int) -> list[int]:
    """Pick different ports on which nobody listens on loopback."""
    candidates = random.sample(PORTS, k=len(PORTS))
    free = (port for port in candidates if is_free(port))
    return [next(free) for _ in range(count)]


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port now."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def tail(log_file: Path, *, lines: int = 5) -> str:
    """Give the last lines of a log, for the sentence of an error."""
    text = log_file.read_text(errors="replace") if log_file.exists() else ""
    return "\n".join(text.splitlines()[-lines:])
