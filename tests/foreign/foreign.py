"""The foreign verifiers: a Go program of modules that nobody here wrote, and how to ask it."""

import asyncio
import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from rich.console import Console

from config.temporal_build import TemporalBuildError, find_go

SOURCE = Path(__file__).with_name("verifiers")
FLAGS = ("-buildvcs=false", "-trimpath", "-mod=readonly")
# What go says where a module is not the one that go.sum names: nothing to skip over.
WRONG_MODULE = ("SECURITY ERROR", "checksum mismatch", "go.sum")

Case: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one module says of a case: yes or no, why, and what it found on the way."""

    accepts: bool
    said: str
    found: Sequence[str]


Verdicts: TypeAlias = Mapping[str, Verdict]


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """The program, built."""

    program: Path

    async def ask(self, cases: Sequence[Case]) -> list[Verdicts]:
        """Return what each module says of each case."""
        process = await asyncio.create_subprocess_exec(
            self.program, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        told, _ = await process.communicate(json.dumps(cases, default=written).encode())
        assert process.returncode == 0
        return [
            {module: read_verdict(verdict) for module, verdict in each.items()}
            for each in json.loads(told)
        ]

    async def ask_one(self, case: Case) -> Verdicts:
        """Return what each module says of a case."""
        return (await self.ask([case]))[0]


def written(raw: bytes) -> str:
    """Return bytes as JSON carries them to Go."""
    return base64.b64encode(raw).decode()


def read_verdict(told: Mapping[str, Any]) -> Verdict:
    return Verdict(accepts=told["accepts"], said=told["said"], found=told["found"] or [])


def agreed(verdicts: Verdicts) -> bool:
    """Return what all modules say; they must say the same."""
    said = {each.accepts for each in verdicts.values()}
    assert len(said) == 1, verdicts
    return said.pop()


async def build(folder: Path) -> Foreign:
    """Build the program; skip where there is no go, or no way to the modules that it needs."""
    try:
        go = await find_go(os.environ, console=Console(stderr=True))
    except (TemporalBuildError, OSError) as error:
        pytest.skip(f"the foreign verifiers need go, and it is not here: {error}")
    code, said = await run(go, "mod", "download")
    if code != 0 and not any(each in said for each in WRONG_MODULE):
        pytest.skip(f"the foreign verifiers cannot be downloaded: {said.strip()[-300:]}")
    assert code == 0, said
    code, said = await run(go, "build", *FLAGS, "-o", str(folder / "verifiers"), ".")
    assert code == 0, said
    return Foreign(program=folder / "verifiers")


async def run(*command: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=SOURCE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode(errors="replace")
