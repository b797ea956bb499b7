"""Receipts (C2SP tlog-proof): that one event is in the register, for whoever keeps it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from eventstore.proofs.notes import Note, NoteError, decoded, encoded, is_size
from eventstore.proofs.policies import Policy, Witnessed
from eventstore.proofs.tree import HASH_BYTES, Hash, verify_inclusion

_TITLE = "c2sp.org/tlog-proof@v1"
_INDEX = "index "


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The place of a leaf (from 0), its inclusion proof, and the checkpoint that it leads to."""

    index: int
    proof: Sequence[Hash]
    note: Note

    @property
    def text(self) -> str:
        """Return the receipt as a file holds it."""
        hashes = [encoded(each) for each in self.proof]
        return "\n".join([_TITLE, f"{_INDEX}{self.index}", *hashes, "", self.note.whole])

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a receipt; raise `NoteError` where it is not well-formed."""
        head, _, note = text.partition("\n\n")
        lines = head.split("\n")
        if len(lines) > 1 and lines[1].startswith("extra "):
            decoded(lines.pop(1).removeprefix("extra "))
        number = lines[1].removeprefix(_INDEX) if len(lines) > 1 else ""
        if lines[0] != _TITLE or not lines[1:] or lines[1] != f"{_INDEX}{number}":
            raise NoteError("a receipt begins with its title and the index")
        if not is_size(number):
            raise NoteError(f"an index is a whole number, not {number!r}")
        proof = [decoded(line) for line in lines[2:]]
        if any(len(each) != HASH_BYTES for each in proof):
            raise NoteError("a hash has 32 bytes")
        return cls(index=int(number), proof=proof, note=Note.read(note))

    def check(self, leaf: Hash, policy: Policy) -> Witnessed:
        """Return what the checkpoint is worth.

        Raise `NoteError` where no known log signed it, `ProofError` where it lacks the leaf.
        """
        found = policy.judge(self.note)
        checkpoint = found.checkpoint
        verify_inclusion(leaf, self.index, checkpoint.size, self.proof, checkpoint.root)
        return found
