"""Temporal on one machine: SQLite, one shard, loopback; files per server version.

The official server's built-in configuration has `synchronous` at 2 and a write-ahead log for its
SQLite files; both are said again here, because what a power cut may take must not hang on another
project's default. An old file is never migrated: a new server version starts a new one, and the
reconciler brings every case back from the register.
"""

import asyncio
import signal
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from rich.console import Console
from structlog.typing import FilteringBoundLogger

from config.child import ServerStartError, free_ports, held, start_child, tail
from config.private import private_folder
from config.server import Server
from config.temporal_binary import Kind, TemporalBinary, temporal_binary
from config.temporal_namespace import prepare_namespace

PORTS = (
    "FRONTEND_GRPC_PORT",
    "FRONTEND_HTTP_PORT",
    "FRONTEND_MEMBERSHIP_PORT",
    "HISTORY_GRPC_PORT",
    "HISTORY_MEMBERSHIP_PORT",
    "MATCHING_GRPC_PORT",
    "MATCHING_MEMBERSHIP_PORT",
    "WORKER_GRPC_PORT",
    "WORKER_MEMBERSHIP_PORT",
)
LIMITS = {
    "history.maxInFlightUpdates": "1000",
    # They lie in the answer to one task: past 4 MiB of them the server would end the case.
    "history.maxInFlightUpdatePayloads": "2000000",
    "history.maxTotalUpdates": "20000",
    "system.forceSearchAttributesCacheRefreshOnRead": "true",
    # One machine needs one queue: partitions only hand tasks to each other.
    "matching.numTaskqueueReadPartitions": "1",
    "matching.numTaskqueueWritePartitions": "1",
}
START_SECONDS = 60


class TemporalServer(Server):
    """One Temporal server on one folder: started, killed, started again on the same ports."""

    title = "Temporal"
    # It waits longer for its own workers than anybody at a prompt; its files survive a kill.
    stop_seconds = 3

    def __init__(
        self,
        data: Path,
        *,
        namespace: str,
        port: int | None,
        environ: Mapping[str, str],
        log: FilteringBoundLogger,
    ) -> None:
        """Name the folder and the ports; nothing runs yet."""
        super().__init__(data, log=log)
        self.namespace = namespace
        self._ports = free_ports(len(PORTS))
        if port is not None:
            self._ports[0] = port
        self._environ = environ

    @property
    def port(self) -> int:
        """The port of the frontend."""
        return self._ports[0]

    @property
    def address(self) -> str:
        """Where clients connect."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start on what the folder holds; return once the namespace is served, attributes too."""
        binary = await temporal_binary(self._environ, console=Console(stderr=True))
        begun = time.monotonic()
        folder = (self._data / "temporal" / binary.version).resolve()
        private_folder(folder)
        await self._spawn(binary, folder)
        await self._served(folder / "temporal.log")
        self.seconds = time.monotonic() - begun
        self._log.info("temporal.started", port=self.port, seconds=round(self.seconds, 2))

    async def _spawn(self, binary: TemporalBinary, folder: Path) -> None:
        (folder / "dynamic.yaml").write_text(dynamic_configuration())
        async with held(folder / "lock") as lock:
            forget_members(folder / "temporal.db")
            self._child = await start_child(
                command(binary, folder, port=self.port),
                env=environment(folder, self._ports),
                lock=lock,
                log_file=folder / "temporal.log",
                farewell=signal.SIGTERM,
                orphaned=signal.SIGKILL,
            )

    async def _served(self, log_file: Path) -> None:
        """Wait until the namespace is served, unless the server ends first."""
        if self._child is None:
            return
        ready = asyncio.create_task(prepare_namespace(self.address, self.namespace))
        ended = asyncio.create_task(self._child.wait())
        try:
            await asyncio.wait(
                (ready, ended), timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if not ready.done():
                raise ServerStartError(f"Temporal did not come up: {tail(log_file)}")
            ready.result()
        finally:
            ready.cancel()
            ended.cancel()
            await asyncio.gather(ready, ended, return_exceptions=True)


async def start_temporal(
    data: Path,
    *,
    namespace: str = "plenary",
    port: int | None = None,
    environ: Mapping[str, str],
    log: FilteringBoundLogger,
) -> TemporalServer:
    """Start Temporal on a data folder; on the given port, where clients know one."""
    server = TemporalServer(data, namespace=namespace, port=port, environ=environ, log=log)
    try:
        await server.start()
    except BaseException:
        await server.stop()
        raise
    return server


def forget_members(database: Path) -> None:
    """Remove the services of an earlier run: new ones would wait up to a minute to join them."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database)) as connection, suppress(sqlite3.OperationalError):
        connection.execute("DELETE FROM cluster_membership")
        connection.commit()


def command(binary: TemporalBinary, folder: Path, *, port: int) -> list[str]:
    """Say how to run this binary: the CLI takes as flags what the server reads from `env`."""
    if binary.kind is Kind.SERVER:
        return [str(binary.path), "--allow-no-auth", "start"]
    limits = [
        part for item in LIMITS.items() for part in ("--dynamic-config-value", "=".join(item))
    ]
    return [
        *(str(binary.path), "server", "start-dev", "--headless", "--log-level", "warn"),
        *("--ip", "127.0.0.1", "--port", str(port)),
        *("--db-filename", str(folder / "temporal.db"), "--sqlite-pragma", "synchronous=2"),
        *limits,
    ]


def environment(folder: Path, ports: list[int]) -> dict[str, str]:
    """Give the server its whole environment: nothing of the caller's may leak into it."""
    return {
        "HOME": str(folder),
        "DB": "sqlite",
        "DBNAME": str(folder / "temporal.db"),
        "VISIBILITY_DBNAME": str(folder / "visibility.db"),
        "SQLITE_JOURNAL_MODE": "wal",
        "SQLITE_SYNCHRONOUS": "2",
        "BIND_ON_IP": "127.0.0.1",
        "NUM_HISTORY_SHARDS": "1",
        "DYNAMIC_CONFIG_FILE_PATH": str(folder / "dynamic.yaml"),
        "LOG_LEVEL": "warn",
        **{name: str(port) for name, port in zip(PORTS, ports, strict=True)},
    }


def dynamic_configuration() -> str:
    """Write the limits as the server reads them."""
    return "".join(f"{key}:\n  - value: {value}\n" for key, value in LIMITS.items())
