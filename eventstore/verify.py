"""Walk the whole register and name the first place where it is not what it was.

What was cut off at the end shows only where something outside the events remembers more: the
outcome of a command whose events are gone, or a checkpoint that is longer than the register.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from eventstore.checking import Chain, EventRow, FaultError
from eventstore.checking_commands import Answers, CommandRecord
from eventstore.durability import Connection
from eventstore.envelope import Head
from eventstore.queries import query

Keys = Callable[[str], bytes | None]
"""The Ed25519 public key of a gateway by its id, or None where it is not known."""

PAGE = 1_000


@dataclass(frozen=True, kw_only=True)
class Verified:
    """The register is whole up to this head."""

    log: str
    size: int
    leaf: str
    recorded_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first position that is not as it was recorded, and why, in plain words."""

    position: int
    sentence: str


async def verify(connection: Connection, *, keys: Keys | None = None) -> Verified | Fault:
    """Check every event and every outcome in one snapshot; with keys, signatures too."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        try:
            chain = await _walk(connection, keys)
        except FaultError as fault:
            return Fault(position=fault.position, sentence=fault.sentence)
    return _verified(chain.log, chain.head)


async def _walk(connection: Connection, keys: Keys | None) -> Chain:
    chain = Chain(keys)
    async with aclosing(_commands(connection)) as commands:
        answers = Answers(commands)
        async for row in connection.cursor(query("verify_events"), prefetch=PAGE):
            event = EventRow(**row)
            body = chain.follow(event)
            await answers.cover(event, body)
        await answers.end(chain.head)
    longest = await connection.fetchval(query("longest_checkpoint"))
    if longest is not None and longest > chain.head.position:
        raise FaultError(
            chain.head.position + 1,
            f"is missing: a checkpoint was signed over {longest} events",
        )
    return chain


async def _commands(connection: Connection) -> AsyncGenerator[CommandRecord, None]:
    async for row in connection.cursor(query("verify_commands"), prefetch=PAGE):
        yield CommandRecord(**row)


def _verified(log: str, head: Head) -> Verified:
    return Verified(
        log=log,
        size=head.position,
        leaf=head.leaf.hex(),
        recorded_at=head.recorded_at if head.position else None,
    )
