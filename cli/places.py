"""Where a command writes what `--to` names: a free name in a folder that is there."""

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from cli.exits import ConsoleError, misused

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS})
"""How a file system says that it knows no second name of a file, as that of a USB stick."""


def demand_free(to: Path) -> None:
    """Raise, before any work is done, where nothing new can be written under this name.

    Nothing is overwritten, and no folder above it is made: a mistyped path is said.
    """
    if os.path.lexists(to):
        raise _taken(to)
    try:
        if not to.parent.is_dir():
            raise misused(f"{to.parent} is no folder; make it first, or name another with --to")
        tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent).cleanup()
    except OSError as fault:
        raise misused(f"nothing can be written into {to.parent}: {fault.strerror}") from None


def demand_apart(to: Path | None, event: Path | None) -> None:
    """Raise where both are the same file, however they are spelt: one would replace the other."""
    if to is not None and event is not None and os.path.realpath(to) == os.path.realpath(event):
        raise misused(
            f"--to and --event both name {to}, and the receipt and the event need a file each; "
            "nothing was written: name another one with --event"
        )


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write new files, each whole, or none of them: beside their places first, then moved."""
    with ExitStack() as stack:
        partials = {}
        for to, content in contents.items():
            beside = tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent)
            partials[to] = Path(stack.enter_context(beside)) / to.name
            partials[to].write_bytes(content)
        with ExitStack() as undoing:
            for to, partial in partials.items():
                move_new(partial, to)
                undoing.callback(to.unlink)
            undoing.pop_all()


def move_new(partial: Path, to: Path) -> None:
    """Give a file its place; raise where another has come to it since it was found free."""
    try:
        os.link(partial, to)
    except FileExistsError:
        raise _taken(to) from None
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        _reserve(to)
        partial.rename(to)
    else:
        partial.unlink()


def _reserve(to: Path) -> None:
    try:
        to.touch(exist_ok=False)
    except FileExistsError:
        raise _taken(to) from None


def _taken(to: Path) -> ConsoleError:
    return misused(f"{to} exists and is not overwritten: name one that does not")
