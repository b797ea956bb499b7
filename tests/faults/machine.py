"""The processes of a register under load, each of which may be killed and comes back."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg
import structlog

from config.postgres_server import PostgresServer, has_database
from config.preparing import event_types
from config.register import url_of_role
from config.sealing import log_keys
from domain.clock import ASSEMBLY
from eventstore.connections import HICCUPS, close_pool, open_pool
from eventstore.event_types import enrol
from eventstore.migrate import migrate
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import VerifierKey
from eventstore.registrar import Registrar
from eventstore.roles import APP, SEALER, set_password
from eventstore.work import Accept, Fact
from tests.acceptance.plenaries import still
from tests.eventstore.example import CREATE_JARS, LOG, TYPES, JarFold, Jars, work
from tests.faults.callers import Callers
from tests.house import until

PASSWORD = "for-tests-only"
IN_FLIGHT = 16
PUBLISHED = "SELECT size, root FROM checkpoint WHERE size > $1 ORDER BY size"
LONGEST_LOG = 1 << 20
READY = {"tests.faults.writer": b"writer.ready\n", "workers.sealer": b"worker.ready\n"}


class EndedError(Exception):
    """A process of ours ended though nobody killed it."""


class Process:
    """A process of ours that says when it is ready."""

    def __init__(
        self, module: str, *words: str, environ: Mapping[str, str], log: int | None = None
    ) -> None:
        """Take what to run, and the open file for its log; nothing runs yet."""
        self._log = log
        self._module = module
        self._words = words
        self._environ = environ
        self.running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it is ready; raise `EndedError` where it ends before."""
        self.running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            *self._words,
            env={**os.environ, **self._environ},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,
        )
        assert self.running.stdout is not None
        try:
            await self.running.stdout.readuntil(READY[self._module])
        except asyncio.IncompleteReadError:
            raise EndedError(f"{self._module} ended at its start") from None

    async def kill(self) -> None:
        """Kill it as a power cut would; raise `EndedError` where it has ended before."""
        if self.running is None:
            return
        running, self.running = self.running, None
        if running.returncode is not None:
            raise EndedError(f"{self._module} ended by itself")
        running.kill()
        await running.wait()


