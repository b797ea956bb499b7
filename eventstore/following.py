"""A reader that stays: woken by a hint of the register, and looking by itself all the same."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import structlog

from eventstore.connections import CLOSE_SECONDS, CONNECT_SECONDS, HICCUPS
from eventstore.subscriptions import Reader, Turn, advance, enrol_reader

CHANNEL = "plenary_register"
POLL_SECONDS = 2.0
SETTINGS = {
    "application_name": "plenary reader",
    "TimeZone": "UTC",
    # One that is frozen in the middle of a page gives its fence to another.
    "idle_in_transaction_session_timeout": "60s",
}

log = structlog.get_logger()


async def follow(
    url: str, reader: Reader, *, hints: str | None = None, poll: float = POLL_SECONDS
) -> None:
    """Read whatever comes until cancelled; say whenever it stops, waits for another, or goes on.

    `hints` is where to listen, if not at the same address: LISTEN passes through no PgBouncer.
    """
    hint = Hint(hints or url)
    try:
        while True:
            try:
                await _read_while_connected(url, reader, hint, poll)
            except HICCUPS as error:
                log.warning("reader.hiccup", reader=reader.name, reason=repr(error))
            await asyncio.sleep(poll)
    finally:
        hint.close()


async def _read_while_connected(url: str, reader: Reader, hint: "Hint", poll: float) -> None:
    said = None
    async with _connected(url) as connection:
        await enrol_reader(connection, reader.name)
        while True:
            turn = await advance(connection, reader)
            if turn not in (said, Turn.MORE):
                log.info("reader.turned", reader=reader.name, turn=turn.value)
                said = turn
            if turn is not Turn.MORE:
                await hint.wait(poll)


class Hint:
    """Hears that something was recorded, where it can; nobody may rely on it."""

    def __init__(self, url: str) -> None:
        """Take where to listen; nothing is opened yet."""
        self._url = url
        self._heard = asyncio.Event()
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None

    async def wait(self, seconds: float) -> None:
        """Return once something was recorded, or after a while anyway."""
        try:
            async with asyncio.timeout(seconds):
                await self._listen()
                await self._heard.wait()
        except TimeoutError:
            pass
        except HICCUPS as error:
            log.info("hint.lost", reason=repr(error))
            await asyncio.sleep(seconds)
        self._heard.clear()

    def close(self) -> None:
        """Hear nothing any more."""
        if self._connection is not None:
            self._connection.terminate()

    async def _listen(self) -> None:
        """Listen again where the connection is lost, also if it did not know yet."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await _listening(self._url, self._wake)
            self._heard.set()  # what was recorded in between gave no hint

    def _wake(self, *_: object) -> None:
        self._heard.set()


async def _listening(url: str, wake: Callable[..., None]) -> "asyncpg.Connection[asyncpg.Record]":
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=SETTINGS)
    try:
        connection.add_termination_listener(wake)
        await connection.add_listener(CHANNEL, wake)
    except BaseException:
        connection.terminate()
        raise
    return connection


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have a connection inside the block; a half-done page is rolled back with it."""
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=SETTINGS)
    try:
        yield connection
    except BaseException:
        connection.terminate()
        raise
    await connection.close(timeout=CLOSE_SECONDS)
