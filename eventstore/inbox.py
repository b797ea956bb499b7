"""Gathers what comes from many callers into batches. It knows nothing of what it gathers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AT_ONCE = 2
"""While one batch is under way, the next may be prepared."""
BATCH = 100
LONGEST_QUEUE = 10_000
CLOSE_SECONDS = 5
PAUSE_SECONDS = 0.2
"""After a batch without an answer the next one gathers: who recovers is not asked by each act."""


class RegisterUnavailableError(Exception):
    """The register gave no answer: whether the act took effect is not known. Ask again."""


class Inbox(Generic[Item, Result]):
    """Hands its flush function whatever queued while two flushes were under way.

    No timer: the first item goes at once, alone; under load the batches grow by themselves.
    """

    def __init__(self, flush: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        """Take the function that answers a batch, item by item."""
        self._flush = flush
        self._queue: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._in_flight: set[asyncio.Future[Result]] = set()
        self._arrived = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._closing = False

    def open(self) -> None:
        """Begin to answer."""
        self._closing = False
        self._loops = [asyncio.create_task(self._run(), name="registrar") for _ in range(AT_ONCE)]
        for loop in self._loops:
            loop.add_done_callback(self._ended)

    async def close(self) -> None:
        """Answer what is queued, then stop. Whoever still waits hears that there is no answer."""
        self._closing = True
        self._arrived.set()
        if self._loops:
            await asyncio.wait(self._loops, timeout=CLOSE_SECONDS)
            self._stop()
            await asyncio.wait(self._loops)

    async def put_all(self, items: Sequence[Item]) -> list[Result]:
        """Queue items one behind the other; return their answers in the same order."""
        if self._closing or not self._loops or any(loop.done() for loop in self._loops):
            raise RegisterUnavailableError("the registrar does not run: nothing was recorded")
        if len(self._queue) + len(items) > LONGEST_QUEUE:
            raise RegisterUnavailableError("too many acts are waiting: nothing was recorded")
        waiting = [asyncio.get_running_loop().create_future() for _ in items]
        self._queue.extend(zip(items, waiting, strict=True))
        self._arrived.set()
        if len(waiting) == 1:
            return [await waiting[0]]
        # Together: a caller who leaves takes all of his items with him.
        return list(await asyncio.gather(*waiting))

    async def ended(self) -> None:
        """Return when nothing is answered any more."""
        if self._loops:
            await asyncio.wait(self._loops)

    async def _run(self) -> None:
        while self._queue or not self._closing:
            if self._queue:
                await self._answer_batch()
            else:
                self._arrived.clear()
                await self._arrived.wait()

    async def _answer_batch(self) -> None:
        batch = self._next_batch()
        if not batch:
            return
        futures = [future for _, future in batch]
        self._in_flight.update(futures)
        try:
            results = await self._flush([item for item, _ in batch])
        except RegisterUnavailableError as error:
            _disappoint(futures, str(error))
            await asyncio.sleep(0 if self._closing else PAUSE_SECONDS)
        else:
            for future, result in zip(futures, results, strict=True):
                if not future.done():  # its caller has left
                    future.set_result(result)
        self._in_flight.difference_update(futures)

    def _next_batch(self) -> list[tuple[Item, "asyncio.Future[Result]"]]:
        """Take what came first; what its caller has left before its turn is not begun."""
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        while self._queue and len(batch) < BATCH:
            item, future = self._queue.popleft()
            if not future.done():
                batch.append((item, future))
        return batch

    def _ended(self, loop: asyncio.Task[None]) -> None:
        """Let nobody wait for a loop that is no more; without one of them, none goes on."""
        if not loop.cancelled() and loop.exception() is None:
            return
        cause = "it was stopped" if loop.cancelled() else repr(loop.exception())
        waiting = [*self._in_flight, *(future for _, future in self._queue)]
        self._in_flight.clear()
        self._queue.clear()
        self._stop()
        _disappoint(waiting, f"the registrar has ended: {cause}")

    def _stop(self) -> None:
        for loop in self._loops:
            loop.cancel()


def _disappoint(waiting: Iterable["asyncio.Future[Result]"], sentence: str) -> None:
    for future in waiting:
        if not future.done():
            future.set_exception(RegisterUnavailableError(sentence))
            # Seen: a caller that was cancelled meanwhile will not fetch it.
            future.exception()
