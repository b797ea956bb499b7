"""What the gateway signs: the request by its hash, and when it was submitted."""

import hashlib
import json

from domain.submission import Disclosure, Submission

_SIGNED = ("command_id", "stream", "name", "command", "occurred_at", "reason", "source")


def request_hash(submission: Submission) -> str:
    """Return the SHA-256 of the request in hex: who asks for what, but not when it was sent.

    The text hashed is JSON with sorted keys and without spaces. A repetition has the same hash.
    """
    request = submission.model_dump(mode="json", include={*_SIGNED, "actor", "expected_version"})
    text = json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def signed_bytes(hash_hex: str, submitted_at: str) -> bytes:
    """Return the bytes under the signature."""
    return f"plenary-act-v1\n{hash_hex}\n{submitted_at}\n".encode()


def commitment(disclosure: Disclosure) -> str:
    """Return SHA-256 of salt, a NUL byte and value, in hex: what the record holds instead."""
    return hashlib.sha256(disclosure.salt.encode() + b"\0" + disclosure.value.encode()).hexdigest()
