"""Authorities of time (RFC 3161): who outside states when a checkpoint existed at the latest."""

import base64
import binascii
from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.assembly.state import Assembly, TimestampAuthority
from domain.messages import Command, Event, Key, Text, Url
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity

Certificate = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+=*$", max_length=6_000)]
"""An X.509 certificate (RFC 5280): its DER in base64."""

Certificates = Annotated[tuple[Certificate, ...], Field(min_length=1, max_length=6)]
"""The certificate whose key signs, then those that vouch for it, each for the one before it; the
last one vouches for itself."""

_LENGTHS = {b"\x30\x81": 1, b"\x30\x82": 2}
"""How a SEQUENCE of the size of a certificate begins, and in how many bytes its length follows."""


class AdmitTimestampAuthority(Command):
    """Time-stamps of this authority over checkpoints count from now on (RFC 3161).

    When it signs with another certificate: revoke it, and admit it under another name.
    """

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdmitTimestampAuthority"] = "AdmitTimestampAuthority"
    authority: Key
    certificates: Certificates
    url: Url | None = None


class RevokeTimestampAuthority(Command):
    """Time-stamps of this authority over later checkpoints do not count; earlier ones still do."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["RevokeTimestampAuthority"] = "RevokeTimestampAuthority"
    authority: Key
    because: Text


class TimestampAuthorityAdmitted(Event):
    """An authority states times. An auditor finds its certificates here."""

    type: Literal["TimestampAuthorityAdmitted"] = "TimestampAuthorityAdmitted"
    authority: Key
    certificates: Certificates
    url: Url | None = None


class TimestampAuthorityRevoked(Event):
    """An authority states times no more."""

    type: Literal["TimestampAuthorityRevoked"] = "TimestampAuthorityRevoked"
    authority: Key
    because: Text


def admit_authority(
    command: AdmitTimestampAuthority, assembly: Assembly
) -> Sequence[TimestampAuthorityAdmitted] | Refusal:
    """Admit an authority under a name that none had before: a name stands for one key."""
    known = assembly.timestamp_authorities
    if command.authority in known:
        sentence = f"{command.authority} is an authority of time already"
        return Refusal(code="already-done", sentence=sentence)
    if command.authority in assembly.revoked_timestamp_authorities:
        return not_in_order(f"{command.authority} was revoked: give the new one another name")
    for number, text in enumerate(command.certificates, start=1):
        if not _is_der(text):
            return not_valid(
                f"certificate {number} of {command.authority} is not the base64 of a DER "
                "certificate: `openssl x509 -in FILE -outform DER | base64 -w0` makes it"
            )
    return [TimestampAuthorityAdmitted.model_validate(command.model_dump(exclude={"type"}))]


def revoke_authority(
    command: RevokeTimestampAuthority, assembly: Assembly
) -> Sequence[TimestampAuthorityRevoked] | Refusal:
    """Revoke an authority that is admitted."""
    if command.authority not in assembly.timestamp_authorities:
        return not_in_order(f"{command.authority} is no authority of time")
    return [TimestampAuthorityRevoked(authority=command.authority, because=command.because)]


def authority_admitted(assembly: Assembly, event: TimestampAuthorityAdmitted) -> Assembly:
    """Let it state times."""
    authority = TimestampAuthority(certificates=event.certificates, url=event.url)
    known = {**assembly.timestamp_authorities, event.authority: authority}
    return replace(assembly, timestamp_authorities=MappingProxyType(known))


def authority_revoked(assembly: Assembly, event: TimestampAuthorityRevoked) -> Assembly:
    """Let it state times no more."""
    known = assembly.timestamp_authorities
    left = {name: each for name, each in known.items() if name != event.authority}
    return replace(
        assembly,
        timestamp_authorities=MappingProxyType(left),
        revoked_timestamp_authorities=(
            *assembly.revoked_timestamp_authorities,
            event.authority,
        ),
    )


def _is_der(text: str) -> bool:
    """Tell whether a text is the one base64 of one DER SEQUENCE (X.690, 8.1.3 and 10.1)."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    long = _LENGTHS.get(raw[:2], 0)
    same = base64.b64encode(raw).decode() == text
    return same and long > 0 and int.from_bytes(raw[2 : 2 + long]) == len(raw) - 2 - long
