"""Asks those outside whom the register admitted: witnesses to cosign, authorities to stamp."""

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import asyncpg
import httpx
import structlog

from activities.folding import CaseFold
from domain.assembly.state import STREAM, Assembly, TimestampAuthority
from eventstore.proofs.cosigning import KnownWitness, cosign
from eventstore.proofs.keys import Algorithm, SigningKey, VerifierKey
from eventstore.proofs.stamping import stamp
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint
from eventstore.proofs.timestamps import Authority, TimestampError
from eventstore.proofs.witness import Answer
from eventstore.read import read_stream

ANSWER_SECONDS = 5.0
"""So long an answer takes at most, from the question to its last byte."""
LONGEST_ANSWER = 64 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Who did not confirm is left alone for so long, twice as long each time."""
DONE = 200
NO_ANSWER = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, OverflowError, ExceptionGroup)
"""What asking at an address may raise that is any text, as an act may hold it."""
QUERY = {"Content-Type": "application/timestamp-query"}

Connection = asyncpg.Connection

log = structlog.get_logger()


@dataclass
class Patience:
    """Who is left alone, and until when; that somebody did not confirm is told once."""

    _until: dict[str, float] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)

    def may_ask(self, name: str) -> bool:
        """Tell whether it is time to ask."""
        return time.monotonic() >= self._until.get(name, 0.0)

    def leave(self, name: str, seconds: float) -> None:
        """Leave one alone who did what he was asked for."""
        self._until[name] = time.monotonic() + seconds

    def failed(self, name: str, reason: str) -> None:
        """Leave one alone who did not."""
        if name not in self._pauses:
            log.warning("confirming.failed", name=name, reason=reason)
        pause = min(2 * self._pauses.get(name, FIRST_PAUSE / 2), LONGEST_PAUSE)
        self._pauses[name] = pause
        self.leave(name, pause)

    def answered(self, name: str) -> None:
        """Say that one confirms again."""
        if self._pauses.pop(name, None) is not None:
            log.info("confirming.again", name=name)


class Confirming:
    """Asks for the latest checkpoint, again and again, over one connection."""

    def __init__(
        self,
        connection: "Connection[asyncpg.Record]",
        client: httpx.AsyncClient,
        keys: Sequence[SigningKey],
        stamp_seconds: float,
    ) -> None:
        """Take the register, the way to others, the log's keys, and how often one may stamp."""
        self._connection = connection
        self._client = client
        self._keys = keys
        self._stamp_seconds = stamp_seconds
        self._admitted = Admitted(connection)
        self._patience = Patience()

    async def ask_all(self) -> None:
        """Ask everybody who was admitted by the latest checkpoint for what it lacks."""
        latest = await latest_checkpoint(self._connection)
        assembly = None if latest is None else await self._admitted.by(latest.size)
        if latest is None or assembly is None:
            return
        for name, witness in assembly.witnesses.items():
            if witness.url is not None and self._patience.may_ask(name):
                public = VerifierKey.read(witness.key)
                known = KnownWitness(name=name, key=public, url=witness.url)
                await self._cosigned(known, latest)
        key = _vouching(self._keys, assembly, latest)
        for name, each in assembly.timestamp_authorities.items():
            if each.url is not None and key is not None and self._patience.may_ask(_clock(name)):
                await self._stamped(name, each, latest, key)

    async def _cosigned(self, witness: KnownWitness, latest: StoredCheckpoint) -> None:
        try:
            done = await cosign(self._connection, witness, self._send, latest)
        except ConnectionError as error:
            self._patience.failed(witness.name, str(error))
            return
        if done:
            self._patience.answered(witness.name)
        else:
            self._patience.failed(witness.name, "it did not cosign")

    async def _stamped(
        self, name: str, told: TimestampAuthority, latest: StoredCheckpoint, key: SigningKey
    ) -> None:
        async def post(query: bytes) -> bytes:
            answer = await self._post(str(told.url), query, QUERY)
            if answer.status != DONE:
                raise TimestampError(f"{told.url} answered with status {answer.status}")
            return answer.body

        try:
            authority = Authority.read(name, told.certificates)
            stated = await stamp(self._connection, authority, post, latest, key)
        except (TimestampError, ConnectionError) as error:
            self._patience.failed(_clock(name), str(error))
            return
        if stated is not None:
            self._patience.answered(_clock(name))
            self._patience.leave(_clock(name), self._stamp_seconds)
            log.info("register.stamped", authority=name, size=latest.size, stated=str(stated))

    async def _send(self, url: str, text: str) -> Answer:
        answer = await self._post(url, text.encode(), {})
        return Answer(status=answer.status, text=answer.body.decode(errors="replace"))

    async def _post(self, url: str, content: bytes, headers: Mapping[str, str]) -> "_Body":
        """Send and receive; raise `ConnectionError` where that cannot be."""
        try:
            async with (
                asyncio.timeout(ANSWER_SECONDS),
                self._client.stream("POST", url, content=content, headers=dict(headers)) as answer,
            ):
                return _Body(status=answer.status_code, body=await _received(answer))
        except NO_ANSWER as error:
            raise ConnectionError(f"{url}: {error!r}") from error


@dataclass(frozen=True, kw_only=True)
class _Body:
    status: int
    body: bytes


async def _received(answer: httpx.Response) -> bytes:
    body = b""
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise ValueError(f"the answer is longer than {LONGEST_ANSWER} bytes")
    return body


class Admitted:
    """The assembly as its own stream says it, read again only where it goes on."""

    def __init__(self, connection: "Connection[asyncpg.Record]") -> None:
        """Begin before the first event."""
        self._connection = connection
        self._fold = CaseFold()
        self._case = self._fold.begin(STREAM)
        self._version = 0
        self._size = 0

    async def by(self, size: int) -> Assembly | None:
        """Return it as the first `size` events tell it; None where they do not found it.

        So whoever is asked for a checkpoint was admitted in what it covers, and not revoked.
        """
        if size < self._size:
            self._case, self._version = self._fold.begin(STREAM), 0
        self._size = size
        for event in await read_stream(self._connection, STREAM, after_version=self._version):
            if event.position > size:
                break
            self._case = self._fold.evolve(self._case, event)
            self._version = event.version
        return self._case if isinstance(self._case, Assembly) else None

    async def log_keys(self, size: int) -> Collection[str]:
        """Return the keys of the log that are admitted by the first `size` events."""
        assembly = await self.by(size)
        return () if assembly is None else assembly.log_keys


def _clock(name: str) -> str:
    """Return how an authority of time is called beside a witness of the same name."""
    return f"time by {name}"


def _vouching(
    keys: Sequence[SigningKey], assembly: Assembly, latest: StoredCheckpoint
) -> SigningKey | None:
    """Return a key that is admitted, signed the checkpoint, and signs any text (Ed25519)."""
    for key in keys:
        made = any(key.verifier.made(each) for each in latest.note.signatures)
        plain = key.verifier.algorithm is Algorithm.ED25519
        if made and plain and key.verifier.text in assembly.log_keys:
            return key
    return None
