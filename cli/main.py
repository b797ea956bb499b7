"""The entry point: every error becomes one sentence and an exit code, never a stack trace."""

import io
import logging
import os
import sys
import tempfile
import traceback
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import typer
from typer.main import get_command

from cli.commands import app
from cli.exits import FULL, ConsoleError, Exit
from cli.operator_commands import operators
from cli.output import report, show_all_characters
from cli.proof_commands import proofs
from cli.reading_commands import readings
from config.leaving import leave

app.add_typer(readings)
app.add_typer(proofs)
app.add_typer(operators)


def main() -> None:
    """Run `plenary` with the words of the command line."""
    sys.excepthook = _ended_unexpectedly
    sys.stdout = sys.stdout or io.StringIO()  # it was closed before we began
    sys.stderr = sys.stderr or io.StringIO()
    show_all_characters()
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is not for screens
    leave(console(sys.argv[1:]))


def console(words: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    as_json = "--json" in words
    try:
        ended: object = get_command(app)(list(words), prog_name="plenary", standalone_mode=False)
    except ConsoleError as error:
        report(error, as_json=as_json)
        return error.exit_code
    except typer.TyperException as error:
        report(_usage(error), as_json=as_json)
        return Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        ended = Exit.INTERRUPTED
    except OSError as error:
        if error.errno not in FULL:
            raise
        report(_no_room(error), as_json=as_json)
        return Exit.UNEXPECTED
    except SystemExit:  # typer's answer to a broken pipe: the reader has seen enough
        ended = Exit.DONE
    if ended == Exit.INTERRUPTED:
        report(_INTERRUPTED, as_json=as_json)
    return ended if isinstance(ended, int) else Exit.DONE


def unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Keep the details in a file under a reference, and say where."""
    details = "".join(traceback.format_exception(kind, error, trace))
    reference = f"E-{zlib.crc32(details.encode(errors='replace')):08X}"
    descriptor, file = tempfile.mkstemp(prefix=f"plenary-{reference}-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as opened:
        opened.write(details)
    told = ConsoleError(
        "unexpected",
        f"something unexpected happened ({kind.__name__}); reference {reference}, "
        f"details in {Path(file)}",
        exit_code=Exit.UNEXPECTED,
    )
    report(told, as_json="--json" in sys.argv, reference=reference)


def _ended_unexpectedly(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> NoReturn:
    unexpected(kind, error, trace)
    leave(Exit.UNEXPECTED)


def _no_room(error: OSError) -> ConsoleError:
    where = f" for {error.filename}" if error.filename else ""
    return ConsoleError(
        "disk-full",
        f"there is no room{where} ({error.strerror}): what this command was writing is not kept. "
        "Acts that were accepted stay recorded. Make room and run it again: the same act changes "
        "nothing when it is sent again with its id",
        exit_code=Exit.UNEXPECTED,
    )


_INTERRUPTED = ConsoleError("interrupted", "interrupted", exit_code=Exit.INTERRUPTED)


def _usage(error: typer.TyperException) -> ConsoleError:
    sentence = " ".join(error.format_message().split()) or "give one of its commands"
    return ConsoleError("usage", f"{sentence} (see --help)", exit_code=Exit.USAGE)
