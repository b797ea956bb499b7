"""The gateway of one machine: it knows who acts, and signs it with a key of its own."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from config.private import kept, private_folder, write_whole
from domain.signing import commitment, request_hash, signed_bytes
from domain.submission import Disclosure, Proof, Submission

_KEY, _SALT, PUBLIC = "gateway.key", "salt.key", "gateway.pub"
_PUBLIC_KEY = re.compile(r"[0-9a-fA-F]{64}")


class GatewayKeyError(Exception):
    """A file that a worker is to trust holds no public key."""


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """Signs submissions, and commits to the names of persons in them."""

    key: Ed25519PrivateKey
    salt_key: bytes

    @property
    def public_key(self) -> bytes:
        """The 32 bytes by which anybody can check a signature."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the public key's SHA-256."""
        return key_id(self.public_key)

    def sign(self, submission: Submission) -> Submission:
        """Return the submission with its request hash and proof."""
        hashed = request_hash(submission)
        dumped = submission.model_dump(mode="json", include={"submitted_at"})
        signature = self.key.sign(signed_bytes(hashed, dumped["submitted_at"])).hex()
        proof = Proof(key_id=self.key_id, signature=signature)
        return submission.model_copy(update={"request_hash": hashed, "proof": proof})

    def disclose(self, command_id: str, field: str, value: str) -> Disclosure:
        """Return a disclosure whose salt is the same for the same act, and secret."""
        what = f"{command_id}\n{field}\n{value}".encode()
        salt = hmac.new(self.salt_key, what, hashlib.sha256).hexdigest()
        return Disclosure(field=field, value=value, salt=salt)

    def commit(self, command_id: str, personal: Mapping[str, str]) -> tuple[Disclosure, ...]:
        """Return a disclosure for each personal field."""
        return tuple(
            self.disclose(command_id, field, personal[field]) for field in sorted(personal)
        )


def key_id(public_key: bytes) -> str:
    """Return the name of a gateway key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def sealed(fields: Mapping[str, object], disclosures: tuple[Disclosure, ...]) -> dict[str, object]:
    """Return the fields of an act with each personal value replaced by its commitment."""
    return {**fields, **{each.field: commitment(each) for each in disclosures}}


def open_gateway(folder: Path) -> Gateway:
    """Open the gateway of a data folder; its keys are made at first use, for our eyes alone."""
    private_folder(folder)
    gateway = _gateway(kept(folder / _KEY, _new_key), kept(folder / _SALT, _new_salt))
    _lay_out(folder / PUBLIC, f"{gateway.public_key.hex()}\n".encode())
    return gateway


def gateway_as_kept(folder: Path) -> Gateway:
    """Return the gateway of a data folder and write nothing: keys that it lacks are forgotten."""
    return _gateway(_read(folder / _KEY) or _new_key(), _read(folder / _SALT) or _new_salt())


def trusted_keys(folder: Path) -> dict[str, bytes]:
    """Return the gateway keys that a worker accepts: every `*.pub` in the folder, by key id."""
    keys = [_public_key(path) for path in sorted(folder.glob("*.pub"))]
    return {key_id(key): key for key in keys}


def _public_key(path: Path) -> bytes:
    said = path.read_bytes().decode(errors="replace").strip()
    if not _PUBLIC_KEY.fullmatch(said):
        raise GatewayKeyError(
            f"{path} is no gateway key, which is 64 hexadecimal digits, so nothing is served and "
            f"nothing was changed: put {PUBLIC} of the gateway there again, or move it away"
        )
    return bytes.fromhex(said)


def _lay_out(public: Path, key: bytes) -> None:
    """Write the public half where it is not yet, readable by everybody."""
    if not public.exists() or public.read_bytes() != key:
        write_whole(public, key)
        public.chmod(0o644)


def _gateway(key: bytes, salt_key: bytes) -> Gateway:
    return Gateway(key=Ed25519PrivateKey.from_private_bytes(key), salt_key=salt_key)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _new_salt() -> bytes:
    return secrets.token_bytes(32)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.Raw, PrivateFormat.Raw, NoEncryption()
    )
