"""Committees: created, and restructured under another name; each name holds by its dates."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.assembly.state import Assembly, Committee, renamed
from domain.messages import CaseKey, Command, Event, Key, Text
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.submission import Capacity


class CreateCommittee(Command):
    """The assembly creates a committee."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["CreateCommittee"] = "CreateCommittee"
    key: CaseKey
    name: Text


class CommitteeCreated(Event):
    """A committee exists from this day on."""

    type: Literal["CommitteeCreated"] = "CommitteeCreated"
    key: Key
    name: Text
    on: date


class RestructureCommittee(Command):
    """A committee gets another name and may take over the work of others, by a decision."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["RestructureCommittee"] = "RestructureCommittee"
    key: Key
    name: Text
    absorbs: tuple[Key, ...] = ()
    decision: Text


class CommitteeRestructured(Event):
    """A committee has another name; what it absorbed is no more, and it goes on with that work."""

    type: Literal["CommitteeRestructured"] = "CommitteeRestructured"
    key: Key
    name: Text
    absorbs: tuple[Key, ...] = ()
    decision: Text | None = None
    on: date


def create(
    command: CreateCommittee, assembly: Assembly, acting: Acting
) -> Sequence[CommitteeCreated] | Refusal:
    """Create it under a key that no committee has had."""
    if command.key in assembly.committees:
        return Refusal(code="already-done", sentence=f"committee {command.key} exists already")
    return [CommitteeCreated(key=command.key, name=command.name, on=acting.on)]


def restructure(
    command: RestructureCommittee, assembly: Assembly, acting: Acting
) -> Sequence[CommitteeRestructured] | Refusal:
    """Restructure committees that exist on the day; none absorbs itself."""
    if command.key in command.absorbs:
        return not_valid(f"committee {command.key} cannot absorb itself")
    for key in (command.key, *command.absorbs):
        committee = assembly.committees.get(key)
        if committee is None or not committee.holds_on(acting.on):
            return not_in_order(f"there is no committee {key} on {acting.on}")
    for key in command.absorbs:
        if (by := assembly.committees[key].absorbed_by) is not None:
            return not_in_order(f"committee {key} goes on in {by}; it is absorbed once")
    if (heir := _last_heir(command.key, assembly)) in command.absorbs:
        return not_in_order(f"committee {command.key} goes on in {heir}, which it cannot absorb")
    told = command.model_dump(exclude={"type"})
    return [CommitteeRestructured.model_validate({**told, "on": acting.on})]


def _last_heir(key: str, assembly: Assembly) -> str:
    """Return the committee in which another goes on in the end, whenever that is."""
    absorbed_by = assembly.committees[key].absorbed_by
    return key if absorbed_by is None else _last_heir(absorbed_by, assembly)


def created(assembly: Assembly, event: CommitteeCreated) -> Assembly:
    """Keep the committee."""
    names = renamed((), event.name, event.on)
    committee = Committee(key=event.key, name=event.name, since=event.on, names=names)
    return _with(assembly, {event.key: committee})


def restructured(assembly: Assembly, event: CommitteeRestructured) -> Assembly:
    """Keep the new name by its date, and end what was absorbed; open reviews pass on."""
    held = assembly.committees
    names = renamed(held[event.key].names, event.name, event.on)
    ended = {
        key: replace(held[key], until=event.on, absorbed_by=event.key) for key in event.absorbs
    }
    changed = replace(held[event.key], name=names[-1].name, names=names)
    return _with(assembly, {**ended, event.key: changed})


def _with(assembly: Assembly, changed: Mapping[str, Committee]) -> Assembly:
    return replace(assembly, committees=MappingProxyType({**assembly.committees, **changed}))
