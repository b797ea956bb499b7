"""The wheel's other programs of PostgreSQL, each run to its end; none outlives us."""

import asyncio
import os
import signal
import sys
from urllib.parse import unquote, urlsplit, urlunsplit

from config.child import LEASH
from config.postgres_folder import binaries


class ProgramError(Exception):
    """A program of PostgreSQL failed; the sentence is its own."""


async def run_program(
    name: str, *arguments: str, url: str | None = None, said: str = "", account: str = ""
) -> None:
    """Run a program on a database, say this to it, and raise `ProgramError` unless it is content.

    As root it becomes the account that is named; what others may not see is no argument.
    """
    command = [str(binaries() / name), *arguments, *(["--dbname", _open(url)] if url else [])]
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(signal.SIGTERM))]
    process = await asyncio.create_subprocess_exec(
        *leash,
        account,
        *command,
        env=_environment(url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        out, _ = await process.communicate(said.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise ProgramError(f"{name} failed: {_last_lines(out) or f'code {process.returncode}'}")


async def server_release() -> str:
    """Return the release of the server that the wheel brings: `18.4`."""
    process = await asyncio.create_subprocess_exec(
        str(binaries() / "postgres"), "--version", stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    return out.decode().split()[-1]


def _open(url: str) -> str:
    """Return the address without its password, which every account could read in an argument."""
    parts = urlsplit(url)
    user, _, _ = parts.netloc.rpartition("@")[0].partition(":")
    return urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}"))


def _environment(url: str | None) -> dict[str, str]:
    password = unquote(urlsplit(url).password or "") if url else ""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "PGPASSWORD": password}


def _last_lines(out: bytes, lines: int = 3) -> str:
    return " ".join(out.decode(errors="replace").split("\n")[-lines - 1 :]).strip()
