"""Substitutes: a delegate who is away is sat for by another one of his delegation."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Dated, Event, Key
from domain.plenary_session.credentials import not_own, over
from domain.plenary_session.delegations import Substitution
from domain.plenary_session.presence import Timed, moment_of
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.submission import Capacity


class DesignateSubstitute(Command):
    """A delegation says who sits for a delegate who is away."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    type: Literal["DesignateSubstitute"] = "DesignateSubstitute"
    parliament: Key
    absent: Key
    substitute: Key


class SubstituteDesignated(Timed):
    """A substitute sits for a delegate from this moment on: a rule may ask how long before."""

    type: Literal["SubstituteDesignated"] = "SubstituteDesignated"
    parliament: Key
    absent: Key
    substitute: Key


class EndSubstitution(Command):
    """The delegate who was away sits again."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    type: Literal["EndSubstitution"] = "EndSubstitution"
    parliament: Key
    absent: Key


class SubstitutionEnded(Dated):
    """A delegate sits again himself."""

    type: Literal["SubstitutionEnded"] = "SubstitutionEnded"
    parliament: Key
    absent: Key


def designate(
    command: DesignateSubstitute, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Let a named substitute of the same delegation sit for one delegate, and for no other."""
    refusal = over(plenary) or not_own(command.parliament, acting) or _not_listed(command, plenary)
    if refusal is not None:
        return refusal
    for each in plenary.substitutions:
        if command.absent == each.absent or command.substitute == each.substitute:
            return not_in_order(
                f"{each.substitute} sits for {each.absent}; end that substitution first"
            )
    told = command.model_dump(exclude={"type"})
    return [SubstituteDesignated.model_validate({**told, "at": moment_of(acting)})]


def _not_listed(command: DesignateSubstitute, plenary: PlenarySession) -> Refusal | None:
    found = plenary.credentials.get(command.parliament)
    if found is None:
        return not_in_order(f"{command.parliament} has submitted no credentials")
    absent, substitute = found.delegate(command.absent), found.delegate(command.substitute)
    if absent is None or absent.function == "substitute":
        return not_in_order(f"{command.absent} has no seat in the delegation")
    if substitute is None or substitute.function != "substitute":
        return not_in_order(f"{command.substitute} is no substitute of the delegation")
    return None


def end(
    command: EndSubstitution, plenary: PlenarySession, acting: Acting
) -> Sequence[Event] | Refusal:
    """Let the delegate sit again."""
    refusal = over(plenary) or not_own(command.parliament, acting)
    if refusal is not None:
        return refusal
    held = {(each.parliament, each.absent) for each in plenary.substitutions}
    if (command.parliament, command.absent) not in held:
        return not_in_order(f"nobody sits for {command.absent}")
    return [SubstitutionEnded.model_validate(command.model_dump(exclude={"type"}))]


def designated(plenary: PlenarySession, event: SubstituteDesignated) -> PlenarySession:
    """Let him sit."""
    added = Substitution(
        parliament=event.parliament,
        absent=event.absent,
        substitute=event.substitute,
        since=event.moment,
    )
    return replace(plenary, substitutions=(*plenary.substitutions, added))


def ended(plenary: PlenarySession, event: SubstitutionEnded) -> PlenarySession:
    """Let the delegate sit again."""
    kept = tuple(
        each
        for each in plenary.substitutions
        if (each.parliament, each.absent) != (event.parliament, event.absent)
    )
    return replace(plenary, substitutions=kept)
