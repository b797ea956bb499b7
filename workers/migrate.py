"""The one-shot before the workers: brings the register to the shape of this release, and ends."""

import asyncio

import structlog

from config.logging import configure
from config.preparing import event_types
from config.register import connected
from config.settings import settings_of_process
from eventstore.durability import assert_durable
from eventstore.event_types import CatalogueDriftError, enrol
from eventstore.migrate import MigrationDriftError, migrate

log = structlog.get_logger()


async def main() -> None:
    """Migrate the database named by `MIGRATION_DATABASE_URL`; without one, end with a sentence."""
    settings = settings_of_process()
    configure(settings.log_level)
    if settings.migration_database_url is None:
        raise SystemExit("MIGRATION_DATABASE_URL is not set: it names the register's database")
    async with connected(settings.migration_database_url) as connection:
        await assert_durable(connection)
        try:
            applied = await migrate(connection)
            await enrol(connection, event_types())
        except (MigrationDriftError, CatalogueDriftError) as fault:
            raise SystemExit(str(fault)) from None
    log.info("register.migrated", applied=applied)


if __name__ == "__main__":
    asyncio.run(main())
