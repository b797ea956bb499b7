"""Acts whose bodies are ready but for their place: what the transport costs, and nothing else.

The writer is the registrar's own inbox, connection and statements; it does not judge, fold, show or
make canonical text. Its chain is true all the same, so that the register can be verified.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Self
from uuid import UUID

from activities.decisions import work_of
from activities.opening import opened
from bench.acts import LOG, claim
from config.gateway import open_gateway, trusted_keys
from domain.claims import ClaimRecorded
from domain.submission import Submission
from eventstore.carried_clock import CarriedClock
from eventstore.connections import Pool
from eventstore.envelope import LEAF_PREFIX, Head, Place, Told, event_id, instant, row, who
from eventstore.inbox import Inbox
from eventstore.kept_connection import KeptConnection
from eventstore.outcomes import accepted
from eventstore.queries import query
from eventstore.work import Fact, Work
from eventstore.writing import statement

POSITION, VERSION = 8_888_888_888, 777_777_777
LEAF = b"\xee" * 32
LOOKED = False
MOMENT = datetime(1111, 11, 11, 11, 11, 11, 111111, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """An act with the text of its one event and of its outcome, cut where its place goes."""

    command_id: UUID
    request_hash: bytes
    request: str | None
    stream: str
    type: str
    body: tuple[str, str, str, str]
    """Before position and leaf of the predecessor, before the time, before the version, the end."""
    outcome: tuple[str, str, str, str]
    """Before the time, before the position, before the version, the end."""


def ready(work: Work, fact: Fact, log: str) -> Ready:
    """Prepare an act that causes one event."""
    told = Told(
        log=log,
        command=work.command_id,
        actor=who(work.actor),
        occurred_at=work.occurred_at,
        source=work.source,
        proof=dict(work.proof or {}),  # type: ignore[arg-type]  # plain already
    )
    place = Place(version=VERSION, id=event_id(work.command_id, 0), recorded_at=MOMENT)
    made = row(fact, told, place, Head(position=POSITION - 1, leaf=LEAF, recorded_at=MOMENT))
    said = accepted(work.command_id, MOMENT, [made]).model_dump_json()
    time = instant(MOMENT)
    return Ready(
        command_id=work.command_id,
        request_hash=work.request_hash,
        request=work.request,
        stream=work.stream,
        type=fact.type,
        body=_cut(made.body, f'{POSITION},"prev":"{LEAF.hex()}"', time, str(VERSION)),
        outcome=_cut(said, time, str(POSITION), str(VERSION)),
    )


def _cut(text: str, *places: str) -> tuple[str, str, str, str]:
    parts = []
    for place in places:
        before, found, text = text.partition(place)
        if not found:
            raise ValueError(f"{place} is not where it was expected")
        parts.append(before)
    first, second, third = parts
    return first, second, third, text


class Author:
    """Writes claims on any case: as acts that are to be judged, or ready."""

    def __init__(self, keys: Path) -> None:
        """Take the folder of the gateway's key."""
        self._gateway = open_gateway(keys)
        self._trusted = trusted_keys(keys)

    def sign(self, submission: Submission) -> Submission:
        """Sign as the gateway."""
        return self._gateway.sign(submission)

    def key(self, key_id: str) -> bytes | None:
        """Return the gateway's public key by its id."""
        return self._trusted.get(key_id)

    def work(self, case: str) -> Work:
        """Return a claim as the registrar takes it."""
        signed = self.sign(claim(case))
        return work_of(signed, opened(signed, self._trusted))

    def ready(self, case: str) -> Ready:
        """Return a claim whose body is ready."""
        event = ClaimRecorded(number=1, claim="a claim of the benchmark", according_to="bench")
        data = event.model_dump(mode="json", exclude={"type"})
        fact = Fact(stream=case, type=event.type, schema=event.schema_version, data=data)
        return ready(self.work(case), fact, LOG)


class Transport:
    """Writes ready acts as the registrar writes what it has judged: prepared one batch ahead."""

    def __init__(self, pool: Pool) -> None:
        """Take the pool; streams are counted from what this writer has written."""
        self._line = KeptConnection(pool)
        self._turn = asyncio.Lock()
        self._inbox: Inbox[Ready, int] = Inbox(self._flush)
        self._versions: dict[str, int] = {}
        self._head = Head()
        self._clock = CarriedClock()
        self._statement = statement(())

    async def __aenter__(self) -> Self:
        """Begin to take acts behind what the register holds."""
        async with self._line.lent() as connection:
            found = await connection.fetchrow(query("head"))
            self._clock.set(await connection.fetchval("SELECT clock_timestamp()"))
        if found is not None:
            self._head = Head(**found)
        self._inbox.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """End."""
        await self._inbox.close()
        await self._line.give_back()

    async def take(self, act: Ready) -> int:
        """Record one act; return its position once it is durable."""
        return (await self._inbox.put_all([act]))[0]

    async def _flush(self, acts: Sequence[Ready]) -> list[int]:
        base, clock = self._head, max(self._clock.now() or MOMENT, self._head.recorded_at)
        rows = self._rows(acts, base, instant(clock))
        last = rows[-1]
        self._head = Head(position=last.position, leaf=last.leaf, recorded_at=clock)
        values = _values(acts, rows, clock)
        async with self._turn, self._line.lent() as connection:
            found = await connection.fetchrow(
                self._statement, *values, *[[]] * 7, base.position, base.leaf, LOOKED
            )
        if found is None or not found["holds"]:
            raise RuntimeError("an act of the benchmark was not recorded")
        self._clock.set(found["clock"])
        return [each.position for each in rows]

    def _rows(self, acts: Sequence[Ready], base: Head, time: str) -> list["_Placed"]:
        rows, position, leaf = [], base.position, base.leaf
        for act in acts:
            position += 1
            version = self._versions[act.stream] = self._versions.get(act.stream, 0) + 1
            first, second, third, end = act.body
            body = f'{first}{position},"prev":"{leaf.hex()}"{second}{time}{third}{version}{end}'
            leaf = sha256(LEAF_PREFIX + body.encode()).digest()
            start, middle, almost, rest = act.outcome
            outcome = f"{start}{time}{middle}{position}{almost}{version}{rest}"
            rows.append(_Placed(position, version, body, leaf, outcome))
        return rows


@dataclass(frozen=True, slots=True)
class _Placed:
    position: int
    version: int
    body: str
    leaf: bytes
    outcome: str


def _values(acts: Sequence[Ready], rows: Sequence[_Placed], clock: datetime) -> tuple[object, ...]:
    positions = [each.position for each in rows]
    return (
        positions,
        [act.stream for act in acts],
        [each.version for each in rows],
        [act.type for act in acts],
        [each.body for each in rows],
        [each.leaf for each in rows],
        clock,
        [act.command_id for act in acts],
        [act.request_hash for act in acts],
        [each.outcome for each in rows],
        positions,
        positions,
        [act.request for act in acts],
    )
