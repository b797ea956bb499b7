"""The worker as a child: awaited, started again when it dies, stopped in order."""

import asyncio
import errno
import os
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from config.child import ServerStartError
from config.supervisor import worker

LOG = structlog.get_logger()
STEADY = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path({said!r}).write_text("ended in order")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("worker.ready", flush=True)
while True:
    time.sleep(0.01)
"""


def environment(folder: Path, program: str) -> Mapping[str, str]:
    """Put a stand-in where the supervisor finds the worker."""
    package = folder / "workers"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(program)
    return {**os.environ, "PYTHONPATH": str(folder)}


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.02)


async def test_a_worker_is_ready_inside_the_block_and_ended_after_it(tmp_path: Path) -> None:
    said = tmp_path / "said"
    environ = environment(tmp_path, STEADY.format(said=str(said)))

    async with worker(
        environ=environ, log_file=tmp_path / "worker.log", log=LOG, started=lambda _: None
    ) as process:
        assert process.pid > 0

    assert said.read_text() == "ended in order"


async def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    environ = environment(tmp_path, STEADY.format(said=str(tmp_path / "said")))
    pids: list[int] = []

    async with worker(
        environ=environ, log_file=tmp_path / "worker.log", log=LOG, started=pids.append
    ) as process:
        os.kill(process.pid, signal.SIGKILL)
        await until(lambda: len(pids) > 1)

    assert pids[0] != pids[1]


async def test_a_worker_that_could_not_be_started_again_once_is_tried_again(tmp_path: Path) -> None:
    """The folder of its log is away for a moment, as with a disk that is full or mounted anew."""
    environ = environment(tmp_path, STEADY.format(said=str(tmp_path / "said")))
    logs, pids = tmp_path / "logs", list[int]()

    with capture_logs() as logged:
        async with worker(
            environ=environ,
            log_file=logs / "worker.log",
            log=structlog.get_logger(),
            started=pids.append,
        ) as process:
            shutil.rmtree(logs)
            logs.touch()
            os.kill(process.pid, signal.SIGKILL)
            await until(lambda: "worker.not_run" in [each["event"] for each in logged])
            logs.unlink()
            await until(lambda: len(pids) > 1)

    assert pids[0] != pids[1]


async def test_a_worker_whose_process_cannot_be_told_works_on(tmp_path: Path) -> None:
    environ = environment(tmp_path, STEADY.format(said=str(tmp_path / "said")))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with worker(environ=environ, log_file=tmp_path / "worker.log", log=LOG, started=full):
        pass

    assert (tmp_path / "said").read_text() == "ended in order"


async def test_a_worker_that_cannot_be_run_at_all_is_said_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "logs").touch()

    with pytest.raises(ServerStartError, match=r"did not start: .*logs"):
        async with worker(
            environ=os.environ,
            log_file=tmp_path / "logs" / "worker.log",
            log=LOG,
            started=lambda _: None,
        ):
            pass


async def test_a_stop_in_the_middle_of_a_start_leaves_no_process(tmp_path: Path) -> None:
    environ = environment(tmp_path, STEADY.format(said=str(tmp_path / "said")))
    pids: list[int] = []

    async with worker(
        environ=environ, log_file=tmp_path / "worker.log", log=LOG, started=pids.append
    ) as process:
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.sleep(0.2)

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_a_worker_that_cannot_start_is_said_with_its_last_words(tmp_path: Path) -> None:
    environ = environment(tmp_path, "raise SystemExit('DATABASE_URL is not set')")

    with pytest.raises(ServerStartError, match="DATABASE_URL is not set"):
        async with worker(
            environ=environ, log_file=tmp_path / "worker.log", log=LOG, started=lambda _: None
        ):
            pass
