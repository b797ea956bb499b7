"""Find a Temporal server to run, in the documented order; build it as the last resort."""

import asyncio
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from rich.console import Console

from config.temporal_build import (
    TemporalBuildError,
    build_server,
    built_server,
    cache_folder,
)

DOWNLOAD_SECONDS = 300
RETRACTED = ("1.30.0",)
WAYS = (
    "set TEMPORAL_ADDRESS to a running server; "
    "set TEMPORAL_SERVER_PATH to a server's binary or TEMPORAL_CLI_PATH to the Temporal CLI; "
    "put `temporal` on the PATH; "
    "open the network for the SDK's own download; "
    "or install go, with which plenary builds the official server once"
)


class TemporalNotFoundError(Exception):
    """No Temporal server can be had on this machine; the sentence names all ways to one."""


class Kind(StrEnum):
    """What a binary is: the server itself, or the CLI with a server inside."""

    SERVER = "server"
    CLI = "cli"


@dataclass(frozen=True, kw_only=True)
class TemporalBinary:
    """A program which can serve Temporal here."""

    path: Path
    kind: Kind
    version: str


async def temporal_binary(environ: Mapping[str, str], *, console: Console) -> TemporalBinary:
    """Give the Temporal to run: what is here, else the SDK's download, else our build."""
    path = installed(environ)
    if path is None:
        path = await obtained(environ, console=console)
    return await identified(path)


def installed(environ: Mapping[str, str]) -> Path | None:
    """Find a Temporal which is on this machine already, in the documented order."""
    for variable in ("TEMPORAL_SERVER_PATH", "TEMPORAL_CLI_PATH"):
        if environ.get(variable):
            return runnable(Path(environ[variable]), named_by=variable)
    built = built_server(environ)
    if built.is_file():
        return built
    on_path = shutil.which("temporal", path=environ.get("PATH", os.defpath))
    return Path(on_path) if on_path else downloaded(environ)


def runnable(path: Path, *, named_by: str) -> Path:
    """Refuse a path which someone set and which leads to no program."""
    if not (path.is_file() and os.access(path, os.X_OK)):
        raise TemporalNotFoundError(f"{named_by} names {path}, which is not a program")
    return path


def downloaded(environ: Mapping[str, str]) -> Path | None:
    """Find what the SDK downloaded before."""
    folder = cache_folder(environ) / "temporal" / "sdk"
    found = sorted(path for path in folder.glob("temporal*") if os.access(path, os.X_OK))
    return found[-1] if found else None


async def obtained(environ: Mapping[str, str], *, console: Console) -> Path:
    """Bring a Temporal to this machine, or say why each way failed."""
    try:
        return await download(environ)
    except (RuntimeError, TimeoutError) as failure:
        no_download = f"the SDK's download failed ({failure})"
    try:
        return await build_server(environ, console=console)
    except TemporalBuildError as failure:
        raise TemporalNotFoundError(
            f"no Temporal server can be had here: {no_download}; no build ({failure}). Ways: {WAYS}"
        ) from failure


async def download(environ: Mapping[str, str]) -> Path:
    """Have the SDK download the CLI, by starting it once; it fails at once without a network."""
    folder = cache_folder(environ) / "temporal" / "sdk"
    folder.mkdir(parents=True, exist_ok=True)
    async with asyncio.timeout(DOWNLOAD_SECONDS):
        # Not above: it is a third of what the SDK costs to import, and hardly ever needed.
        local = import_module("temporalio.testing").WorkflowEnvironment
        environment = await local.start_local(
            download_dest_dir=str(folder), dev_server_startup_timeout=timedelta(seconds=30)
        )
        await environment.shutdown()
    path = downloaded(environ)
    if path is None:
        raise RuntimeError("it left no program behind")
    return path


async def identified(path: Path) -> TemporalBinary:
    """Ask the program what it is; refuse a release which its makers took back."""
    process = await asyncio.create_subprocess_exec(
        str(path), "--version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    binary = parse_version(path, said.decode(errors="replace"))
    if binary.version in RETRACTED:
        raise TemporalNotFoundError(f"{path} serves Temporal {binary.version}, which is retracted")
    return binary


def parse_version(path: Path, said: str) -> TemporalBinary:
    """Read what `--version` says: the CLI names the server inside it, the server only itself."""
    inside = re.search(r"Server (\d+\.\d+\.\d+)", said)
    own = re.search(r"version (\d+\.\d+\.\d+)", said)
    version = inside or own
    if version is None:
        raise TemporalNotFoundError(f"{path} is no Temporal: it says {said.strip()[:100]!r}")
    return TemporalBinary(
        path=path, kind=Kind.CLI if inside else Kind.SERVER, version=version.group(1)
    )
