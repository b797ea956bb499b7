"""The worker as a child: started, awaited, started again when it dies, stopped in order."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from config.child import LEASH, Child, ServerStartError, tail
from config.keeping import announced
from config.private import private_folder, private_log

READY = b"worker.ready"
"""What a process of `workers` says on standard output once it does its work."""
WORKER, SEALER = "workers.main", "workers.sealer"
START_SECONDS = 90.0
STOP_SECONDS = 30.0
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_SECONDS = 60.0
FIRST_TRIES = 3


class WorkerProcess:
    """One worker, kept alive until it is stopped."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str],
        log_file: Path,
        log: FilteringBoundLogger,
        started: Callable[[int], None],
        module: str = WORKER,
    ) -> None:
        """Name its environment and its log; `started` hears the process id of each start."""
        self._module = module
        self._environ = environ
        self._log_file = log_file
        self._log = log
        self._started = started
        self._launch: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._ready = asyncio.Event()
        self._failures = 0
        self._fault: Exception | None = None
        """Why it could not be run last; None where it ran, and ended by itself."""

    @property
    def pid(self) -> int:
        """The process id of the worker that runs now."""
        if self._launch is None or not self._launch.done():
            raise ServerStartError("the worker is not running")
        return self._launch.result().pid

    async def keep(self) -> None:
        """Run the worker for ever: when it dies, start it again after a pause that grows.

        Whatever fails on the way is logged and tried again: who keeps is watched by nobody.
        """
        while True:
            begun = time.monotonic()
            code = await self._tried()
            steady = time.monotonic() - begun > STEADY_SECONDS
            self._failures = 1 if steady else self._failures + 1
            pause = PAUSES[min(self._failures, len(PAUSES)) - 1]
            self._log.warning("worker.died", module=self._module, code=code, again_in_seconds=pause)
            await asyncio.sleep(pause)

    async def ready(self, keeping: "asyncio.Task[None]") -> None:
        """Return once acts can be answered; raise where the worker ends again and again."""
        begun = time.monotonic()
        while not self._ready.is_set():
            if keeping.done():
                keeping.result()
            late = time.monotonic() - begun > START_SECONDS
            if late or self._failures >= FIRST_TRIES:
                raise ServerStartError(
                    f"{self._module} did not start: "
                    f"{self._fault or tail(self._log_file, lines=1)} (more in {self._log_file})"
                )
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Ask it to finish what it began; insist after a grace."""
        if self._launch is None:
            return
        await asyncio.wait([self._launch])
        if self._launch.exception() is None:
            child = Child(self._launch.result(), farewell=signal.SIGTERM)
            await child.stop(grace=STOP_SECONDS)

    async def _tried(self) -> int | None:
        """Run it to its end; where that fails, as without memory or room, leave nothing running."""
        try:
            code, self._fault = await self._run_once(), None
        except Exception as fault:
            self._fault, log = fault, self._log
            log.warning("worker.not_run", module=self._module, exc_info=fault)
            await self.stop()
            return None
        return code

    async def _run_once(self) -> int:
        private_folder(self._log_file.parent)
        self._launch = asyncio.create_task(launched(self._module, self._environ, self._log_file))
        # A stop in the middle of a start must find the process that is just being born.
        process = await asyncio.shield(self._launch)
        announced(partial(self._started, process.pid), self._log)
        if process.stdout is not None:
            async for line in process.stdout:
                if line.strip() == READY:
                    self._ready.set()
        code = await process.wait()
        self._ready.clear()
        return code


@asynccontextmanager
async def worker(
    *,
    environ: Mapping[str, str],
    log_file: Path,
    log: FilteringBoundLogger,
    started: Callable[[int], None],
    module: str = WORKER,
) -> AsyncIterator[WorkerProcess]:
    """Have a worker that answers acts inside the block, or another module of `workers`."""
    process = WorkerProcess(
        environ=environ, log_file=log_file, log=log, started=started, module=module
    )
    keeping = asyncio.create_task(process.keep())
    try:
        await process.ready(keeping)
        yield process
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await process.stop()


async def launched(
    module: str, environ: Mapping[str, str], log_file: Path
) -> asyncio.subprocess.Process:
    """Start the process of a module, on a leash."""
    farewell = str(int(signal.SIGTERM))
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), farewell, ""]
    with private_log(log_file) as log:
        return await asyncio.create_subprocess_exec(
            *leash,
            *(sys.executable, "-P", "-m", module),
            env=dict(environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
