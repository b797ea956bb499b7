"""Gateway keys: whose signatures vouch for who submitted an act."""

import hashlib
from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from domain.assembly.state import Assembly
from domain.messages import Command, Event, Text
from domain.refusal import Refusal, not_in_order, not_valid
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


class RevokeGatewayKey(Command):
    """Nothing that this gateway signs is recorded any more; what it signed before still holds."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RevokeGatewayKey"] = "RevokeGatewayKey"
    key_id: KeyId
    because: Text


class GatewayKeyAdmitted(Event):
    """A gateway's key is trusted. An auditor finds it here."""

    type: Literal["GatewayKeyAdmitted"] = "GatewayKeyAdmitted"
    key_id: KeyId
    public_key: PublicKey


class GatewayKeyRevoked(Event):
    """A gateway's key is trusted no more."""

    type: Literal["GatewayKeyRevoked"] = "GatewayKeyRevoked"
    key_id: KeyId
    because: Text


def admit_key(
    command: AdmitGatewayKey, assembly: Assembly
) -> Sequence[GatewayKeyAdmitted] | Refusal:
    """Admit a key once, under the name that follows from it."""
    name = hashlib.sha256(bytes.fromhex(command.public_key)).hexdigest()[:16]
    if command.key_id != name:
        return not_valid(f"this public key has the id {name}, not {command.key_id}")
    if command.key_id in assembly.gateway_keys:
        return Refusal(code="already-done", sentence=f"key {command.key_id} is admitted already")
    if command.key_id in assembly.revoked_gateway_keys:
        return not_in_order(f"key {command.key_id} was revoked: make a new one")
    return [GatewayKeyAdmitted(key_id=command.key_id, public_key=command.public_key)]


def revoke_key(
    command: RevokeGatewayKey, assembly: Assembly
) -> Sequence[GatewayKeyRevoked] | Refusal:
    """Revoke a key that is trusted; the last one only after another was admitted."""
    if command.key_id not in assembly.gateway_keys:
        return not_in_order(f"key {command.key_id} is no gateway's here")
    if len(assembly.gateway_keys) == 1:
        return not_in_order("no gateway would be left to sign acts: admit another one first")
    return [GatewayKeyRevoked(key_id=command.key_id, because=command.because)]


def not_admitted(key_id: str, command: Command, assembly: Assembly) -> Refusal | None:
    """Refuse what a gateway signs before it is admitted, or after it was revoked.

    Only the first may sign before: what founds the assembly. One that comes later may admit
    itself, as after a loss of all keys; whoever verifies the record is told so.
    """
    admits = command.key_id if isinstance(command, AdmitGatewayKey) else None
    founding = not assembly.gateway_keys and admits in {None, key_id}
    coming = admits == key_id and key_id not in assembly.revoked_gateway_keys
    if key_id in assembly.gateway_keys or founding or coming:
        return None
    return Refusal(
        code="gateway-not-admitted",
        sentence=f"the gateway with the key {key_id} is not, or no longer, admitted: its "
        "AdmitGatewayKey comes first",
    )


def key_admitted(assembly: Assembly, event: GatewayKeyAdmitted) -> Assembly:
    """Trust the key."""
    keys = MappingProxyType({**assembly.gateway_keys, event.key_id: event.public_key})
    return replace(assembly, gateway_keys=keys)


def key_revoked(assembly: Assembly, event: GatewayKeyRevoked) -> Assembly:
    """Trust it no more."""
    left = {name: key for name, key in assembly.gateway_keys.items() if name != event.key_id}
    revoked = (*assembly.revoked_gateway_keys, event.key_id)
    return replace(assembly, gateway_keys=MappingProxyType(left), revoked_gateway_keys=revoked)
