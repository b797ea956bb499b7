"""A reader that kills itself, as a power cut would, right after a statement that it names."""

import asyncio
import os
import signal
import sys
from unittest.mock import patch

import asyncpg

from eventstore.subscriptions import advance
from tests.eventstore.test_subscriptions import COPYING

EXECUTE = asyncpg.Connection.execute


async def main(url: str, moment: str) -> None:
    """Read one page, as far as it gets."""

    async def doomed(
        connection: "asyncpg.Connection[asyncpg.Record]", sql: str, *arguments: object
    ) -> str:
        done = await EXECUTE(connection, sql, *arguments)
        if moment in sql:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    with patch.object(asyncpg.Connection, "execute", doomed):
        await advance(await asyncpg.connect(url), COPYING)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
