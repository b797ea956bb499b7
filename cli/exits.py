"""How a command ends: exit codes for scripts, and the errors that people can do something about."""

import errno
from enum import IntEnum

_CONFLICTS = frozenset(
    {"command-id-reused", "command-abandoned", "stale-version", "conflict", "CommandIdReused"}
)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""How the system says that there is no room."""


class Exit(IntEnum):
    """What a script can tell from the exit code (console.md 1.5)."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    VERIFICATION_FAILED = 4
    CONFLICT = 5
    REFUSED = 6
    UNREACHABLE = 7
    UNDECIDED = 8
    INTERRUPTED = 130


class ConsoleError(Exception):
    """An error with a code, a sentence that says what to do, and the exit code it ends with."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        exit_code: Exit,
        citation: str = "none",
        missing: tuple[str, ...] = (),
    ) -> None:
        """Keep the parts; the sentence is what people read."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.exit_code = exit_code
        self.citation = citation
        self.missing = missing
        self.position: int | None = None
        self.words = sentence if citation == "none" else f"{sentence} ({citation})"


def not_found(sentence: str) -> ConsoleError:
    """Return the error for something that is not on record or not on disk."""
    return ConsoleError("not-found", sentence, exit_code=Exit.NOT_FOUND)


def misused(sentence: str) -> ConsoleError:
    """Return the error for words on the command line that make no sense."""
    return ConsoleError("usage", sentence, exit_code=Exit.USAGE)


def unreachable(sentence: str) -> ConsoleError:
    """Return the error for a server that does not answer."""
    return ConsoleError("unreachable", sentence, exit_code=Exit.UNREACHABLE)


def held_by_another(sentence: str) -> ConsoleError:
    """Return the error for a place where another process is at work."""
    return ConsoleError("in-use", sentence, exit_code=Exit.CONFLICT)


def exit_of_refusal(code: str) -> Exit:
    """Return the exit code that goes with the code of a refusal."""
    return Exit.CONFLICT if code in _CONFLICTS else Exit.REFUSED
