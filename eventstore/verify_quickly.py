"""The quick walk: the bytes of every event, the chain, the tree and the signatures over it.

What bodies say, what was asked and answered, persons and tiles are left to `verify`. It is meant
for registers of many millions of events, in about twice the time of reading them.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from hashlib import sha256
from typing import TYPE_CHECKING

import asyncpg

from eventstore.checking_seals import Sealing, Stamps, Trust, demand_all_taken, sealing_by
from eventstore.checking_stamps import stored_stamps
from eventstore.durability import Connection
from eventstore.envelope import LEAF_PREFIX, NO_LEAF
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.tree import Frontier
from eventstore.queries import query
from eventstore.stored import CheckpointRecord, FaultError
from eventstore.verify import Fault, Verified

if TYPE_CHECKING:
    from asyncpg.cursor import Cursor

PAGE = 5_000


async def verify_quickly(connection: Connection, trust: Trust | None = None) -> Verified | Fault:
    """Check every event and every checkpoint in one snapshot."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        try:
            return await _walked(connection, trust)
        except FaultError as fault:
            return Fault(position=fault.position, sentence=fault.sentence)


async def _walked(connection: Connection, trust: Trust | None) -> Verified:
    walk = _Walk(await stored_stamps(connection), trust)
    checkpoints = _Checkpoints(await connection.cursor(query("verify_checkpoints")))
    async with aclosing(_pages(connection, checkpoints)) as pages:
        async for page, sealed in pages:
            walk.go_on(page, sealed)
    walk.end(await checkpoints.next())
    head = await connection.fetchrow(query("head"))
    return Verified(
        log=walk.log,
        size=walk.size,
        leaf=walk.last.hex(),
        recorded_at=head["recorded_at"] if head else None,
        sealing=walk.sealing,
    )


class _Checkpoints:
    """The checkpoints by size, read as far as the walk has come: there may be one an event."""

    def __init__(self, cursor: "Cursor[asyncpg.Record]") -> None:
        self._cursor = cursor
        self._read: deque[CheckpointRecord] = deque()

    async def next(self) -> CheckpointRecord | None:
        """Return the next checkpoint, and leave it."""
        if not self._read:
            rows = await self._cursor.fetch(PAGE)
            self._read.extend(CheckpointRecord(**row) for row in rows)
        return self._read[0] if self._read else None

    async def until(self, size: int) -> list[CheckpointRecord]:
        """Take those over so many events at most."""
        taken = []
        while (record := await self.next()) is not None and record.size <= size:
            taken.append(self._read.popleft())
        return taken


async def _pages(
    connection: Connection, checkpoints: _Checkpoints
) -> AsyncGenerator[tuple[Sequence[asyncpg.Record], list[CheckpointRecord]], None]:
    """Yield the events in pages, each with the checkpoints within it.

    While one is looked at, the database makes the next.
    """
    events = await connection.cursor(query("verify_quickly"))
    coming = asyncio.create_task(events.fetch(PAGE))
    try:
        while page := await coming:
            sealed = await checkpoints.until(page[-1]["position"])
            coming = asyncio.create_task(events.fetch(PAGE))
            await asyncio.sleep(0)  # lets the question go out
            yield page, sealed
    finally:
        await asyncio.wait([coming])


class _Walk:
    """Goes along the events, page by page, and stops at every checkpoint."""

    def __init__(self, stamps: Stamps, trust: Trust | None) -> None:
        self._stamps = stamps
        self._trust = trust
        self._frontier = Frontier()
        self.size, self.last, self.log = 0, NO_LEAF, ""
        self.sealing: Sealing | None = None

    def go_on(self, page: Sequence[asyncpg.Record], sealed: Sequence[CheckpointRecord]) -> None:
        """Check the bytes and the chain of a page, and what was sealed within it."""
        self.log = self.log or _log(page[0]["hashed"])
        leaves = self._checked(page)
        for record in sealed:
            place = record.size - self._frontier.size
            self._frontier.extend(leaves[:place])
            leaves = leaves[place:]
            self._check(record)
        self._frontier.extend(leaves)

    def end(self, beyond: CheckpointRecord | None) -> None:
        """Check that no checkpoint stands for more events than there are."""
        if beyond is not None:
            raise FaultError(
                self.size + 1, f"is missing: a checkpoint was signed over {beyond.size} events"
            )
        demand_all_taken(self._stamps)

    def _checked(self, page: Sequence[asyncpg.Record]) -> list[bytes]:
        leaves, last = [], self.last
        for due, (position, hashed, leaf) in enumerate(page, self.size + 1):
            if position != due:
                raise FaultError(due, f"is missing: the next one found is {position}")
            if sha256(hashed).digest() != leaf:
                raise FaultError(position, "was changed: its text does not give its leaf")
            # It stands near the end, so it is looked for from there.
            if hashed.rfind(f'"position":{position},"prev":"{last.hex()}"'.encode()) < 0:
                raise FaultError(
                    position,
                    f"does not follow position {position - 1} as it stands: "
                    "one of the two was changed, moved or replaced",
                )
            leaves.append(leaf)
            last = leaf
        self.size, self.last = self.size + len(leaves), last
        return leaves

    def _check(self, record: CheckpointRecord) -> None:
        root = self._frontier.root()
        checkpoint = Checkpoint(origin=self.log, size=record.size, root=root)
        self.sealing = sealing_by(record, checkpoint, self._stamps, self._trust, self.sealing)


def _log(hashed: bytes) -> str:
    """Return the name of the register as its first event says it."""
    try:
        said = json.loads(hashed.removeprefix(LEAF_PREFIX))
    except ValueError:
        return ""
    return str(said.get("log", "")) if isinstance(said, dict) else ""
