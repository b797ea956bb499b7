"""The database for commands of operators, who may do everything: never the application's role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from cli.addresses import running_used
from cli.describing import read_settings
from cli.exits import misused, not_found
from cli.logs import log_to
from config.endpoints import Endpoints
from config.postgres_server import start_postgres
from config.register import url_of_role

log = structlog.get_logger()


@asynccontextmanager
async def administrator_of(data: Path) -> AsyncIterator[str]:
    """Have the administrator's address of what runs, or is named, or is started for this."""
    running, settings = running_used(data), read_settings()
    if running is not None and "postgres" in running.pids:
        yield _embedded(data, running)
    elif url := settings.migration_database_url:
        yield url
    elif running is not None or settings.database_url:
        raise misused("set MIGRATION_DATABASE_URL: the application's role may not copy a database")
    elif (data / "postgres" / "cluster").is_dir():
        log_to(data)
        server = await start_postgres(data, log=log)
        try:
            yield server.url
        finally:
            await server.stop()
    else:
        raise not_found(f"there is no register under {data}")


def _embedded(data: Path, running: Endpoints) -> str:
    password = (data / "postgres" / "password").read_text()
    return url_of_role(running.database_url, "postgres", password)