class Writer(Process):
    """A registrar's process with the callers who send through it."""

    def __init__(self, url: str, callers: Callers, *, without: str = "") -> None:
        """Take the register and the callers; `without` names a safeguard to do without."""
        super().__init__("tests.faults.writer", url, without, environ={})
        self._callers = callers
        self._waiting: list[UUID] = []
        self._pump: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start, send again what was not answered, and go on."""
        await super().start()
        assert self.running is not None
        self._pump = asyncio.create_task(self._send(self.running))

    async def kill(self) -> None:
        """Kill it; what it said before its end is still heard."""
        await super().kill()
        if self._pump is not None:
            await self._pump

    async def finish(self) -> None:
        """Let it answer what it has, send nothing more, and end."""
        assert self.running is not None
        assert self.running.stdin is not None
        self.running.stdin.close()
        await self.running.wait()
        self.running = None
        if self._pump is not None:
            await self._pump

    def take_over(self, acts: Sequence[UUID]) -> None:
        """Send also what others wait for."""
        self._waiting.extend(acts)

    async def _send(self, running: asyncio.subprocess.Process) -> None:
        assert running.stdout is not None
        while len(self._waiting) < IN_FLIGHT:
            self._waiting.append(self._callers.next_act())
        for command in self._waiting:
            self._say(running, command)
        async for line in running.stdout:
            if not line.endswith(b"\n"):
                return  # killed in the middle of a word
            answered = self._callers.hear(line.decode().rstrip("\n"))
            self._waiting.remove(answered)
            self._waiting.append(self._callers.next_act())
            self._say(running, self._waiting[-1])

    def _say(self, running: asyncio.subprocess.Process, command: UUID) -> None:
        assert running.stdin is not None
        if not running.stdin.is_closing():
            running.stdin.write(f"{command} {self._callers.asked[command].stream}\n".encode())


class Sealer(Process):
    """The real sealer, with keys and memory in a folder of its own."""

    def __init__(self, url: str, data: Path) -> None:
        """Take the register and where the memory is kept."""
        environ = {
            "SEALER_DATABASE_URL": url,
            "PLENARY_DATA": str(data),
            "PLENARY_ASSEMBLY": LOG,
            "PLENARY_LOG_LEVEL": "warning",
        }
        self._says = os.memfd_create("sealer.log")  # no disk that may be broken
        super().__init__("workers.sealer", environ=environ, log=self._says)
        self.keys: list[VerifierKey] = [
            each.verifier for each in log_keys(data / "keys" / "log", LOG)
        ]

    async def has_refused(self) -> bool:
        """Tell whether it has refused to sign, as its log says."""
        return b"sealer.refused" in os.pread(self._says, LONGEST_LOG, 0)


class Postgres(PostgresServer):
    """The database, which may be killed whole or in one of its processes."""

    @property
    def over(self) -> bool:
        """Whether it has ended, by itself or not."""
        return self._child is None or self._child.ended

    async def kill_and_start(self, random: Random) -> None:
        """Kill the first process or another one; return once it answers again."""
        if random.random() < 0.5:
            await self.kill()
            await self.start()
            return
        if children := _children(self.pid):
            os.kill(random.choice(children), signal.SIGKILL)
        await until(self._is_back, seconds=60)

    async def end(self) -> None:
        """Kill every process of it, and wait until none holds a file open."""
        children = [] if self.over else _children(self.pid)
        await self.kill()
        for each in children:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

        async def gone() -> bool:
            return not still(children)

        await until(gone)

    async def _is_back(self) -> bool:
        try:
            return await has_database(self.url)
        except HICCUPS:
            return False


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in file.read_text().split()]


class Machine:
    """A register under load: database, writers, sealer, and somebody who watches checkpoints."""

    def __init__(
        self, data: Path, callers: Callers, *, without: str = "", unsafe: Sequence[str] = ()
    ) -> None:
        """Take the folder of all that is durable; nothing runs yet."""
        data.mkdir(exist_ok=True)
        self.callers = callers
        self.postgres = Postgres(data, log=structlog.get_logger(), settings=unsafe)
        self._data = data
        self._without = without
        self.writers: list[Writer] = []
        self.sealer: Sealer | None = None
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start on what the folder holds; make the register where there is none."""
        await self.postgres.start()
        app = url_of_role(self.postgres.url, APP, PASSWORD)
        self.sealer = Sealer(url_of_role(self.postgres.url, SEALER, PASSWORD), self._data)
        await _prepare(self.postgres.url, app, self.sealer.keys)
        self.writers = [Writer(app, self.callers, without=self._without) for _ in range(2)]
        self.writers[0].take_over(self.callers.unanswered())
        await asyncio.gather(*(each.start() for each in (*self.writers, self.sealer)))
        self._watching = asyncio.create_task(self._watch())

    @property
    def keys(self) -> list[VerifierKey]:
        """The keys under its checkpoints."""
        assert self.sealer is not None
        return self.sealer.keys

    async def finish(self) -> None:
        """Let the writers answer what they have; the rest goes on."""
        await asyncio.gather(*(each.finish() for each in self.writers))

    async def stop(self) -> None:
        """End everything, however it stands."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        processes = [*self.writers, *([self.sealer] if self.sealer else [])]
        try:
            await asyncio.gather(*(each.kill() for each in processes))
        finally:
            await self.postgres.end()

    async def _watch(self) -> None:
        """See what is published, as somebody outside would."""
        while True:
            try:
                await self._watch_while_connected()
            except HICCUPS:
                await asyncio.sleep(0.1)

    async def _watch_while_connected(self) -> None:
        connection = await asyncpg.connect(self.postgres.url, timeout=2)
        try:
            size = max((each.checkpoint.size for each in self.callers.seen), default=0)
            while True:
                for row in await connection.fetch(PUBLISHED, size, timeout=5):
                    size = row["size"]
                    self.callers.see(Checkpoint(origin=LOG, size=size, root=row["root"]))
                await asyncio.sleep(0.05)
        finally:
            connection.terminate()


async def _prepare(url: str, app: str, keys: Sequence[VerifierKey]) -> None:
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('view.jar')"):
            return
        await migrate(connection)
        await enrol(connection, [*event_types(), *TYPES])
        await connection.execute(CREATE_JARS)
        for role in (APP, SEALER):
            await set_password(connection, role, PASSWORD)
    finally:
        await connection.close()
    await _admit(app, keys)


async def _admit(app: str, keys: Sequence[VerifierKey]) -> None:
    """Record the keys of the sealer: it signs with none that is not admitted."""
    pool = await open_pool(app)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[Jars()]) as registrar:
        for key in keys:
            fact = Fact(stream=ASSEMBLY, type="LogKeyAdmitted", schema=1, data={"key": key.text})
            await registrar.take(work(Accept(facts=[fact]), stream=ASSEMBLY))
    await close_pool(pool)


@asynccontextmanager
async def machine(
    data: Path, callers: Callers, *, without: str = "", unsafe: Sequence[str] = ()
) -> AsyncIterator[Machine]:
    """Have a register under load inside the block."""
    running = Machine(data, callers, without=without, unsafe=unsafe)
    try:
        await running.start()
        yield running
    finally:
        await running.stop()
