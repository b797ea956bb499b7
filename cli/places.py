"""Where a command writes what `--to` names: a free name in a folder that is there."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from cli.exits import misused


def demand_free(to: Path) -> None:
    """Raise, before any work is done, where nothing new can be written under this name.

    Nothing is overwritten, and no folder above it is made: a mistyped path is said.
    """
    if os.path.lexists(to):
        raise misused(f"{to} exists and is not overwritten: name one that does not")
    try:
        if not to.parent.is_dir():
            raise misused(f"{to.parent} is no folder; make it first, or name another with --to")
        tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent).cleanup()
    except OSError as fault:
        raise misused(f"nothing can be written into {to.parent}: {fault.strerror}") from None


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write new files, each whole, or none of them: beside their places first, then moved."""
    with ExitStack() as stack:
        partials = {}
        for to, content in contents.items():
            beside = tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent)
            partials[to] = Path(stack.enter_context(beside)) / to.name
            partials[to].write_bytes(content)
        for to, partial in partials.items():
            partial.rename(to)
