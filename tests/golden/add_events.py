"""Add golden events: play real acts into a real register, keep one body of each new event type.

`python -m tests.golden.add_events` starts a PostgreSQL of its own. A sample that is there is never
touched: it stands for all events of its type that were ever recorded.
"""

import asyncio
import hashlib
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import NAMESPACE_URL, uuid5

import asyncpg
import structlog

from config.postgres_server import start_postgres
from config.preparing import prepare
from domain import catalogue
from domain.submission import Accepted, Failed
from eventstore.connections import open_pool
from eventstore.envelope import leaf, recorded
from eventstore.work import Accept, Fact, Json, Work
from tests.activities.desk import FILES, SECRETARY, Desk, open_desk

HERE = Path(__file__).parent
HISTORIES = HERE.parent / "histories"
EVENTS, LEAVES = HERE / "events", HERE / "leaves.txt"
PLAYS: tuple[tuple[str, tuple[Path, ...]], ...] = (
    ("quick", (HERE / "acts" / "quick.jsonl", HERE / "acts" / "proofs.jsonl")),
    ("turkpa", tuple(FILES)),
    ("quick", (HERE / "acts" / "votes.jsonl",)),
    ("quick", (HERE / "acts" / "sittings.jsonl",)),
    *((each.stem.partition("-")[2], (each,)) for each in sorted(HISTORIES.glob("*.jsonl"))),
)
TOLD = HERE / "told.jsonl"
"""Events that no play brings about, as the tests of the domain tell them."""

BODIES = "SELECT body::text FROM event ORDER BY position"


async def played(desk: Desk, assembly: str, files: Sequence[Path]) -> list[str]:
    """Play a seed and files of acts; return the bodies that stand in the register."""
    await desk.found(assembly)
    if assembly == "quick":
        await desk.admit_gateway()
    for path in files:
        answers = await desk.play_file(path)
        assert not [each for each in answers if isinstance(each, Failed)]
    async with desk.pool.acquire() as connection:
        return [row["body"] for row in await connection.fetch(BODIES)]


async def recorded_as_told(desk: Desk) -> list[str]:
    """Record the events of the file as they are, each by an act of its own; return the bodies."""
    for line in TOLD.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        answer = await desk.registrar.take(_work(told["stream"], told["type"], told["data"]))
        assert isinstance(answer, Accepted), answer
    async with desk.pool.acquire() as connection:
        return [row["body"] for row in await connection.fetch(BODIES)]


def _work(stream: str, name: str, data: dict[str, Json]) -> Work:
    fact = Fact(stream=stream, type=name, schema=catalogue.EVENTS[name].schema_version, data=data)
    command_id = uuid5(NAMESPACE_URL, f"{stream} {name}")
    return Work(
        command_id=command_id,
        request_hash=hashlib.sha256(command_id.bytes).digest(),
        name="RecordAsTold",
        stream=stream,
        actor=SECRETARY,
        occurred_at="2026-06-12",
        source="the tests of the domain",
        judge=lambda _states, _now: Accept(facts=[fact]),
        reads=(),
    )


def add(bodies: Sequence[str]) -> list[str]:
    """Keep the first body of each type that has no sample yet; return their names."""
    added = []
    for body in bodies:
        event = recorded(body)
        path = EVENTS / f"{event.type}.{event.schema}.json"
        if not path.exists():
            path.write_text(body, encoding="utf-8")
            with LEAVES.open("a", encoding="utf-8") as leaves:
                leaves.write(f"{leaf(body.encode()).hex()}  {path.name}\n")
            added.append(path.name)
    return added


@asynccontextmanager
async def desk_on(url: str, name: str, folder: Path, *, log: str) -> AsyncIterator[Desk]:
    """Have a desk on a fresh database of that name, for the register of an assembly."""
    connection = await asyncpg.connect(url)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    application = await prepare(urlunsplit(urlsplit(url)._replace(path=f"/{name}")))
    async with await open_pool(application) as pool, open_desk(pool, folder, log=log) as desk:
        yield desk


async def main() -> None:
    """Play all plays and add what is missing."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        server = await start_postgres(folder / "postgres", log=structlog.get_logger())
        try:
            for number, (assembly, files) in enumerate(PLAYS):
                keys = folder / "keys"
                async with desk_on(server.url, f"play_{number}", keys, log=assembly) as desk:
                    added = add(await played(desk, assembly, files))
                sys.stdout.write(f"{assembly}: {len(added)} added\n")
            async with desk_on(server.url, "told", folder / "keys", log="quick") as desk:
                added = add(await recorded_as_told(desk))
            sys.stdout.write(f"told: {len(added)} added\n")
        finally:
            await server.stop()


if __name__ == "__main__":
    asyncio.run(main())
