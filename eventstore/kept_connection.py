"""The one connection on which the registrar writes, kept from batch to batch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from eventstore.connections import CLOSE_SECONDS, CONNECT_SECONDS, Pool, PooledConnection
from eventstore.durability import Connection
from eventstore.queries import query

COMMIT = "COMMIT"


class KeptConnection:
    """Takes a connection from the pool and keeps it for as long as it is sound."""

    def __init__(self, pool: Pool) -> None:
        """Take nothing yet."""
        self._pool = pool
        self._connection: PooledConnection | None = None

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Connection]:
        """Have the connection inside the block; cut it where the block fails."""
        connection = await self._sound()
        try:
            yield connection
        except BaseException:
            # Cut rather than rolled back: that works whatever the connection is stuck in.
            connection.terminate()
            raise

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Hold the register's lock; commit at the end, or leave nothing at all behind."""
        async with self.lent() as connection:
            await connection.execute(query("begin"))
            yield connection
            await connection.execute(COMMIT)

    async def give_back(self) -> None:
        """Return the connection to its pool."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(TimeoutError):  # it was cut: the pool has it back all the same
                await self._pool.release(connection, timeout=CLOSE_SECONDS)

    async def _sound(self) -> PooledConnection:
        if self._connection is None or not _is_open(self._connection):
            self._connection = await self._settled()
        return self._connection

    async def _settled(self) -> PooledConnection:
        connection = await self._pool.acquire(timeout=CONNECT_SECONDS)
        try:
            await connection.execute(query("settle"))
        except BaseException:
            connection.terminate()
            raise
        return connection


def _is_open(connection: PooledConnection) -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # The pool has taken back a connection that was lost.
        return False
