"""The register for commands that only read: from what runs, from the settings, or started here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import structlog

from cli.addresses import running_used
from cli.describing import read_settings
from cli.exits import ConsoleError, Exit, not_found, unreachable
from cli.known_errors import explained
from cli.logs import log_to
from config.postgres_server import start_postgres
from config.register import connected, let_in
from eventstore.durability import Connection
from eventstore.guards import guards_strayed, is_register
from eventstore.strayed import few

log = structlog.get_logger()


@asynccontextmanager
async def register_of(data: Path) -> AsyncIterator[Connection]:
    """Have a connection to the register of a data folder; Temporal is not needed for it."""
    with explained():
        async with _url_of(data) as url, connected(url) as connection:
            try:
                yield connection
            except asyncpg.SyntaxOrAccessError as error:  # our statements fit the tables as made
                if altered := await _altered(url):
                    raise altered from error
                raise


@asynccontextmanager
async def live_register_of(data: Path) -> AsyncIterator[Connection]:
    """Have a connection to the register of what runs, or is named; nothing is started for it."""
    with explained():
        if (url := _running_url(data)) is None:
            raise unreachable(
                f"nothing runs on {data}, so nothing will be recorded: start "
                f"`plenary up --data {data}` in another terminal, or set DATABASE_URL"
            )
        async with connected(url) as connection:
            yield connection


async def _altered(url: str) -> ConsoleError | None:
    """Return the error for tables that are not as the migrations make them."""
    async with connected(url) as connection:
        odd = await guards_strayed(connection) if await is_register(connection) else []
    if not odd:
        return None
    return ConsoleError(
        "register-unfit",
        f"the tables of the record are not as the migrations make them: {few(odd)}; find out who "
        "did it, and restore a backup beside it",
        exit_code=Exit.VERIFICATION_FAILED,
    )


@asynccontextmanager
async def _url_of(data: Path) -> AsyncIterator[str]:
    if (url := _running_url(data)) is not None:
        yield url
    elif (data / "postgres" / "cluster").is_dir():
        async with _started(data) as url:
            yield url
    else:
        raise not_found(
            f"there is no register under {data}; `plenary up` or `plenary demo` makes one"
        )


def _running_url(data: Path) -> str | None:
    running = running_used(data)
    return read_settings().database_url if running is None else running.database_url


@asynccontextmanager
async def _started(data: Path) -> AsyncIterator[str]:
    log_to(data)
    server = await start_postgres(data, log=log)
    try:
        async with connected(server.url) as connection:
            url = await let_in(connection, server.url)
        yield url
    finally:
        await server.stop()
