"""Commands without the second that their imports take: one process has them, and forks for each.

Each command is a process of its own all the same, with its own words, environment and streams; it
begins where `plenary` begins. The starts that are slow for users stay true: `begun` in
`plenaries.py`, and `tests/cli/test_start.py`.
"""

import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO, NoReturn

import cli
from cli.main import main

STREAMS = 3
LONGEST_WORDS = 1 << 18


@cache
def forker() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    """Start the process that forks, once for each process of tests; it ends with us."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.acceptance.forking"], stdin=theirs.fileno()
        )
    return ours, process


def ran(words: Sequence[str], environment: Mapping[str, str], stdin: bytes) -> tuple[int, str, str]:
    """Run a command to its end; return its exit code and what it said on both streams."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin)
        given.seek(0)
        code = _code(words, environment, (given, out, err))
        return code, _text(out), _text(err)


def _code(
    words: Sequence[str], environment: Mapping[str, str], streams: Sequence[IO[bytes]]
) -> int:
    asked = json.dumps([list(words), dict(environment)]).encode()
    commands, _ = forker()
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            sent = [*(each.fileno() for each in streams), theirs.fileno()]
            socket.send_fds(commands, [asked], sent)
        answer = ours.recv(16)
    assert answer, "the process that forks commands has ended"
    return int(answer)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


def serve(commands: socket.socket) -> None:
    """Fork for each command that comes, until nobody can send one any more."""
    for module in pkgutil.iter_modules(cli.__path__, "cli."):
        importlib.import_module(module.name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
    while True:
        asked, descriptors, _, _ = socket.recv_fds(commands, LONGEST_WORDS, STREAMS + 1)
        if not asked:
            return
        if os.fork() == 0:
            commands.close()
            _await(asked, descriptors)
        for each in descriptors:
            os.close(each)


def _await(asked: bytes, descriptors: Sequence[int]) -> NoReturn:
    """Run the command in a process of its own, and send its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, answer = descriptors
    command = os.fork()
    if command == 0:
        os.close(answer)
        _become(asked, streams)
    _, status = os.waitpid(command, 0)
    os.write(answer, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(asked: bytes, streams: Sequence[int]) -> NoReturn:
    words, environment = json.loads(asked)
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["plenary", *words]
    main()
    raise AssertionError("a command leaves by itself")


if __name__ == "__main__":
    with socket.socket(fileno=sys.stdin.fileno()) as asking:
        serve(asking)
