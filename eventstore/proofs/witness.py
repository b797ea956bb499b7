"""A witness (C2SP tlog-witness): cosigns a checkpoint only if the log grew from the last one.

It sees three lines and a proof, never what they stand for. No network here: a request is a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import SigningKey, VerifierKey
from eventstore.proofs.notes import Note, NoteError, decoded, encoded, is_size
from eventstore.proofs.policies import signed_by
from eventstore.proofs.signer import Memory
from eventstore.proofs.tree import EMPTY_ROOT, Hash, ProofError, verify_consistency

LONGEST_PROOF = 63
SIZE_TYPE = "text/x.tlog.size"
_OLD = "old "


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is answered: an HTTP status, and a text of a kind."""

    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to cosign: the size of the checkpoint before, the proof, the checkpoint."""

    old: int
    proof: Sequence[Hash]
    note: Note

    @property
    def text(self) -> str:
        """Return the request as it is sent."""
        proof = "".join(f"{encoded(each)}\n" for each in self.proof)
        return f"{_OLD}{self.old}\n{proof}\n{self.note.whole}"


class Witness:
    """Holds its keys, the keys of the logs that it knows, and a memory of each."""

    def __init__(
        self,
        keys: Sequence[SigningKey],
        logs: Mapping[str, Sequence[VerifierKey]],
        memory: Memory,
    ) -> None:
        """Take its keys, the known logs by origin, and the memory, which nobody else may write."""
        self._keys = tuple(keys)
        self._logs = dict(logs)
        self._memory = memory

    def add_checkpoint(self, request: str, now: int) -> Answer:
        """Answer a request; `now` is POSIX seconds. What is cosigned is remembered first."""
        try:
            asked = read_request(request)
            checkpoint = Checkpoint.read(asked.note.text)
        except (NoteError, ValueError) as error:
            return Answer(status=400, text=f"{error}\n")
        if checkpoint.origin not in self._logs:
            return Answer(status=404, text=f"the log {checkpoint.origin} is not known here\n")
        if not _is_signed(self._logs[checkpoint.origin], asked.note, checkpoint.origin):
            return Answer(status=403, text="the log did not sign this checkpoint\n")
        return self._cosigned(asked, checkpoint, now)

    def _cosigned(self, asked: Asked, checkpoint: Checkpoint, now: int) -> Answer:
        empty = Checkpoint(origin=checkpoint.origin, size=0, root=EMPTY_ROOT)
        last = self._memory.last(checkpoint.origin) or empty
        if asked.old > checkpoint.size:
            return Answer(status=400, text="the old size is greater than the new\n")
        if asked.old != last.size or (
            asked.old == checkpoint.size and last.root != checkpoint.root
        ):
            return Answer(status=409, text=f"{last.size}\n", kind=SIZE_TYPE)
        try:
            verify_consistency(last.size, checkpoint.size, asked.proof, last.root, checkpoint.root)
        except ProofError as error:
            return Answer(status=422, text=f"{error}\n")
        self._memory.keep(checkpoint)
        lines = [key.sign(checkpoint.text, now).line for key in self._keys]
        return Answer(status=200, text="".join(lines))


def _is_signed(logs: Sequence[VerifierKey], note: Note, origin: str) -> bool:
    try:
        return signed_by(logs, note, origin=origin)
    except NoteError:
        return False


def read_request(request: str) -> Asked:
    """Read a request; raise `NoteError` where it is malformed."""
    head, found, note = request.partition("\n\n")
    first, *proof = head.split("\n")
    number = first.removeprefix(_OLD)
    if not found or first != f"{_OLD}{number}" or not is_size(number):
        raise NoteError("a request begins with the old size")
    if len(proof) > LONGEST_PROOF:
        raise NoteError(f"a proof has at most {LONGEST_PROOF} lines")
    return Asked(old=int(number), proof=[decoded(line) for line in proof], note=Note.read(note))
