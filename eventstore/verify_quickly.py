"""The quick walk: the bytes of every event, the chain, the tree and the signatures over it.

What bodies say, what was asked and answered, persons and tiles are left to `verify`. It is meant
for registers of many millions of events, in about twice the time of reading them.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from hashlib import sha256

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

PAGE = 5_000


async def verify_quickly(connection: Connection, trust: Trust | None = None) -> Verified | Fault:
    """Check every event and every checkpoint in one snapshot."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        try:
            return await _walked(connection, trust)
        except FaultError as fault:
            return Fault(position=fault.position, sentence=fault.sentence)


async def _walked(connection: Connection, trust: Trust | None) -> Verified:
    checkpoints = [
        CheckpointRecord(**row) for row in await connection.fetch(query("verify_checkpoints"))
    ]
    walk = _Walk(checkpoints, await stored_stamps(connection), trust)
    async with aclosing(_pages(connection)) as pages:
        async for page in pages:
            walk.go_on(page)
    walk.end()
    head = await connection.fetchrow(query("head"))
    return Verified(
        log=walk.log,
        size=walk.size,
        leaf=walk.last.hex(),
        recorded_at=head["recorded_at"] if head else None,
        sealing=walk.sealing,
    )


async def _pages(connection: Connection) -> AsyncGenerator[Sequence[asyncpg.Record], None]:
    """Yield the events in pages; while one is looked at, the database makes the next."""
    events = await connection.cursor(query("verify_quickly"))
    coming = asyncio.create_task(events.fetch(PAGE))
    try:
        while page := await coming:
            coming = asyncio.create_task(events.fetch(PAGE))
            await asyncio.sleep(0)  # lets the question go out
            yield page
    finally:
        await asyncio.wait([coming])


class _Walk:
    """Goes along the events, page by page, and stops at every checkpoint."""

    def __init__(
        self, checkpoints: Sequence[CheckpointRecord], stamps: Stamps, trust: Trust | None
    ) -> None:
        self._left = [*reversed(checkpoints)]
        self._stamps = stamps
        self._trust = trust
        self._frontier = Frontier()
        self.size, self.last, self.log = 0, NO_LEAF, ""
        self.sealing: Sealing | None = None

    def go_on(self, page: Sequence[asyncpg.Record]) -> None:
        """Check the bytes and the chain of a page, and what was sealed within it."""
        self.log = self.log or _log(page[0]["hashed"])
        leaves = self._checked(page)
        while self._left and self._left[-1].size <= self.size:
            record = self._left.pop()
            place = record.size - self._frontier.size
            self._frontier.extend(leaves[:place])
            leaves = leaves[place:]
            self._check(record)
        self._frontier.extend(leaves)

    def end(self) -> None:
        """Check that no checkpoint stands for more events than there are."""
        if self._left:
            size = self._left[-1].size
            raise FaultError(
                self.size + 1, f"is missing: a checkpoint was signed over {size} events"
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
