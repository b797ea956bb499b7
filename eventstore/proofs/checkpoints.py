"""Checkpoints (C2SP tlog-checkpoint): three lines that stand for the whole register. Pure."""

from dataclasses import dataclass
from typing import Self

from eventstore.proofs.notes import NoteError, decoded, encoded, is_size
from eventstore.proofs.tree import HASH_BYTES, Hash

_LINES = 4
"""Three, and what stands behind the last newline: nothing."""


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """The size and root of the tree of one register, named by its origin."""

    origin: str
    size: int
    root: Hash

    @property
    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the text of a note; raise `NoteError` where it is not exactly a checkpoint."""
        lines = text.split("\n")
        if len(lines) != _LINES or not lines[0] or lines[3]:
            raise NoteError("a checkpoint has three lines: origin, size and root")
        if not is_size(lines[1]):
            raise NoteError(f"a checkpoint's size is a whole number, not {lines[1]!r}")
        root = decoded(lines[2])
        if len(root) != HASH_BYTES:
            raise NoteError("a checkpoint's root has 32 bytes")
        return cls(origin=lines[0], size=int(lines[1]), root=root)
