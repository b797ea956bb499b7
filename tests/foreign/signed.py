"""Checkpoints and receipts with signatures of every kind, made by our signer and our witness."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey, VerifierKey
from eventstore.proofs.notes import Note, Signature, encoded
from eventstore.proofs.receipts import Receipt
from eventstore.proofs.signer import Signer
from eventstore.proofs.tree import inclusion, root_of
from eventstore.proofs.witness import Asked, Witness
from tests.eventstore.example import LOG
from tests.eventstore.proofs.sealing import Remembered
from tests.foreign.growth import Shelf, events

NOW = 1_764_057_600


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """A key of ours, and the same key as Go writes private ones."""

    key: SigningKey
    skey: str

    @classmethod
    def of(cls, name: str, algorithm: Algorithm, seed: bytes) -> "Signatory":
        """Return the signatory that follows from a seed."""
        key = SigningKey.of(name, algorithm, seed)
        private = encoded(bytes([algorithm]) + seed)
        return cls(key=key, skey=f"PRIVATE+KEY+{name}+{key.verifier.key_id.hex()}+{private}")

    @property
    def verifier(self) -> VerifierKey:
        """Return the public key."""
        return self.key.verifier

    @property
    def vkey(self) -> str:
        """Return the public key as a text."""
        return self.key.verifier.text


REGISTER = Signatory.of(LOG, Algorithm.ED25519, bytes([1]) * 32)
REGISTER_PQ = Signatory.of(LOG, Algorithm.SUBTREE, bytes([2]) * 32)
BAKU = Signatory.of("baku.example/witness", Algorithm.COSIGNATURE, bytes([7]) * 32)
BAKU_PQ = Signatory.of("baku.example/witness", Algorithm.SUBTREE, bytes([8]) * 32)
ANKARA = Signatory.of("ankara.example/witness", Algorithm.COSIGNATURE, bytes([9]) * 32)


def sealed(size: int, shelf: Shelf, *by: Signatory) -> Note:
    """Return the checkpoint over so many events, signed by our signer."""
    checkpoint = Checkpoint(origin=LOG, size=size, root=root_of(size, shelf.hash_of(size)))
    return Signer([each.key for each in by or (REGISTER, REGISTER_PQ)], Remembered()).sign(
        checkpoint, []
    )


def cosigned(note: Note, *by: Signatory) -> Note:
    """Return the checkpoint with what a witness of ours answers to it."""
    witness = Witness(
        [each.key for each in by], {LOG: [REGISTER.verifier, REGISTER_PQ.verifier]}, Remembered()
    )
    answer = witness.add_checkpoint(Asked(old=0, proof=[], note=note).text, NOW)
    assert answer.status == 200
    lines = [Signature.read(each) for each in answer.text.splitlines()]
    return Note(text=note.text, signatures=[*note.signatures, *lines])


def receipts(size: int, note: Note, shelf: Shelf) -> Sequence[tuple[bytes, Receipt]]:
    """Return each event of a register with its receipt."""
    hash_of = shelf.hash_of(size)
    return [
        (each.body.encode(), Receipt(index=at, proof=inclusion(at, size, hash_of), note=note))
        for at, each in enumerate(events(size))
    ]


def opening(
    note: Note | bytes, *witnesses: Signatory, key: Signatory = REGISTER
) -> dict[str, object]:
    """Return the case of somebody who opens a checkpoint with these keys."""
    raw = note if isinstance(note, bytes) else note.whole.encode()
    keys = [each.vkey for each in witnesses]
    return {"kind": "checkpoint", "note": raw, "key": key.vkey, "witnesses": keys}
