"""Send acts through the one door and tell each answer; a repetition changes nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from temporalio.client import Client
from temporalio.service import RPCError

from activities.opening import MalformedError
from cli.act_lines import ActLine, read_line
from cli.addresses import running_used
from cli.describing import read_settings
from cli.drafting import draft
from cli.exits import ConsoleError, Exit, exit_of_refusal, unreachable
from cli.first_sent import first_sent
from cli.gateways import gateway_of
from cli.known_errors import AWAY, explained
from cli.logs import log_to
from config.connections import connect_temporal
from config.gateway import Gateway
from config.register import connected
from domain.submission import Accepted, Receipt, Refused
from eventstore.durability import Connection
from eventstore.read import outcome
from workflows.submit import AnswerUnknownError, submit

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.5
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where acts are sent: the gateway that signs, Temporal, and the register's answers."""

    client: Client
    gateway: Gateway
    database_url: str

    async def read(self, look: Callable[[Connection], Awaitable[Found]]) -> Found:
        """Return what is found in the register; wait while its server is being started again."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                async with connected(self.database_url) as register:
                    return await look(register)
            except AWAY:
                if time.monotonic() > until:
                    raise
            await asyncio.sleep(POLL_SECONDS)

    async def known(self, command_id: UUID) -> Receipt | None:
        """Return the first outcome of a command, or None if it has none."""
        return await self.read(lambda register: outcome(register, command_id))

    async def _first_sent(self, command_id: UUID) -> datetime | None:
        return await self.read(lambda register: first_sent(register, command_id))

    async def send(self, line: ActLine) -> Receipt:
        """Send one act; raise `MalformedError` where it is none, `ConsoleError` without answer."""
        drafted = draft(line, self.gateway, datetime.now(UTC))
        if drafted.relative and (first := await self._first_sent(line.command_id)):
            # Counted from then it is the same request; an id used for another act is refused.
            drafted = draft(line, self.gateway, first)
        try:
            return await submit(self.client, drafted.submission)
        except AnswerUnknownError as unknown:
            raise undecided(unknown.command_id) from unknown
        except RPCError as broken:
            raise unreachable(f"Temporal does not answer: {broken.message}") from broken


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one line."""

    number: int
    line: ActLine | None
    receipt: Receipt | None = None
    fault: MalformedError | None = None

    @property
    def exit_code(self) -> Exit:
        """The exit code that this line alone would end with."""
        match self.receipt:
            case Accepted():
                return Exit.DONE
            case Refused():
                return exit_of_refusal(self.receipt.code)
            case _:
                return Exit.REFUSED


async def send_line(door: Door, number: int, text: bytes) -> Told:
    """Read and send one line; a line that is no act is told, not raised."""
    line = None
    try:
        line = read_line(text)
        return Told(number=number, line=line, receipt=await door.send(line))
    except MalformedError as fault:
        return Told(number=number, line=line, fault=fault)


def undecided(command_id: UUID) -> ConsoleError:
    """Return the error for an act whose answer is not known."""
    return ConsoleError(
        "undecided",
        f"no answer yet: it is not known whether the act took effect; send it again with "
        f"--id {command_id} (or the same line again), it takes effect once",
        exit_code=Exit.UNDECIDED,
    )


@asynccontextmanager
async def door_of(data: Path) -> AsyncIterator[Door]:
    """Have the door of what runs on a data folder, or of the servers that the settings name."""
    database_url, address, namespace = _reach(data)
    log_to(data)
    with explained():
        async with connected(database_url):  # fail now, and not in the middle
            client = await temporal_at(address, namespace)
        yield Door(client=client, gateway=gateway_of(data), database_url=database_url)


async def temporal_at(address: str, namespace: str) -> Client:
    """Return a client, or say that nobody answers."""
    try:
        return await connect_temporal(address, namespace)
    except RuntimeError as fault:  # all that the SDK says where nobody listens
        raise unreachable(f"Temporal does not answer at {address}") from fault


def _reach(data: Path) -> tuple[str, str, str]:
    if (running := running_used(data)) is not None:
        return running.database_url, running.temporal_address, running.temporal_namespace
    settings = read_settings()
    if settings.database_url and settings.temporal_address:
        return settings.database_url, settings.temporal_address, settings.temporal_namespace
    raise unreachable(
        f"nothing runs on {data}: start `plenary up --data {data}` in another terminal, "
        "or set DATABASE_URL and TEMPORAL_ADDRESS"
    )
