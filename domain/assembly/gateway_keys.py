"""Gateway keys: whose signatures vouch for who submitted an act."""

import hashlib
from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from domain.assembly.state import Assembly
from domain.messages import Command, Event
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity

KeyId: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
PublicKey: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""An Ed25519 public key, 32 bytes in lower-case hexadecimal digits."""


class AdmitGatewayKey(Command):
    """The assembly will trust what this gateway signs."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["AdmitGatewayKey"] = "AdmitGatewayKey"
    key_id: KeyId
    public_key: PublicKey


class GatewayKeyAdmitted(Event):
    """A gateway's key is trusted. An auditor finds it here."""

    type: Literal["GatewayKeyAdmitted"] = "GatewayKeyAdmitted"
    key_id: KeyId
    public_key: PublicKey


def admit_key(
    command: AdmitGatewayKey, assembly: Assembly
) -> Sequence[GatewayKeyAdmitted] | Refusal:
    """Admit a key once, under the name that follows from it."""
    name = hashlib.sha256(bytes.fromhex(command.public_key)).hexdigest()[:16]
    if command.key_id != name:
        return not_in_order(f"this public key has the id {name}, not {command.key_id}")
    if command.key_id in assembly.gateway_keys:
        return Refusal(code="already-done", sentence=f"key {command.key_id} is admitted already")
    return [GatewayKeyAdmitted(key_id=command.key_id, public_key=command.public_key)]


def key_admitted(assembly: Assembly, event: GatewayKeyAdmitted) -> Assembly:
    """Trust the key."""
    keys = MappingProxyType({**assembly.gateway_keys, event.key_id: event.public_key})
    return replace(assembly, gateway_keys=keys)
