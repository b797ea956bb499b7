"""Verifier keys as C2SP signed-note writes them: `<name>+<key id>+<base64 of kind and key>`."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Field

VerifierKeyText: TypeAlias = Annotated[
    str, Field(pattern=r"^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$", max_length=4_000)
]
LOG_ALGORITHMS: Mapping[int, int] = {0x01: 32, 0x06: 1312}
"""How a log signs: Ed25519, ML-DSA-44; and the bytes that such a key has."""
WITNESS_ALGORITHMS: Mapping[int, int] = {0x04: 32, 0x06: 1312}
"""How a witness cosigns: Ed25519 with a time, ML-DSA-44 with a time."""


def name_of(key: str) -> str:
    """Return the name that a key bears."""
    return key.partition("+")[0]


def key_fault(key: str, algorithms: Mapping[int, int]) -> str | None:
    """Return what is wrong with a key, in a sentence; None where nothing is."""
    name, key_id, encoded = key.split("+", 2)
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return f"the key of {name} is no base64"
    if base64.b64encode(raw).decode() != encoded:  # whoever verifies takes one spelling only
        return f"the key of {name} is not base64 in its one spelling"
    if not raw or algorithms.get(raw[0]) != len(raw) - 1:
        known = ", ".join(f"0x{each:02x}" for each in algorithms)
        return f"the key of {name} is not of a kind that may stand here ({known})"
    due = hashlib.sha256(f"{name}\n".encode() + raw).hexdigest()[:8]
    return None if key_id == due else f"the key of {name} has the id {due}, not {key_id}"
