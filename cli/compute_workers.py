"""Two processes for long inputs: groups of lines go out in turn, and answers come in order."""

import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from typing import Self, cast

from cli.computing import Answered, Answerer
from cli.exits import ConsoleError, Exit
from cli.line_reader import Group, LineReader

WORTH_SECONDS = 0.3
"""After so much work in one process, with more to come, a second one pays."""
PROCESSES = 2


def all_answered(reader: LineReader, answerer: Answerer) -> Iterator[Answered]:
    """Answer all lines in their order; what can be answered never waits for more input."""
    until = time.monotonic() + WORTH_SECONDS
    alone = (os.cpu_count() or 1) < PROCESSES
    while alone or time.monotonic() < until or not reader.ready():
        waited = time.monotonic()
        group = reader.group()
        until += time.monotonic() - waited
        if group is None:
            return
        yield answerer.answered(group)
    yield from _by_workers(reader, answerer)


def _by_workers(reader: LineReader, answerer: Answerer) -> Iterator[Answered]:
    with ExitStack() as stack:
        idle = deque(stack.enter_context(_Worker(answerer)) for _ in range(PROCESSES))
        busy: deque[_Worker] = deque()
        while True:
            if busy and not (idle and reader.ready()):
                worker = busy.popleft()
                yield worker.receive()
                idle.append(worker)
                continue
            group = reader.group()
            if group is None:
                break
            worker = idle.popleft()
            worker.send(group)
            busy.append(worker)
        for worker in busy:
            yield worker.receive()


class _Worker:
    """A process that answers one group at a time: neither side ever waits to be read."""

    def __init__(self, answerer: Answerer) -> None:
        """Begin the process."""
        self._ours, theirs = Pipe()
        self._process = Process(target=_serve, args=(theirs, answerer), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        """Have it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it was at."""
        self._ours.close()
        self._process.terminate()
        self._process.join()

    def send(self, group: Group) -> None:
        """Give it a group of lines."""
        self._ours.send(group)

    def receive(self) -> Answered:
        """Return its answers."""
        try:
            return cast("Answered", self._ours.recv())
        except EOFError:
            raise ConsoleError(
                "process-ended",
                "a process that computed was ended; nothing was changed, compute the file again",
                exit_code=Exit.UNEXPECTED,
            ) from None


def _serve(connection: Connection, answerer: Answerer) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that reads
    while True:
        try:
            group: Group = connection.recv()
            connection.send(answerer.answered(group))
        except (EOFError, BrokenPipeError):
            return
