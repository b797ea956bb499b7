"""Witnesses: who outside confirms that the register only ever grew, and how many must."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.assembly.state import Assembly, Witness
from domain.messages import Command, Event, Key, Text, Url
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity
from domain.verifier_keys import WITNESS_ALGORITHMS, VerifierKeyText, key_fault


class AdmitWitness(Command):
    """A witness, such as a member parliament or an auditor, cosigns checkpoints from now on."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["AdmitWitness"] = "AdmitWitness"
    witness: Key
    key: VerifierKeyText
    url: Url | None = None
    """The submission prefix of C2SP tlog-witness."""


class RevokeWitness(Command):
    """What this witness cosigns does not count any more."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["RevokeWitness"] = "RevokeWitness"
    witness: Key
    because: Text


class SetWitnessQuorum(Command):
    """A checkpoint counts as witnessed with so many cosignatures, though some witnesses lie."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["SetWitnessQuorum"] = "SetWitnessQuorum"
    least: Annotated[int, Field(ge=0)]
    dishonest: Annotated[int, Field(ge=0)] = 0
    decision: Text


class WitnessAdmitted(Event):
    """A witness cosigns."""

    type: Literal["WitnessAdmitted"] = "WitnessAdmitted"
    witness: Key
    key: VerifierKeyText
    url: Url | None = None


class WitnessRevoked(Event):
    """A witness cosigns no more."""

    type: Literal["WitnessRevoked"] = "WitnessRevoked"
    witness: Key
    because: Text


class WitnessQuorumSet(Event):
    """So many cosignatures are needed."""

    type: Literal["WitnessQuorumSet"] = "WitnessQuorumSet"
    least: int
    dishonest: int = 0
    decision: Text


RESERVED = frozenset({"none", "quorum"})
"""What a C2SP policy calls no quorum, and what ours calls its group."""


def admit_witness(command: AdmitWitness, assembly: Assembly) -> Sequence[WitnessAdmitted] | Refusal:
    """Admit a witness under a name and with a key that no other has."""
    if command.witness in RESERVED:
        return not_valid(f"{command.witness} is a word of policies: give the witness another name")
    if (fault := key_fault(command.key, WITNESS_ALGORITHMS)) is not None:
        return not_valid(fault)
    taken = [name for name, each in assembly.witnesses.items() if each.key == command.key]
    if command.witness in assembly.witnesses or taken:
        name = taken[0] if taken else command.witness
        return Refusal(code="already-done", sentence=f"{name} is a witness already")
    quorum, more = assembly.witness_quorum, len(assembly.witnesses) + 1
    if quorum and _is_too_few(quorum, more, assembly.witness_dishonest):
        return not_in_order(
            f"{quorum} of {more} would be too few: two pasts could both be confirmed; set the "
            "quorum to 0, admit the witness, then set the quorum anew"
        )
    return [WitnessAdmitted.model_validate(command.model_dump(exclude={"type"}))]


def revoke_witness(
    command: RevokeWitness, assembly: Assembly
) -> Sequence[WitnessRevoked] | Refusal:
    """Revoke a witness; as many must be left as the quorum needs."""
    if command.witness not in assembly.witnesses:
        return not_in_order(f"{command.witness} is no witness")
    if len(assembly.witnesses) <= assembly.witness_quorum:
        return not_in_order(
            f"{assembly.witness_quorum} cosignatures are needed and fewer witnesses would be left: "
            "set another quorum first"
        )
    return [WitnessRevoked(witness=command.witness, because=command.because)]


def set_quorum(
    command: SetWitnessQuorum, assembly: Assembly
) -> Sequence[WitnessQuorumSet] | Refusal:
    """Set a quorum of q among n witnesses of whom f lie: 2q - n >= f + 1, or there is none.

    Then two quorums share an honest witness, and no two pasts can both be confirmed.
    """
    quorum, witnesses = command.least, len(assembly.witnesses)
    if quorum > witnesses:
        return not_in_order(f"{quorum} cosignatures are asked of {witnesses} witnesses")
    if quorum and _is_too_few(quorum, witnesses, command.dishonest):
        return not_in_order(
            f"{quorum} of {witnesses} is too few where {command.dishonest} may lie: "
            "two pasts could both be confirmed; 2q - n must be at least f + 1"
        )
    return [WitnessQuorumSet.model_validate(command.model_dump(exclude={"type"}))]


def _is_too_few(quorum: int, witnesses: int, dishonest: int) -> bool:
    return 2 * quorum - witnesses < dishonest + 1


def witness_admitted(assembly: Assembly, event: WitnessAdmitted) -> Assembly:
    """Let it cosign."""
    witness = Witness(key=event.key, url=event.url)
    known = MappingProxyType({**assembly.witnesses, event.witness: witness})
    return replace(assembly, witnesses=known)


def witness_revoked(assembly: Assembly, event: WitnessRevoked) -> Assembly:
    """Let it cosign no more."""
    left = {name: each for name, each in assembly.witnesses.items() if name != event.witness}
    return replace(assembly, witnesses=MappingProxyType(left))


def quorum_set(assembly: Assembly, event: WitnessQuorumSet) -> Assembly:
    """Ask for so many."""
    return replace(assembly, witness_quorum=event.least, witness_dishonest=event.dishonest)
