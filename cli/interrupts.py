"""Run one command to its end: interrupted, it stops what it started and ends with 130."""

import asyncio
import signal
from collections.abc import Coroutine

from cli.exits import Exit


def run(command: Coroutine[object, object, int]) -> int:
    """Run a command; SIGINT and SIGTERM cancel it, and what it started is stopped in order."""
    try:
        return asyncio.run(_cancellable(command))
    except asyncio.CancelledError:
        return Exit.INTERRUPTED


async def _cancellable(command: Coroutine[object, object, int]) -> int:
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await command


async def until_interrupted(work: Coroutine[object, object, None]) -> None:
    """Do what never ends by itself until somebody presses Ctrl-C; raise what it raises."""
    task, ended = asyncio.create_task(work), asyncio.create_task(interrupted())
    await asyncio.wait((task, ended), return_when=asyncio.FIRST_COMPLETED)
    for each in (task, ended):
        each.cancel()
    await asyncio.gather(task, ended, return_exceptions=True)
    if not task.cancelled():
        task.result()


async def interrupted() -> None:
    """Return when somebody presses Ctrl-C or the process is told to end."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    await told.wait()
    # A second Ctrl-C, while all is being stopped, insists.
    loop.remove_signal_handler(signal.SIGINT)
