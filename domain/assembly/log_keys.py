"""Log keys: with which the assembly signs checkpoints over its register, from when to when."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.assembly.state import Assembly
from domain.messages import Command, Event, Text
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity
from domain.verifier_keys import LOG_ALGORITHMS, VerifierKeyText, key_fault, name_of


class AdmitLogKey(Command):
    """Checkpoints that this key signs count from now on. To rotate: admit another, revoke this."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["AdmitLogKey"] = "AdmitLogKey"
    key: VerifierKeyText


class RevokeLogKey(Command):
    """Checkpoints that this key signs do not count any more; earlier ones still do."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RevokeLogKey"] = "RevokeLogKey"
    key: VerifierKeyText
    because: Text


class LogKeyAdmitted(Event):
    """A key signs checkpoints. An auditor finds it here."""

    type: Literal["LogKeyAdmitted"] = "LogKeyAdmitted"
    key: VerifierKeyText


class LogKeyRevoked(Event):
    """A key signs no more checkpoints."""

    type: Literal["LogKeyRevoked"] = "LogKeyRevoked"
    key: VerifierKeyText
    because: Text


def admit_log_key(command: AdmitLogKey, assembly: Assembly) -> Sequence[LogKeyAdmitted] | Refusal:
    """Admit a key once; one that was revoked does not come back."""
    if (fault := key_fault(command.key, LOG_ALGORITHMS)) is not None:
        return not_valid(fault)
    if command.key in assembly.log_keys:
        return Refusal(code="already-done", sentence=f"{_named(command.key)} is admitted already")
    if command.key in assembly.revoked_log_keys:
        return not_in_order(f"{_named(command.key)} was revoked: make a new one")
    return [LogKeyAdmitted(key=command.key)]


def revoke_log_key(command: RevokeLogKey, assembly: Assembly) -> Sequence[LogKeyRevoked] | Refusal:
    """Revoke a key that signs; the last one only after another was admitted."""
    if command.key not in assembly.log_keys:
        return not_in_order(f"{_named(command.key)} does not sign checkpoints")
    if len(assembly.log_keys) == 1:
        return not_in_order("no key would be left to sign checkpoints: admit another one first")
    return [LogKeyRevoked(key=command.key, because=command.because)]


def log_key_admitted(assembly: Assembly, event: LogKeyAdmitted) -> Assembly:
    """Let it sign."""
    return replace(assembly, log_keys=(*assembly.log_keys, event.key))


def log_key_revoked(assembly: Assembly, event: LogKeyRevoked) -> Assembly:
    """Let it sign no more."""
    left = tuple(each for each in assembly.log_keys if each != event.key)
    revoked = (*assembly.revoked_log_keys, event.key)
    return replace(assembly, log_keys=left, revoked_log_keys=revoked)


def _named(key: str) -> str:
    return f"the key {key.split('+', 2)[1]} of {name_of(key)}"
