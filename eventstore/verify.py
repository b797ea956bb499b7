"""Walk the whole register and name the first place where it is not what it was.

What was cut off at the end shows only where something outside the events remembers more: the
outcome of a command whose events are gone, or a checkpoint that is longer than the register.
"""

import hashlib
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from eventstore.checking import Chain
from eventstore.checking_commands import Answers
from eventstore.checking_gateways import Gateways
from eventstore.checking_persons import Personal, Persons, nobody
from eventstore.checking_requests import Keys
from eventstore.checking_seals import Sealing, Seals, Trust
from eventstore.checking_stamps import stored_stamps
from eventstore.durability import Connection
from eventstore.proofs.tiles import TileName
from eventstore.queries import query
from eventstore.stored import (
    CheckpointRecord,
    CommandRecord,
    EventRow,
    FaultError,
    PersonRecord,
    TileRecord,
)
from eventstore.streams import REFUSALS

PAGE = 1_000
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading raises where something is not of the form in which it was written."""

Kind = TypeVar("Kind")


@dataclass(frozen=True, kw_only=True)
class Verified:
    """The register is whole up to this head; `erased` personal values are not kept any more."""

    log: str
    size: int
    leaf: str
    recorded_at: datetime | None
    erased: int = 0
    unvouched: tuple[int, ...] = ()
    """Where gateways admitted themselves, besides the first."""
    sealing: Sealing | None = None


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first position that is not as it was recorded, and why, in plain words.

    Position 0 is no event, but the catalogue of their types.
    """

    position: int
    sentence: str


async def verify(
    connection: Connection,
    *,
    keys: Keys | None = None,
    personal: Personal = nobody,
    trust: Trust | None = None,
) -> Verified | Fault:
    """Check every event, outcome, person, checkpoint and tile in one snapshot.

    With the keys of gateways their signatures too, with trust those under checkpoints.
    """
    walk = _Walk(connection, keys, personal, trust)
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        try:
            return await walk.to_the_end()
        except FaultError as fault:
            return Fault(position=fault.position, sentence=fault.sentence)
        except UNREADABLE as error:
            reason = f"cannot be read: {type(error).__name__}: {error}"
            return Fault(position=walk.at, sentence=f"position {walk.at} {reason}")


class _Walk:
    """Goes along the events; `at` is the position being checked."""

    def __init__(
        self, connection: Connection, keys: Keys | None, personal: Personal, trust: Trust | None
    ) -> None:
        self._trust = trust
        self._connection = connection
        self._keys = keys
        self._personal = personal
        self._chain = Chain()
        self._gateways = Gateways()
        self._kinds: dict[tuple[str, int], int] = {}
        self.at = 1

    async def to_the_end(self) -> Verified:
        """Check all; raise `FaultError` at the first fault."""
        async with (
            aclosing(self._rows("verify_commands", CommandRecord)) as commands,
            aclosing(self._rows("verify_persons", PersonRecord)) as rows,
            aclosing(self._rows("verify_checkpoints", CheckpointRecord)) as checkpoints,
        ):
            answers, persons = Answers(commands, self._keys), Persons(rows, self._personal)
            seals = Seals(checkpoints, await stored_stamps(self._connection), self._trust)
            async for event in self._rows("verify_events", EventRow):
                body = self._chain.follow(event)
                self._gateways.follow(event, body)
                await persons.cover(event, body, await answers.cover(event, body))
                await seals.cover(event, self._chain.log)
                if event.stream != REFUSALS:
                    self._kinds.setdefault((event.type, body["schema"]), event.position)
                self.at = event.position + 1
            await answers.end(self._chain.head)
            await persons.end()
            await seals.end(self._chain.head.position)
        if (size := await self._connection.fetchval(query("verify_cosignatures"))) is not None:
            raise FaultError(size, "has lost its checkpoint: table cosignature holds one for it")
        async with aclosing(self._rows("verify_tiles", _tile)) as tiles:
            await seals.check_tiles(tiles)
        await self._check_event_types()
        return self._verified(persons.erased, seals.sealing)

    async def _rows(self, name: str, kind: Callable[..., Kind]) -> AsyncGenerator[Kind, None]:
        async for row in self._connection.cursor(query(name), prefetch=PAGE):
            yield kind(**row)

    async def _check_event_types(self) -> None:
        shapes = set()
        for row in await self._connection.fetch(query("verify_event_types")):
            shape, text = (row["type"], row["schema_version"]), row["json_schema"]
            named = f"the shape of {shape[0]}, schema {shape[1]},"
            unhurt = hashlib.sha256(text.encode()).digest() == row["sha256"]
            if not unhurt or _type_in(text) != row["type"]:
                raise FaultError(
                    0,
                    f"{named} was changed in table event_type: its text does not give its hash, "
                    "or is of another type",
                )
            if shape in shapes:
                raise FaultError(0, f"{named} stands twice in table event_type")
            shapes.add(shape)
        for (kind, schema), position in self._kinds.items():
            if (kind, schema) not in shapes:
                raise FaultError(position, f"has lost the shape of {kind} from table event_type")

    def _verified(self, erased: int, sealing: Sealing | None) -> Verified:
        head = self._chain.head
        return Verified(
            log=self._chain.log,
            size=head.position,
            leaf=head.leaf.hex(),
            recorded_at=head.recorded_at if head.position else None,
            erased=erased,
            unvouched=tuple(self._gateways.unvouched),
            sealing=sealing,
        )


def _tile(*, level: int, index: int, width: int, hashes: bytes) -> TileRecord:
    return TileRecord(name=TileName(level=level, index=index, width=width), hashes=hashes)


def _type_in(shape: str) -> str | None:
    """Return the type of which a shape says that it is."""
    try:
        told: str = json.loads(shape)["properties"]["type"]["const"]
    except UNREADABLE:
        return None
    return told
