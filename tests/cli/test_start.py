"""The start of a command: who presses Ctrl-C while it still loads sees no stack trace."""

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

QUIET = asyncio.subprocess.DEVNULL


def mapped(pid: int) -> str:
    """Return which files a process has loaded; none where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/maps").read_text(errors="replace")
    return ""


@pytest.mark.parametrize("loaded", ["_struct", "_ssl", "pydantic_core"])
async def test_an_early_ctrl_c_ends_a_command_without_a_stack_trace(loaded: str) -> None:
    command = Path(sys.executable).with_name("plenary")
    process = await asyncio.create_subprocess_exec(
        command, "--help", stdout=QUIET, stderr=asyncio.subprocess.PIPE
    )
    while process.returncode is None and loaded not in mapped(process.pid):
        await asyncio.sleep(0.01)
    if process.returncode is None:
        process.send_signal(signal.SIGINT)

    _, complained = await process.communicate()

    assert b"Traceback" not in complained
    assert process.returncode in {-signal.SIGINT, 0, 130}
