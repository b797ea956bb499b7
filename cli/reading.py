"""The register for commands that only read: from what runs, from the settings, or started here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from cli.addresses import running_used
from cli.describing import read_settings
from cli.exits import not_found
from cli.known_errors import explained
from cli.logs import log_to
from config.postgres_server import start_postgres
from config.register import connected, let_in
from eventstore.durability import Connection

log = structlog.get_logger()


@asynccontextmanager
async def register_of(data: Path) -> AsyncIterator[Connection]:
    """Have a connection to the register of a data folder; Temporal is not needed for it."""
    with explained():
        async with _url_of(data) as url, connected(url) as connection:
            yield connection


@asynccontextmanager
async def _url_of(data: Path) -> AsyncIterator[str]:
    if (running := running_used(data)) is not None:
        yield running.database_url
    elif url := read_settings().database_url:
        yield url
    elif (data / "postgres" / "cluster").is_dir():
        async with _started(data) as url:
            yield url
    else:
        raise not_found(
            f"there is no register under {data}; `plenary up` or `plenary demo` makes one"
        )


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
