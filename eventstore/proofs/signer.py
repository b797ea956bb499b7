"""The signer: signs a checkpoint only if the register grew from the one that it signed last.

Its memory lies outside the database, so that whoever can change the database cannot make it
sign another past.
"""

from collections.abc import Collection, Sequence
from typing import Protocol

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey
from eventstore.proofs.notes import Note
from eventstore.proofs.tree import EMPTY_ROOT, Hash, ProofError, verify_consistency


class Memory(Protocol):
    """What was signed last, kept durably by one holder at a time."""

    def last(self, origin: str) -> Checkpoint | None:
        """Return the checkpoint of this register that was signed last."""
        ...

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep it, durably, before any signature over it leaves the house."""
        ...


class SignerRefusedError(Exception):
    """What is to be signed contradicts what was signed before."""


class Signer:
    """Holds the log's keys and the memory of what they signed."""

    def __init__(self, keys: Sequence[SigningKey], memory: Memory) -> None:
        """Take the keys, all of one log, and the memory."""
        self._keys = tuple(keys)
        self._memory = memory

    def last(self, origin: str) -> Checkpoint:
        """Return what was signed last; the empty tree where nothing was."""
        return self._memory.last(origin) or Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)

    def admitted(self, known: Collection[str] | None) -> tuple[SigningKey, ...]:
        """Return its keys that are among those known; all, where nobody keeps account of them."""
        return tuple(each for each in self._keys if known is None or each.verifier.text in known)

    def sign(
        self, checkpoint: Checkpoint, proof: Sequence[Hash], known: Collection[str] | None = None
    ) -> Note:
        """Return the note, signed with its keys that are among those known.

        Raise `SignerRefusedError` where the past would be another.
        """
        last = self.last(checkpoint.origin)
        try:
            verify_consistency(last.size, checkpoint.size, proof, last.root, checkpoint.root)
        except ProofError as error:
            raise SignerRefusedError(
                f"a checkpoint over {last.size} events was signed before, and the register as it "
                f"stands with {checkpoint.size} does not contain it: {error}"
            ) from error
        self._memory.keep(checkpoint)
        signatures = [key.sign(checkpoint.text) for key in self.admitted(known)]
        return Note(text=checkpoint.text, signatures=signatures)
