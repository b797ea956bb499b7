"""`plenary watch`: each event once as it is recorded, over a restart, until Ctrl-C."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

from tests.acceptance.plenaries import Up, begun, plenary, up

LAW, OTHER = "model-law/2026-901", "model-law/2026-900"
SECONDS = 60.0


async def claimed(data: Path, law: str, claim: str) -> None:
    words = ("--as", "secretariat/secretary", "--on", "2026-11-29", "--source", "a test")
    fields = ("-f", f"claim={claim}", "-f", "according_to=a test")
    ran = await plenary("submit", "RecordClaim", law, *words, *fields, "--data", data)
    assert ran.code == 0, ran.err


async def line_of(stream: asyncio.StreamReader | None) -> str:
    assert stream is not None
    async with asyncio.timeout(SECONDS):
        return (await stream.readline()).decode()


async def next_of(watching: asyncio.subprocess.Process) -> Any:
    return json.loads(await line_of(watching.stdout))


async def ended(watching: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    watching.send_signal(signal.SIGINT)
    out, err = await watching.communicate()
    return watching.returncode, out.decode(), err.decode()


async def test_a_case_is_followed_over_a_restart_and_nothing_comes_twice(copy: Path) -> None:
    async with up(copy):
        watching = await begun("watch", LAW, "--json", "--data", copy)
        assert (await line_of(watching.stderr)).startswith(f"watching {LAW} after position ")
        await claimed(copy, OTHER, "It snows")
        await claimed(copy, LAW, "It rains")
        first = await next_of(watching)
    assert "waiting for it" in await line_of(watching.stderr)
    async with up(copy):
        assert await line_of(watching.stderr) == "the register answers again\n"
        await claimed(copy, LAW, "It shines")
        second = await next_of(watching)
        code, out, err = await ended(watching)

    assert [each["data"]["claim"] for each in (first, second)] == ["It rains", "It shines"]
    assert {each["ref"] for each in (first, second)} == {LAW}
    assert (code, out) == (0, "")
    assert err.startswith(f"seen up to position {second['position']}; --after ")


async def test_from_a_position_on_it_first_gives_what_is_there(standing: Up) -> None:
    watching = await begun("watch", "--after", "3", "--data", standing.data)
    first = await line_of(watching.stdout)
    code, out, _ = await ended(watching)

    assert first.split()[0] == "4"
    assert code == 0
    assert all(line.rstrip().endswith("]") for line in [first, *out.splitlines()])


async def test_where_nothing_runs_or_is_named_there_is_nothing_to_watch(
    standing: Up, tmp_path: Path
) -> None:
    away, unnamed, beyond = await asyncio.gather(
        plenary("watch", "--json", "--data", tmp_path),
        plenary("watch", "weather/1", "--json", "--data", standing.data),
        plenary("watch", "--after", "99999", "--json", "--data", standing.data),
    )

    assert (away.code, away.told["error"]["code"]) == (7, "unreachable")
    assert (unnamed.code, unnamed.told["error"]["code"]) == (2, "usage")
    assert "'weather/1' names no case" in unnamed.told["error"]["message"]
    assert (beyond.code, beyond.told["error"]["code"]) == (3, "not-found")
