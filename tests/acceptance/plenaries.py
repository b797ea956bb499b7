"""The real command line as a process of its own, on data folders of its own."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

from tests.acceptance import forking

PLENARY = Path(sys.executable).with_name("plenary")
NAMED = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE")
START_SECONDS = 90


@dataclass(frozen=True)
class Ran:
    """How a command ended, and all that it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The one object that it printed."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """The objects that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


async def begun(*words: str | Path) -> asyncio.subprocess.Process:
    """Start a command in a folder of nobody, and let it run."""
    return await asyncio.create_subprocess_exec(
        str(PLENARY),
        *map(str, words),
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )


async def plenary(*words: str | Path, stdin: bytes = b"") -> Ran:
    """Run a command to its end; it never shows a stack trace."""
    said = await asyncio.to_thread(forking.ran, [*map(str, words)], environment(), stdin)
    ran = Ran(*said)
    assert "Traceback" not in ran.out + ran.err
    assert "\x1b" not in ran.out + ran.err, "colour in a pipe"
    assert "[info" not in ran.out + ran.err, "a line of a log"
    return ran


def environment() -> dict[str, str]:
    """Return an environment that names no server."""
    return {name: value for name, value in os.environ.items() if name not in NAMED}


@dataclass(frozen=True, kw_only=True)
class Up:
    """A `plenary up` that runs."""

    data: Path
    process: asyncio.subprocess.Process
    pids: Mapping[str, int]
    temporal_address: str
    seconds: float
    said: list[str] = field(default_factory=list)

    async def told(self, what: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(what)
        _, err = await self.process.communicate()
        self.said.append(err.decode())
        return self.process.returncode or 0

    async def query(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """Read the register as the superuser."""
        return await asked(self.data, sql, *arguments)


@asynccontextmanager
async def up(data: Path, *words: str) -> AsyncIterator[Up]:
    """Have a `plenary up` inside the block."""
    begun_at = time.monotonic()
    process = await begun("up", "--json", "--data", data, *words)
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        async with asyncio.timeout(START_SECONDS):
            line = await process.stdout.readline()
        assert line, (await process.stderr.read()).decode()
        told = json.loads(line)
        assert told["ok"], told
        where = told["data"]
        yield Up(
            data=data,
            process=process,
            pids=where["pids"],
            temporal_address=where["temporal_address"],
            seconds=time.monotonic() - begun_at,
        )
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.communicate()


async def copied(data: Path, to: Path) -> Path:
    """Copy a data folder, owners and all."""
    process = await asyncio.create_subprocess_exec("cp", "-a", str(data), str(to))
    assert await process.wait() == 0
    return to


def endpoints(data: Path) -> Any:
    """Return what runs on a folder, as the file says that it keeps."""
    return json.loads((data / "run" / "endpoints.json").read_text())


async def asked(data: Path, sql: str, *arguments: object) -> list[asyncpg.Record]:
    """Read the register of a running folder as the superuser."""
    host = endpoints(data)["database_url"].rpartition("@")[2]
    password = quote((data / "postgres" / "password").read_text(), safe="")
    connection = await asyncpg.connect(f"postgresql://postgres:{password}@{host}")
    try:
        return list(await connection.fetch(sql, *arguments))
    finally:
        await connection.close()


def left_over(data: Path) -> list[str]:
    """Return the command lines of processes that name a folder, or whose folder it is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            place = str((process / "cwd").readlink())
        except OSError:
            continue
        if str(data) in f"{line} {place}" and "/pytest" not in line:
            found.append(f"{process.name} {line}")
    return found


def still(pids: Iterable[int]) -> list[int]:
    """Return those of the processes that still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def file_of(folder: Path, *lines: bytes | Mapping[str, object]) -> Path:
    """Write lines as a file of acts."""
    file = folder / f"acts-{time.monotonic_ns()}.jsonl"
    texts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in lines]
    await asyncio.to_thread(file.write_bytes, b"\n".join(texts) + b"\n")
    return file
