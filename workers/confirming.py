"""Asks those outside whom the register admitted: witnesses to cosign, authorities to stamp."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import structlog

from activities.folding import CaseFold
from domain.assembly.state import STREAM, Assembly
from eventstore.proofs.cosigning import KnownWitness, cosign
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.stamping import Stamping, stamp
from eventstore.proofs.stored_tiles import StoredCheckpoint, latest_checkpoint
from eventstore.proofs.timestamps import Authority, TimestampError
from eventstore.proofs.witness import Answer
from eventstore.read import read_stream

ANSWER_SECONDS = 5.0
STAMP_AGAIN_SECONDS = 60.0
"""So long after an authority did not stamp it is left alone."""
CLOCKS_APART = timedelta(minutes=5)
QUERY = {"Content-Type": "application/timestamp-query"}

Connection = asyncpg.Connection

log = structlog.get_logger()


class Confirming:
    """Asks for the latest checkpoint, again and again, over one connection."""

    def __init__(
        self,
        connection: "Connection[asyncpg.Record]",
        client: httpx.AsyncClient,
        stamping: Stamping,
    ) -> None:
        """Take the register, and the way to others."""
        self._connection = connection
        self._client = client
        self._stamping = stamping
        self._admitted = Admitted(connection)
        self._unreached = set[str]()
        self._left_alone_until = dict[str, float]()

    async def ask_all(self) -> None:
        """Ask everybody whom the register admits for what the latest checkpoint lacks."""
        # First the checkpoint: whoever was revoked in what it covers is then not asked.
        latest = await latest_checkpoint(self._connection)
        assembly = await self._admitted.read()
        if latest is None or assembly is None:
            return
        for witness in _witnesses(assembly):
            await self._cosigned(witness, latest)
        for name, each in assembly.timestamp_authorities.items():
            if each.url is not None and time.monotonic() > self._left_alone_until.get(name, 0):
                await self._stamped(name, each.certificates, each.url, latest)

    async def _cosigned(self, witness: KnownWitness, latest: StoredCheckpoint) -> None:
        """Ask one; if it cannot be reached that is told once, and once when it is back."""
        try:
            await cosign(self._connection, witness, self._send, latest)
        except ConnectionError as error:
            if witness.name not in self._unreached:
                log.warning("witness.not_reached", witness=witness.name, reason=str(error))
            self._unreached.add(witness.name)
        else:
            if witness.name in self._unreached:
                log.info("witness.reached_again", witness=witness.name)
            self._unreached.discard(witness.name)

    async def _stamped(
        self, name: str, certificates: Sequence[str], url: str, latest: StoredCheckpoint
    ) -> None:
        async def post(query: bytes) -> bytes:
            return (await self._post(url, query, QUERY)).content

        try:
            authority = Authority.read(name, certificates)
            stated = await stamp(self._connection, authority, post, latest, self._stamping)
        except (TimestampError, ConnectionError) as error:
            self._left_alone_until[name] = time.monotonic() + STAMP_AGAIN_SECONDS
            log.warning(
                "authority.did_not_stamp",
                authority=name,
                reason=str(error),
                again_in_seconds=STAMP_AGAIN_SECONDS,
            )
            return
        if stated is not None:
            apart = datetime.now(UTC) - stated
            told = log.info if abs(apart) < CLOCKS_APART else log.warning
            told("register.stamped", authority=name, size=latest.size, clocks_apart=str(apart))

    async def _send(self, url: str, text: str) -> Answer:
        answer = await self._post(url, text.encode(), {})
        return Answer(status=answer.status_code, text=answer.text)

    async def _post(self, url: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        try:
            return await self._client.post(url, content=content, headers=dict(headers))
        except httpx.HTTPError as error:
            raise ConnectionError(f"{url}: {error!r}") from error


class Admitted:
    """The assembly as its own stream says it, read again only where it goes on."""

    def __init__(self, connection: "Connection[asyncpg.Record]") -> None:
        """Begin before the first event."""
        self._connection = connection
        self._fold = CaseFold()
        self._case = self._fold.begin(STREAM)
        self._version = 0

    async def read(self) -> Assembly | None:
        """Return it as it is now; None before it was founded."""
        for event in await read_stream(self._connection, STREAM, after_version=self._version):
            self._case = self._fold.evolve(self._case, event)
            self._version = event.version
        return self._case if isinstance(self._case, Assembly) else None


def _witnesses(assembly: Assembly) -> list[KnownWitness]:
    """Return those that can be asked: those with an address."""
    return [
        KnownWitness(name=name, key=VerifierKey.read(each.key), url=each.url)
        for name, each in assembly.witnesses.items()
        if each.url is not None
    ]
