"""What the gateway signs: the request by its hash, and when it was submitted."""

import hashlib
import json

from domain.submission import Actor, Disclosure, Submission


def request_text(submission: Submission) -> str:
    """Return the request as it is hashed and kept: who asks for what, but not when it was sent.

    RFC 8785 canonical JSON. Fields are named one by one, so that one added later changes no hash.
    """
    request = {
        "actor": _who(submission.actor),
        "command": submission.command,
        "command_id": str(submission.command_id),
        "expected_version": submission.expected_version,
        "name": submission.name,
        "occurred_at": submission.occurred_at,
        "reason": submission.reason,
        "source": submission.source,
        "stream": submission.stream,
    }
    return json.dumps(request, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def request_hash(submission: Submission) -> str:
    """Return the SHA-256 of the request in hex. A repetition has the same hash."""
    return hashlib.sha256(request_text(submission).encode()).hexdigest()


def signed_bytes(hash_hex: str, submitted_at: str) -> bytes:
    """Return the bytes under the signature."""
    return f"plenary-act-v1\n{hash_hex}\n{submitted_at}\n".encode()


def commitment(disclosure: Disclosure) -> str:
    """Return SHA-256 of salt, a NUL byte and value, in hex: what the record holds instead."""
    return hashlib.sha256(disclosure.salt.encode() + b"\0" + disclosure.value.encode()).hexdigest()


def _who(actor: Actor) -> dict[str, str | None]:
    return {
        "subject": actor.subject,
        "capacity": actor.capacity.value,
        "body": actor.body,
        "method": actor.method,
    }
