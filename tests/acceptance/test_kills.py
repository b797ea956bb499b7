"""Servers and console killed in the middle of the play: it ends as if nothing had happened."""

import os
import signal
import time
from pathlib import Path

import asyncpg

from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import asked, begun, endpoints, left_over, plenary
from tests.house import until

AWAY = (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, ValueError)
PATIENCE_SECONDS = 120


async def position(data: Path) -> int:
    """Return how many events there are; -1 while nobody answers."""
    try:
        rows = await asked(data, "SELECT coalesce(max(position), 0) AS n FROM event")
    except (*AWAY, asyncpg.UndefinedTableError):
        return -1
    return int(rows[0]["n"])


async def reached(data: Path, goal: int) -> int:
    """Wait until the play has recorded so many events; return how many there are."""

    async def there() -> bool:
        return await position(data) >= goal

    await until(there, seconds=PATIENCE_SECONDS)
    return await position(data)


async def replaced(data: Path, name: str) -> None:
    """Kill a server and wait until another process has taken its place."""
    pid = int(endpoints(data)["pids"][name])
    os.kill(pid, signal.SIGKILL)

    async def another() -> bool:
        return bool(endpoints(data)["pids"][name] != pid)

    await until(another, seconds=PATIENCE_SECONDS)
    print(f"{name} killed and back at {await position(data)}, {time.monotonic():.0f}")


async def gone(data: Path) -> None:
    """Wait until nothing of a folder runs: servers on a leash end a little after their starter."""

    async def nothing() -> bool:
        return not left_over(data)

    await until(nothing)


async def test_killed_servers_and_a_killed_console_change_nothing_in_the_outcome(
    played: Played, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    demo = await begun("demo", "--once", "--json", "--data", data)

    await reached(data, 50)
    await replaced(data, "postgres")
    await reached(data, await reached(data, 51) + 10)
    await replaced(data, "temporal")
    killed_at = await reached(data, await reached(data, 61) + 10)
    assert killed_at < played.told["position"], "it was over before it was disturbed"
    demo.kill()
    await demo.communicate()
    await gone(data)

    ended = await plenary("demo", "--once", "--json", "--data", data)
    assert ended.code == 0, ended.err
    told, undisturbed = ended.told["data"], played.told["data"]
    for name in ("cases", "acts", "accepted", "refused", "events", "irregularities", "workflows"):
        assert told[name] == undisturbed[name], name
    assert not left_over(data)
