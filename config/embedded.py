"""PostgreSQL and Temporal for one machine, unless the environment names others. Not for production.

Both are children on a leash: they end with this process, also when it is killed.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from config.child import ServerStartError
from config.data_lock import lock_on
from config.postgres_server import PostgresServer
from config.temporal_namespace import prepare_namespace
from config.temporal_server import TemporalServer

NAMESPACE = "plenary"
PREPARE_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Servers:
    """Where the servers are; the two last are set only where we started them."""

    database_url: str
    temporal_address: str
    temporal_namespace: str
    postgres: PostgresServer | None
    temporal: TemporalServer | None

    @property
    def started(self) -> dict[str, PostgresServer | TemporalServer]:
        """Those which we started."""
        both = {"postgres": self.postgres, "temporal": self.temporal}
        return {name: server for name, server in both.items() if server is not None}

    @property
    def seconds(self) -> dict[str, float]:
        """How long each took to start."""
        return {name: server.seconds for name, server in self.started.items()}

    @property
    def pids(self) -> dict[str, int]:
        """The process id of each."""
        return {name: server.pid for name, server in self.started.items()}


@asynccontextmanager
async def servers(
    data: Path,
    *,
    log: FilteringBoundLogger,
    environ: Mapping[str, str] = os.environ,
    begun: Callable[[], None] = lambda: None,
) -> AsyncIterator[Servers]:
    """Have both servers: started together, stopped Temporal first, whatever happens between.

    `begun` is called once the folder is ours, before anything starts.
    """
    named = planned(data, log=log, environ=environ)
    with lock_on(data), ended_like_interrupted():
        try:
            begun()
            await together(named)
            place = placed(named, environ)
            if place.temporal is None:
                await prepared(place)
            yield place
        finally:
            await stopped(named)


def planned(
    data: Path, *, log: FilteringBoundLogger, environ: Mapping[str, str]
) -> tuple[PostgresServer | None, TemporalServer | None]:
    """Name the servers to start: none where the environment names one."""
    namespace = environ.get("TEMPORAL_NAMESPACE", NAMESPACE)
    postgres = None if environ.get("DATABASE_URL") else PostgresServer(data, log=log)
    temporal = (
        None
        if environ.get("TEMPORAL_ADDRESS")
        else TemporalServer(data, namespace=namespace, port=None, environ=environ, log=log)
    )
    return postgres, temporal


def placed(
    named: tuple[PostgresServer | None, TemporalServer | None], environ: Mapping[str, str]
) -> Servers:
    """Say where both are."""
    postgres, temporal = named
    return Servers(
        database_url=postgres.url if postgres else environ["DATABASE_URL"],
        temporal_address=temporal.address if temporal else environ["TEMPORAL_ADDRESS"],
        temporal_namespace=environ.get("TEMPORAL_NAMESPACE", NAMESPACE),
        postgres=postgres,
        temporal=temporal,
    )


async def prepared(place: Servers) -> None:
    """Prepare the namespace on a Temporal which others started, within reason."""
    try:
        async with asyncio.timeout(PREPARE_SECONDS):
            await prepare_namespace(place.temporal_address, place.temporal_namespace)
    except TimeoutError:
        raise ServerStartError(f"Temporal does not answer at {place.temporal_address}") from None


async def together(named: tuple[PostgresServer | None, TemporalServer | None]) -> None:
    """Start both at once; where one fails, give up the other and let the failure pass."""
    starts = [asyncio.create_task(server.start()) for server in named if server is not None]
    try:
        await asyncio.gather(*starts)
    finally:
        for start in starts:
            start.cancel()
        await asyncio.gather(*starts, return_exceptions=True)


async def stopped(named: tuple[PostgresServer | None, TemporalServer | None]) -> None:
    """Stop Temporal, then PostgreSQL, also where stopping the first fails."""
    postgres, temporal = named
    try:
        if temporal is not None:
            await temporal.stop()
    finally:
        if postgres is not None:
            await postgres.stop()


@contextmanager
def ended_like_interrupted() -> Iterator[None]:
    """Let SIGTERM cancel the task, so that everything is stopped in order; unless it is handled."""
    task = asyncio.current_task()
    if task is None or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
