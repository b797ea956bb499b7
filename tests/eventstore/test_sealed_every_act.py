"""A register that was sealed after every act: seals outgrow the record, and are read in pages."""

import hashlib
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import asyncpg
import pytest

from eventstore import packaging, verify, verify_quickly
from eventstore.connections import Pool
from eventstore.packaging import ALL, Scope, pack_register
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.growing import Growing
from eventstore.proofs.notes import Note
from eventstore.proofs.policies import quorum_policy
from eventstore.proofs.stored_tiles import append_tiles, latest_checkpoint
from eventstore.proofs.tiles import tile_names
from eventstore.queries import query
from eventstore.registrar import Registrar
from eventstore.verify import Verified
from tests.eventstore.example import LOG, JarFold, work
from tests.eventstore.proofs.sealing import LOG_KEY, LOG_KEY_PQ

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
EVENTS = 2_000
MOST = 4 * 1024 * 1024
"""More than a page of anything and what is kept of every event; the seals at once take 10 MB."""


@dataclass
class Counted:
    """A package of which only hashes are kept."""

    files: dict[str, "hashlib._Hash"] = field(default_factory=dict)
    lines: int = 0

    def write(self, path: str, content: bytes) -> None:
        """Take a file whole."""
        self.files[path] = hashlib.sha256(content)

    def append(self, path: str, content: bytes) -> None:
        """Take the end of a file."""
        self.files.setdefault(path, hashlib.sha256()).update(content)
        if path == "data/checkpoints.jsonl":
            self.lines += content.count(b"\n")

    def hashes(self) -> Mapping[str, tuple[str, int]]:
        """Return the hash of every file."""
        return {path: (each.hexdigest(), 0) for path, each in self.files.items()}


async def seal_every(connection: Connection) -> None:
    """Seal as a sealer does that sees each act alone."""
    growing = Growing(0, [])
    for row in await connection.fetch(query("leaves_after"), 0, EVENTS):
        growing.add(row["leaf"])
        await append_tiles(connection, growing.taken())
        told = Checkpoint(origin=LOG, size=growing.size, root=growing.root())
        signed = [key.sign(told.text) for key in (LOG_KEY, LOG_KEY_PQ)]
        note = Note(text=told.text, signatures=signed).whole
        await connection.execute(query("append_checkpoint"), told.size, told.root, note)


@pytest.fixture
async def sealed(
    pool: Pool, superuser_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Connection]:
    """A connection that can do everything to a register with as many checkpoints as events."""
    for module in (packaging, verify, verify_quickly):
        monkeypatch.setattr(module, "PAGE", 50)
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take_all([work() for _ in range(EVENTS)])
    connection = await asyncpg.connect(superuser_url, server_settings={"TimeZone": "UTC"})
    async with connection.transaction():
        await seal_every(connection)
    yield connection
    await connection.close()


async def most(work: Callable[[], Awaitable[None]]) -> int:
    """Return how many bytes of memory some work holds at once."""
    tracemalloc.start()
    try:
        await work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_both_walks_hold_a_page_of_seals_at_once(sealed: Connection) -> None:
    async def whole() -> None:
        assert isinstance(await verify.verify(sealed), Verified)

    async def quick() -> None:
        found = await verify_quickly.verify_quickly(sealed)
        assert isinstance(found, Verified), found
        assert found.sealing is not None
        assert found.sealing.size == EVENTS

    assert await most(whole) < MOST
    assert await most(quick) < MOST


async def test_a_package_holds_a_page_of_seals_at_once_and_every_one_in_the_end(
    sealed: Connection,
) -> None:
    folder = Counted()

    async def pack() -> None:
        async with sealed.transaction(isolation="repeatable_read", readonly=True):
            checkpoint = await latest_checkpoint(sealed)
            assert checkpoint is not None
            policy = quorum_policy([LOG_KEY.verifier], {}, 0)
            scope = Scope(name=ALL, checkpoint=checkpoint, policy=policy, proving=[])
            await pack_register(sealed, scope, folder)

    assert await most(pack) < MOST
    assert folder.lines == EVENTS
    assert {f"data/{each.path}" for each in tile_names(EVENTS)} <= folder.hashes().keys()


LOST = {
    "level = 0 AND index = 3 AND width = 7": "position 769 has lost its tile: tile/0/003.p/7",
    "level = 0 AND index = 3 AND width = 256": "position 769 has lost its tile: tile/0/003",
    "level = 1 AND width = 5": "position 1 has lost its tile: tile/1/000.p/5",
    "level = 1 AND width = 5 OR level = 0 AND width IN (8, 9) AND index > 4": (
        "position 1281 has lost its tile: tile/0/005.p/8"
    ),
}


async def test_of_as_many_tiles_as_events_the_first_lost_one_is_named(sealed: Connection) -> None:
    await sealed.execute("SET session_replication_role = replica")
    for lost, said in LOST.items():
        lose = sealed.transaction(isolation="repeatable_read")
        await lose.start()
        await sealed.execute(f"DELETE FROM tile WHERE {lost}")
        found = await verify.verify(sealed)
        await lose.rollback()

        assert isinstance(found, verify.Fault)
        assert found.sentence == said


async def test_a_checkpoint_beyond_the_last_event_is_found_after_many_pages(
    sealed: Connection,
) -> None:
    await sealed.execute("SET session_replication_role = replica")
    await sealed.execute("DELETE FROM event WHERE position > 1990")

    found = await verify_quickly.verify_quickly(sealed)

    assert isinstance(found, verify.Fault)
    assert found.sentence == ("position 1991 is missing: a checkpoint was signed over 1991 events")
