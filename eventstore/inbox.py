"""Gathers what comes from many callers into batches. It knows nothing of what it gathers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 100
LONGEST_QUEUE = 10_000
CLOSE_SECONDS = 5


class RegisterUnavailableError(Exception):
    """The register gave no answer: whether the act took effect is not known. Ask again."""


class Inbox(Generic[Item, Result]):
    """Hands its flush function whatever queued while the last flush was under way.

    No timer: the first item goes at once, alone; under load the batches grow by themselves.
    """

    def __init__(self, flush: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        """Take the function that answers a batch, item by item."""
        self._flush = flush
        self._queue: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._in_flight: list[tuple[Item, asyncio.Future[Result]]] = []
        self._arrived = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._closing = False

    def open(self) -> None:
        """Begin to answer."""
        self._closing = False
        self._loop = asyncio.create_task(self._run(), name="registrar")
        self._loop.add_done_callback(self._ended)

    async def close(self) -> None:
        """Answer what is queued, then stop. Whoever still waits hears that there is no answer."""
        self._closing = True
        self._arrived.set()
        if self._loop is not None:
            await asyncio.wait([self._loop], timeout=CLOSE_SECONDS)
            self._loop.cancel()
            await asyncio.wait([self._loop])

    async def put_all(self, items: Sequence[Item]) -> list[Result]:
        """Queue items one behind the other; return their answers in the same order."""
        if self._loop is None or self._loop.done() or self._closing:
            raise RegisterUnavailableError("the registrar does not run: nothing was recorded")
        if len(self._queue) + len(items) > LONGEST_QUEUE:
            raise RegisterUnavailableError("too many acts are waiting: nothing was recorded")
        waiting = [asyncio.get_running_loop().create_future() for _ in items]
        self._queue.extend(zip(items, waiting, strict=True))
        self._arrived.set()
        # Together: a caller who leaves takes all of his items with him.
        return list(await asyncio.gather(*waiting))

    async def ended(self) -> None:
        """Return when nothing is answered any more."""
        if self._loop is not None:
            await asyncio.wait([self._loop])

    async def _run(self) -> None:
        while self._queue or not self._closing:
            if self._queue:
                await self._answer_batch()
            else:
                self._arrived.clear()
                await self._arrived.wait()

    async def _answer_batch(self) -> None:
        self._in_flight = self._next_batch()
        if not self._in_flight:
            return
        try:
            results = await self._flush([item for item, _ in self._in_flight])
        except RegisterUnavailableError as error:
            _disappoint(self._in_flight, str(error))
        else:
            for (_, future), result in zip(self._in_flight, results, strict=True):
                if not future.done():  # its caller has left
                    future.set_result(result)
        self._in_flight = []

    def _next_batch(self) -> list[tuple[Item, "asyncio.Future[Result]"]]:
        """Take what came first; what its caller has left before its turn is not begun."""
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        while self._queue and len(batch) < BATCH:
            item, future = self._queue.popleft()
            if not future.done():
                batch.append((item, future))
        return batch

    def _ended(self, loop: asyncio.Task[None]) -> None:
        """Let nobody wait for a loop that is no more."""
        cause = "it was stopped" if loop.cancelled() else repr(loop.exception())
        _disappoint([*self._in_flight, *self._queue], f"the registrar has ended: {cause}")
        self._queue.clear()


def _disappoint(waiting: Sequence[tuple[Item, "asyncio.Future[Result]"]], sentence: str) -> None:
    for _, future in waiting:
        if not future.done():
            future.set_exception(RegisterUnavailableError(sentence))
            # Seen: a caller that was cancelled meanwhile will not fetch it.
            future.exception()
