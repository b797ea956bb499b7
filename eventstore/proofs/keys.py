"""Keys that sign checkpoints: the log's own, and those of witnesses (C2SP signed-note).

A verifier key is written `<name>+<key id, 8 hex digits>+<base64 of algorithm and key>`.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.notes import KEY_ID_BYTES, NoteError, Signature, check_name, decoded, encoded

_TIME = struct.Struct(">Q")
_PARTS = 3
SEED_BYTES = 32
LATEST = 2**63
LONGEST_NAME = 255


class Algorithm(IntEnum):
    """The signature types of C2SP signed-note that we make and check."""

    ED25519 = 0x01
    """The log's own signature over the text of a note."""
    COSIGNATURE = 0x04
    """A witness's, Ed25519 with a time (tlog-cosignature, cosignature/v1)."""
    SUBTREE = 0x06
    """ML-DSA-44 (FIPS 204) with a time (subtree/v1): it outlasts quantum computers."""


_KEY_BYTES = {Algorithm.ED25519: 32, Algorithm.COSIGNATURE: 32, Algorithm.SUBTREE: 1312}


class _Checks(Protocol):
    def verify(self, signature: bytes, data: bytes, /) -> None: ...


@dataclass(frozen=True, kw_only=True)
class VerifierKey:
    """A public key with its name: whoever holds it can check, and cannot sign."""

    name: str
    algorithm: Algorithm
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """Return the four bytes by which signature lines name it."""
        named = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.raw
        return hashlib.sha256(named).digest()[:KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """Return the key as policies write it."""
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.algorithm]) + self.raw)}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a key; raise `NoteError` where it is malformed or of a kind that we do not check."""
        parts = text.split("+", 2)
        if len(parts) != _PARTS:
            raise NoteError("a verifier key is written name+id+key")
        check_name(parts[0])
        raw = decoded(parts[2])
        try:
            algorithm = Algorithm(raw[0])
        except (IndexError, ValueError) as error:
            raise NoteError(f"{parts[0]} has a key of a kind that is not known here") from error
        key = cls(name=parts[0], algorithm=algorithm, raw=raw[1:])
        if len(key.raw) != _KEY_BYTES[algorithm] or key.key_id.hex() != parts[1]:
            raise NoteError(f"the key of {parts[0]} does not give the id {parts[1]}")
        return key

    def made(self, signature: Signature) -> bool:
        """Tell whether a signature line names this key."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def check(self, signature: Signature, text: str) -> int | None:
        """Return the time that it states (POSIX, or None); raise `NoteError` if it is not valid."""
        if self.algorithm is Algorithm.ED25519:
            self._verify(signature.raw, text.encode())
            return None
        if len(signature.raw) <= _TIME.size:
            raise NoteError(f"the cosignature of {self.name} is too short")
        (at,) = _TIME.unpack(signature.raw[: _TIME.size])
        if at >= LATEST:
            raise NoteError(f"the cosignature of {self.name} states an impossible time")
        self._verify(signature.raw[_TIME.size :], message(self.algorithm, self.name, at, text))
        return int(at)

    def _verify(self, signature: bytes, data: bytes) -> None:
        try:
            self._public().verify(signature, data)
        except InvalidSignature as error:
            raise NoteError(f"the signature of {self.name} is not valid") from error

    def _public(self) -> _Checks:
        if self.algorithm is Algorithm.SUBTREE:
            return MLDSA44PublicKey.from_public_bytes(self.raw)
        return Ed25519PublicKey.from_public_bytes(self.raw)


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A private key with its name, made from a seed of 32 bytes."""

    verifier: VerifierKey
    _sign: Callable[[bytes], bytes]

    @classmethod
    def of(cls, name: str, algorithm: Algorithm, seed: bytes) -> Self:
        """Return the key that follows from a seed."""
        check_name(name)
        private = (
            MLDSA44PrivateKey.from_seed_bytes(seed)
            if algorithm is Algorithm.SUBTREE
            else Ed25519PrivateKey.from_private_bytes(seed)
        )
        raw = private.public_key().public_bytes_raw()
        return cls(
            verifier=VerifierKey(name=name, algorithm=algorithm, raw=raw), _sign=private.sign
        )

    def sign(self, text: str, at: int = 0) -> Signature:
        """Return the signature over a note's text; all but the log's own kind state a time."""
        key = self.verifier
        if key.algorithm is Algorithm.ED25519:
            raw = self._sign(text.encode())
        else:
            raw = _TIME.pack(at) + self._sign(message(key.algorithm, key.name, at, text))
        return Signature(name=key.name, key_id=key.key_id, raw=raw)


def message(algorithm: Algorithm, name: str, at: int, text: str) -> bytes:
    """Return what a cosignature over a checkpoint signs (tlog-cosignature)."""
    if algorithm is Algorithm.COSIGNATURE:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    checkpoint = Checkpoint.read(text)
    return b"".join(
        (
            b"subtree/v1\n\0",
            _short(name),
            _TIME.pack(at),
            _short(checkpoint.origin),
            _TIME.pack(0),
            _TIME.pack(checkpoint.size),
            checkpoint.root,
        )
    )


def _short(text: str) -> bytes:
    raw = text.encode()
    if len(raw) > LONGEST_NAME:
        raise NoteError("a name in a cosignature has at most 255 bytes")
    return bytes([len(raw)]) + raw
