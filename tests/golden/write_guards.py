"""Write `eventstore/guards.jsonl` anew: every guard of a register that was just migrated.

`python -m tests.golden.write_guards` starts a PostgreSQL of its own. Run it after a migration.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

import structlog

from config.postgres_server import start_postgres
from config.register import connected
from eventstore.guards import FILE, guards_of, written
from eventstore.migrate import migrate


async def main() -> None:
    """Migrate an empty database and keep what guards it."""
    with tempfile.TemporaryDirectory() as folder:
        server = await start_postgres(Path(folder) / "postgres", log=structlog.get_logger())
        try:
            async with connected(server.url) as connection:
                await migrate(connection)
                guards = await guards_of(connection)
        finally:
            await server.stop()
    FILE.write_text(written(guards), encoding="utf-8")
    sys.stdout.write(f"{len(guards)} guards\n")


if __name__ == "__main__":
    asyncio.run(main())
