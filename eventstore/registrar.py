"""The registrar: all writing goes through it. One transaction for all that queued meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Self
from uuid import UUID

import asyncpg
import structlog

from eventstore.asked import Abandon, Item, Setting
from eventstore.carried_clock import CarriedClock
from eventstore.connections import Pool, lent
from eventstore.durability import Connection
from eventstore.inbox import Inbox, RegisterUnavailableError
from eventstore.kept_connection import KeptConnection
from eventstore.outcomes import failed
from eventstore.planning import Plan, from_memory, under_lock
from eventstore.read import holds, read_stream
from eventstore.streams import Folded, Known, followed
from eventstore.work import Fold, Outcome, State, View, Work
from eventstore.writing import MovedError, Writer

BATCH_SECONDS = 4.5
"""So long a batch may take, and a reading: more than a statement, less than an activity."""
POISON = ("21", "22", "23", "42", "54", "P0")
"""SQLSTATE classes that blame what was sent, not the server."""

log = structlog.get_logger()


class PoisonError(Exception):
    """The database refused a batch because of what is in it."""


class Registrar:
    """Takes acts from many callers at once and answers each after the commit."""

    def __init__(self, pool: Pool, *, log: str, fold: Fold, views: Sequence[View]) -> None:
        """Take the pool, the name of this register, and how streams are folded and viewed."""
        self._pool = pool
        self._setting = Setting(log=log, fold=fold, views=tuple(views))
        self._known = Known(fold)
        self._clock = CarriedClock()
        self._line = KeptConnection(pool)
        self._writer = Writer(self._setting.views)
        self._turn = asyncio.Lock()
        self._ahead: Plan | None = None
        """What is being written now, while the next batch is judged on top of it."""
        self._inbox: Inbox[Item, Outcome] = Inbox(self._flush)

    async def __aenter__(self) -> Self:
        """Begin to take acts."""
        self._inbox.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Answer what is queued, then stop."""
        await self._inbox.close()
        await self._line.give_back()

    async def take(self, work: Work) -> Outcome:
        """Judge and record one act; return its outcome once it is durable.

        Raise `RegisterUnavailableError` where the outcome is not known: send the same act again.
        """
        return (await self.take_all([work]))[0]

    async def take_all(self, works: Sequence[Work]) -> list[Outcome]:
        """Take acts one behind the other; return their outcomes in the same order."""
        return await self._inbox.put_all(works)

    async def resolve(self, command_id: UUID) -> Outcome:
        """Return the outcome of a command; if there is none, record that it is abandoned.

        Afterwards a late attempt of this command can never take effect.
        """
        return (await self._inbox.put_all([Abandon(command_id=command_id)]))[0]

    async def ended(self) -> None:
        """Return when no act is taken any more: closed, or ended by a fault of its own."""
        await self._inbox.ended()

    async def read_state(self, stream: str) -> State:
        """Return a stream folded as it stands in the database now.

        What is remembered is gone on from only where the register still holds it: a failover may
        have lost its end. Raise `RegisterUnavailableError` where no answer comes in time.
        """
        head, kept = self._known.head, self._known.get(stream)
        folded = Folded(version=0, state=self._setting.fold.begin(stream))
        async with _translated(), asyncio.timeout(BATCH_SECONDS), lent(self._pool) as connection:
            if kept is not None and head is not None and await holds(connection, head):
                folded = kept
            events = await read_stream(connection, stream, after_version=folded.version)
        for event in events:
            folded = followed(self._setting.fold, folded, event)
        return folded.state

    async def known_state(self, stream: str) -> State:
        """Return a stream as the last batch left it; read it if it is not kept."""
        folded = self._known.get(stream)
        return folded.state if folded is not None else await self.read_state(stream)

    async def _flush(self, items: Sequence[Item]) -> list[Outcome]:
        """Answer a batch; if it fails because of what is in it, its acts one at a time."""
        try:
            return list(await self._transact(items))
        except RegisterUnavailableError:
            raise
        except Exception as error:
            log.warning("batch.failed", acts=len(items), exc_info=error)
            if not isinstance(error, PoisonError):
                self._known.forget()  # a bug somewhere: nothing that was folded here is trusted
            if len(items) == 1:
                return [failed(items[0].command_id, error)]
        return [(await self._flush([item]))[0] for item in items]

    async def _transact(self, items: Sequence[Item]) -> Sequence[Outcome]:
        """Judge a batch while the one ahead is being written; write it when its turn comes."""
        plan = self._from_memory(items) if self._ahead else None
        async with self._turn:
            if plan is None or plan.draft.base != self._known.head:
                plan = self._from_memory(items)
            async with _translated(), asyncio.timeout(BATCH_SECONDS):
                if plan is None or not await self._written(plan):
                    plan = await self._under_lock(items)
            self._known.keep(plan.streams.changed, plan.draft.head)
            return plan.answers

    def _from_memory(self, items: Sequence[Item]) -> Plan | None:
        return from_memory(items, self._setting, self._known, self._clock, self._ahead)

    async def _written(self, plan: Plan) -> bool:
        """Write a batch that nobody has checked; tell whether it still held."""
        self._ahead = plan
        try:
            async with self._line.lent() as connection:
                return await self._write(connection, plan, looked=False)
        finally:
            self._ahead = None

    async def _under_lock(self, items: Sequence[Item]) -> Plan:
        async with self._line.transaction() as connection:
            plan = await under_lock(connection, items, self._setting, self._known)
            if plan.draft.rows:
                await self._write(connection, plan, looked=True)
            return plan

    async def _write(self, connection: Connection, plan: Plan, *, looked: bool) -> bool:
        try:
            self._clock.set(await self._writer.write(connection, plan.draft, looked=looked))
        except (MovedError, asyncpg.PostgresError) as error:
            if looked or not (isinstance(error, MovedError) or _blames_content(error)):
                raise
            log.info("batch.again", reason=str(error))
            return False
        return True


def _blames_content(error: asyncpg.PostgresError) -> bool:
    return str(error.sqlstate).startswith(POISON)


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    """Tell a batch that the database refuses from a database that gives no answer."""
    try:
        yield
    except asyncpg.PostgresError as error:
        if _blames_content(error):
            raise PoisonError(f"{type(error).__name__}: {error}") from error
        raise _unavailable(error) from error
    except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> RegisterUnavailableError:
    log.warning("register.unavailable", reason=f"{type(error).__name__}: {error}")
    return RegisterUnavailableError(
        f"the register gave no answer ({type(error).__name__}: {error}); "
        "it is not known whether the act took effect: send the same command again"
    )
