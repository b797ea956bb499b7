"""On a terminal of 80 columns: tables that fit, colour, and no line of a log."""

import asyncio
import fcntl
import os
import pty
import re
import struct
import termios

import pytest

from tests.acceptance.plenaries import PLENARY, Up, environment

COLUMNS = 80
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(*words: str) -> str:
    """Run a command on a terminal of its own and return what people see."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, COLUMNS, 0, 0))
    env = {**environment(), "TERM": "xterm-256color"}
    for name in ("NO_COLOR", "COLUMNS", "FORCE_COLOR"):
        env.pop(name, None)
    streams = [(os.POSIX_SPAWN_DUP2, theirs, number) for number in range(3)]
    pid = os.posix_spawn(PLENARY, [str(PLENARY), *words], env, file_actions=streams)
    os.close(theirs)
    seen = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return seen.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what Linux says when the other side is closed
        return b""


@pytest.mark.parametrize(
    "words",
    [
        ("list", "cases"),
        ("list", "offices"),
        ("list", "irregularities"),
        ("list", "refusals"),
        ("list", "deadlines"),
        ("verify",),
        ("show", "model-law/2026-900"),
        ("replay", "model-law/2026-900", "--explain", "stage"),
        ("timeline", "model-law/2026-900"),
        ("replay", "vote/900/1"),
        ("doctor",),
    ],
    ids=" ".join,
)
async def test_it_fits(standing: Up, words: tuple[str, ...]) -> None:
    seen = await asyncio.to_thread(on_a_terminal, *words, "--data", str(standing.data))

    lines = ANSI.sub("", seen).splitlines()
    assert lines
    assert max(map(len, lines)) <= COLUMNS
    assert "\t" not in seen
    assert "[info" not in seen


async def test_the_good_news_is_green(standing: Up) -> None:
    seen = await asyncio.to_thread(on_a_terminal, "verify", "--data", str(standing.data))

    assert seen.startswith("\x1b[32m")
    assert "nothing missing or altered" in seen
