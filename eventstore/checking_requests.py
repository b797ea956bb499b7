"""Checks that what was recorded is what was asked for, and that a gateway has signed it."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.clock import ALARMS, ASSEMBLY, CLOCK, REGISTER, clock_hash, is_reserved
from domain.signing import signed_bytes
from domain.submission import Capacity
from eventstore.checking_form import canonical_json
from eventstore.envelope import who
from eventstore.outcomes import ABANDONED
from eventstore.stored import Body, CommandRecord, EventRow, FaultError
from eventstore.streams import REFUSALS

Keys: TypeAlias = Callable[[str], bytes | None]
"""The Ed25519 public key of a gateway by its id, or None where it is not known."""

_WHO, _WHAT = ("actor", "occurred_at", "reason", "source"), ("stream", "name", "command")
REQUEST = frozenset((*_WHO, *_WHAT, "command_id", "expected_version"))
SAME = ("command", "actor", "occurred_at", "source", "proof")
"""What all events of one act have in common."""


def asked(command: CommandRecord, row: EventRow, body: Body, keys: Keys | None) -> Body:
    """Check what was asked against the first event of its act.

    Return what all events of the act must hold; `stream` is the case that was asked for.
    """
    if body["proof"] is None:
        return _clock(command, row, body)
    request = _request(command, row, body)
    _check_signature(row, body["proof"], keys)
    return {
        "command": request["command_id"],
        "actor": request["actor"],
        "occurred_at": request["occurred_at"],
        "source": request["source"],
        "proof": body["proof"],
        "stream": request["stream"],
        "name": request["name"],
    }


def check_same(expected: Body, row: EventRow, body: Body) -> None:
    """Check that an event says what was asked for."""
    if wrong := [name for name in SAME if body[name] != expected[name]]:
        raise FaultError(row.position, f"has another {wrong[0]} than was asked for")
    if body["proof"] is None and row.stream == ASSEMBLY and row.type not in ALARMS:
        raise FaultError(row.position, "changes the assembly, and bears no signature")
    if row.stream == REFUSALS:
        data = body["data"]
        if (data["command"], data["stream"]) != (expected["name"], expected["stream"]):
            raise FaultError(row.position, "refuses another act than was asked for")


def _clock(command: CommandRecord, row: EventRow, body: Body) -> Body:
    if body["actor"]["capacity"] != Capacity.CLOCK:
        raise FaultError(row.position, "bears no signature, and is not the clock's")
    if command.request is not None:
        raise FaultError(row.position, "is the clock's, but table command holds a request for it")
    refused = body["data"] if row.stream == REFUSALS else None
    stream = refused["stream"] if refused else row.stream
    abandoned = command.request_hash is None
    if abandoned and (refused is None or refused["code"] != ABANDONED):
        raise FaultError(row.position, "has no request hash, and was not abandoned")
    if not abandoned:
        _check_clock(command, row, body, stream)
    actor = who(REGISTER if abandoned else CLOCK)
    name = refused["command"] if refused else ""
    return {**{each: body[each] for each in SAME}, "actor": actor, "stream": stream, "name": name}


def _check_clock(command: CommandRecord, row: EventRow, body: Body, stream: str) -> None:
    command_id = UUID(body["command"])
    if row.stream != REFUSALS and row.type not in ALARMS:
        raise FaultError(row.position, "is the clock's, which only lets a limit pass or reminds")
    if not is_reserved(command_id):
        raise FaultError(row.position, "is the clock's, but its command id is a person's")
    if command.request_hash != clock_hash(command_id, stream, body["occurred_at"]):
        raise FaultError(row.position, "is the clock's, but not under the hash of its alarm")


def _request(command: CommandRecord, row: EventRow, body: Body) -> Mapping[str, Any]:
    if body["actor"]["capacity"] == Capacity.CLOCK:
        raise FaultError(row.position, "is the clock's, but bears a signature")
    if command.request_hash is None or command.request_hash.hex() != body["proof"]["request_hash"]:
        raise FaultError(row.position, "was signed for another request than table command says")
    if command.request is None:
        raise FaultError(row.position, "was signed, but table command holds no request for it")
    if hashlib.sha256(command.request.encode()).digest() != command.request_hash:
        raise FaultError(row.position, "is of a request whose text does not give its hash")
    request = canonical_json(command.request)
    if not isinstance(request, dict) or request.keys() != REQUEST:
        raise FaultError(row.position, "is of a request that cannot be read")
    return request


def _check_signature(row: EventRow, proof: Mapping[str, str], keys: Keys | None) -> None:
    if keys is None:
        return
    key = keys(proof["key_id"])
    if key is None:
        raise FaultError(row.position, f"is signed with a key not known, {proof['key_id']!r}")
    signed = signed_bytes(proof["request_hash"], proof["submitted_at"])
    try:
        signature = bytes.fromhex(proof["signature"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise FaultError(row.position, "bears a signature that is not the gateway's") from None
