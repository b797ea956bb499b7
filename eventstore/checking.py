"""Checks of the chain, event by event: bytes, links, columns, versions, time, signatures."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType, NoneType
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.signing import signed_bytes
from eventstore.envelope import Head, instant, leaf

Body: TypeAlias = Mapping[str, Any]

SHAPE: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "v": int,
        "log": str,
        "position": int,
        "prev": str,
        "stream": str,
        "version": int,
        "id": str,
        "type": str,
        "schema": int,
        "occurred_at": str,
        "recorded_at": str,
        "command": str,
        "cause": (str, NoneType),
        "correlation": str,
        "actor": dict,
        "source": (str, NoneType),
        "proof": (dict, NoneType),
        "basis": (dict, NoneType),
        "data": dict,
    }
)
"""The fields of every body, and what each holds."""


class FaultError(Exception):
    """A place in the register which is not as it was recorded."""

    def __init__(self, position: int, sentence: str) -> None:
        """Name the position and say what is wrong with it."""
        super().__init__(f"position {position} {sentence}")
        self.position = position
        self.sentence = f"position {position} {sentence}"


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """A row of table `event` as it is stored."""

    position: int
    stream: str
    version: int
    type: str
    recorded_at: datetime
    body: str
    leaf: bytes


class Chain:
    """Follows the register from its first event."""

    def __init__(self, keys: Callable[[str], bytes | None] | None) -> None:
        """Take the public keys of the gateways; without them signatures are not checked."""
        self._keys = keys
        self._versions: dict[str, int] = {}
        self.head = Head()
        self.log = ""

    def follow(self, row: EventRow) -> Body:
        """Check that this event follows the last one; return its body."""
        self._check_place(row)
        self._check_bytes(row)
        body = _parsed(row)
        self._check_link(row, body)
        _check_columns(row, body)
        self._check_order(row, body)
        self._check_signature(row, body)
        self._advance(row, body)
        return body

    def _check_place(self, row: EventRow) -> None:
        expected = self.head.position + 1
        if row.position != expected:
            raise FaultError(expected, f"is missing: the next one found is {row.position}")

    def _check_bytes(self, row: EventRow) -> None:
        if leaf(row.body.encode()) != row.leaf:
            raise FaultError(row.position, "was changed: its text does not give its leaf")

    def _check_link(self, row: EventRow, body: Body) -> None:
        if body.get("prev") != self.head.leaf.hex():
            raise FaultError(
                row.position,
                f"does not follow position {self.head.position} as it stands: "
                "one of the two was changed, moved or replaced",
            )

    def _check_order(self, row: EventRow, body: Body) -> None:
        due = self._versions.get(row.stream, 0) + 1
        if row.version != due:
            raise FaultError(
                row.position, f"is version {row.version} of {row.stream}, where {due} is due"
            )
        if row.recorded_at < self.head.recorded_at:
            raise FaultError(row.position, "was recorded before the one which precedes it")
        if self.log and body.get("log") != self.log:
            raise FaultError(row.position, f"belongs to another register, {body.get('log')!r}")

    def _check_signature(self, row: EventRow, body: Body) -> None:
        proof = body.get("proof")
        if proof is None or self._keys is None:
            return
        key = self._keys(proof["key_id"])
        if key is None:
            raise FaultError(row.position, f"is signed with a key not known, {proof['key_id']!r}")
        signed = signed_bytes(proof["request_hash"], proof["submitted_at"])
        try:
            signature = bytes.fromhex(proof["signature"])
            Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
        except (InvalidSignature, ValueError):
            raise FaultError(row.position, "bears a signature that is not the gateway's") from None

    def _advance(self, row: EventRow, body: Body) -> None:
        self._versions[row.stream] = row.version
        self.log = body["log"]
        self.head = Head(position=row.position, leaf=row.leaf, recorded_at=row.recorded_at)


def _parsed(row: EventRow) -> Body:
    try:
        body = json.loads(row.body)
    except ValueError:
        raise FaultError(row.position, "was changed: its text is not JSON") from None
    if not isinstance(body, dict) or body.keys() != SHAPE.keys():
        raise FaultError(row.position, "was changed: its text has not the fields of an event")
    if wrong := [name for name, kind in SHAPE.items() if not isinstance(body[name], kind)]:
        raise FaultError(row.position, f"was changed: {', '.join(wrong)} cannot be read")
    return body


def _check_columns(row: EventRow, body: Body) -> None:
    columns = {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "type": row.type,
        "recorded_at": instant(row.recorded_at),
    }
    for name, value in columns.items():
        if body.get(name) != value:
            raise FaultError(
                row.position,
                f"was changed: its column {name} says {value}, its body {body.get(name)}",
            )
