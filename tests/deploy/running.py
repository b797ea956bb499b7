"""Run a script of the composition as it runs there: as a process, with its environment alone."""

import asyncio
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Mapping
from pathlib import Path


async def run(*command: str, env: Mapping[str, str], folder: Path) -> tuple[int | None, str]:
    """Return the exit code and all that was said."""
    process = await asyncio.create_subprocess_exec(
        *command, env=dict(env), cwd=folder, stdout=PIPE, stderr=STDOUT
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()
