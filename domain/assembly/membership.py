"""Membership: in which spells of time a parliament belongs to the assembly, and as what."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.assembly.parliaments import not_registered
from domain.assembly.state import Assembly, Membership, Spell, overlaps
from domain.irregularities import IrregularityRecorded, with_reason
from domain.messages import Command, Event, Key, Text, VoteName
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.carried import not_carried
from domain.vote.electorate import COUNCIL, PLENARY

BLOCKED_BY: Mapping[Membership, frozenset[Membership]] = MappingProxyType(
    {
        Membership.MEMBER: frozenset({Membership.MEMBER}),
        Membership.OBSERVER: frozenset({Membership.MEMBER, Membership.OBSERVER}),
        Membership.CANDIDATE: frozenset({Membership.MEMBER, Membership.CANDIDATE}),
        Membership.GUEST: frozenset({Membership.MEMBER, Membership.OBSERVER, Membership.GUEST}),
    }
)
"""A spell of the first kind may not meet, on any day, one of these kinds."""

ENDS: Mapping[Membership, frozenset[Membership]] = MappingProxyType(
    {
        Membership.MEMBER: frozenset({Membership.OBSERVER, Membership.CANDIDATE, Membership.GUEST}),
        Membership.OBSERVER: frozenset({Membership.GUEST}),
        Membership.CANDIDATE: frozenset(),
        Membership.GUEST: frozenset(),
    }
)
"""A spell of the first kind ends running spells of these kinds: a member observes no longer."""


class AdmitMember(Command):
    """A parliament becomes a member, by the decision that is cited."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "admission"
    type: Literal["AdmitMember"] = "AdmitMember"
    parliament: Key
    decision: Text
    vote: VoteName | None = None


class MemberAdmitted(Event):
    """A parliament is a member from this day on."""

    type: Literal["MemberAdmitted"] = "MemberAdmitted"
    parliament: Key
    decision: Text
    on: date
    vote: VoteName | None = None


class GrantObserverStatus(Command):
    """A parliament gets a lasting place without a vote, by the decision that is cited."""

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    rule: ClassVar = "admission"
    type: Literal["GrantObserverStatus"] = "GrantObserverStatus"
    parliament: Key
    decision: Text
    vote: VoteName | None = None


class ObserverStatusGranted(Event):
    """A parliament is an observer from this day on."""

    type: Literal["ObserverStatusGranted"] = "ObserverStatusGranted"
    parliament: Key
    decision: Text
    on: date
    vote: VoteName | None = None


class InviteAsGuest(Command):
    """A parliament is invited; without a last day it is a guest until that is ended."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["InviteAsGuest"] = "InviteAsGuest"
    parliament: Key
    last_day: Day | None = None


class GuestInvited(Event):
    """A parliament is a guest from this day to the last one."""

    type: Literal["GuestInvited"] = "GuestInvited"
    parliament: Key
    on: date
    last_day: date | None = None


class ApplyForMembership(Command):
    """A parliament asked to become a member; it is a candidate until that is decided."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "admission"
    type: Literal["ApplyForMembership"] = "ApplyForMembership"
    parliament: Key


class MembershipApplied(Event):
    """A parliament applied for membership."""

    type: Literal["MembershipApplied"] = "MembershipApplied"
    parliament: Key
    on: date


class EndMembership(Command):
    """A spell ends: from this day on the parliament does not belong in that kind."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "admission"
    type: Literal["EndMembership"] = "EndMembership"
    parliament: Key
    kind: Membership
    decision: Text


class MembershipEnded(Event):
    """A spell ended; this is the first day that it does not cover."""

    type: Literal["MembershipEnded"] = "MembershipEnded"
    parliament: Key
    kind: Membership
    decision: Text
    on: date


def admit(
    command: AdmitMember, assembly: Assembly, acting: Acting, record: Record
) -> Sequence[MemberAdmitted] | Refusal:
    """Admit a parliament that is no member yet; a vote that is named must have carried it."""
    spell = Spell(parliament=command.parliament, kind=Membership.MEMBER, since=acting.on)
    admitted = MemberAdmitted(
        parliament=command.parliament, decision=command.decision, on=acting.on, vote=command.vote
    )
    return _not_carried(command.vote, record) or hindrance(spell, assembly) or [admitted]


def grant(
    command: GrantObserverStatus, assembly: Assembly, acting: Acting, record: Record
) -> Sequence[ObserverStatusGranted] | Refusal:
    """Grant it to a parliament that is neither; a vote that is named must have carried it."""
    spell = Spell(parliament=command.parliament, kind=Membership.OBSERVER, since=acting.on)
    granted = ObserverStatusGranted(
        parliament=command.parliament, decision=command.decision, on=acting.on, vote=command.vote
    )
    return _not_carried(command.vote, record) or hindrance(spell, assembly) or [granted]


def _not_carried(vote: str | None, record: Record) -> Refusal | None:
    """Refuse to cite a vote of the Council, or of the plenary, that carried nothing."""
    return None if vote is None else not_carried(vote, (COUNCIL, PLENARY), record)


def invite(
    command: InviteAsGuest, assembly: Assembly, acting: Acting
) -> Sequence[GuestInvited] | Refusal:
    """Invite a parliament that has no lasting place."""
    event = GuestInvited(parliament=command.parliament, on=acting.on, last_day=command.last_day)
    if event.last_day is not None and event.last_day < event.on:
        return not_valid("the last day lies before the first; give the days in order")
    return hindrance(_guest(event), assembly) or [event]


def apply(
    command: ApplyForMembership, assembly: Assembly, acting: Acting
) -> Sequence[MembershipApplied] | Refusal:
    """Note the application of a parliament that is no member."""
    spell = Spell(parliament=command.parliament, kind=Membership.CANDIDATE, since=acting.on)
    applied = MembershipApplied(parliament=command.parliament, on=acting.on)
    return hindrance(spell, assembly) or [applied]


def end(
    command: EndMembership, assembly: Assembly, acting: Acting, rules: Rules
) -> Sequence[MembershipEnded | IrregularityRecorded] | Refusal:
    """End a spell that holds on the day; that of a member in the past only with a reason."""
    if command.parliament not in assembly.of_kind(command.kind, acting.on):
        return not_in_order(f"{command.parliament} is no {command.kind.value} on {acting.on}")
    late = _told_late(command, acting, rules)
    if isinstance(late, Refusal):
        return late
    told = command.model_dump(exclude={"type"})
    return [MembershipEnded.model_validate({**told, "on": acting.on}), *late]


def _told_late(
    command: EndMembership, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Ask why a member's end is told after the day: what it did since stays, and may surprise."""
    if command.kind is not Membership.MEMBER or acting.on >= acting.day_of(acting.now):
        return []
    sentence = (
        f"{command.parliament} may have acted as a member since {acting.on}; what it did stands"
    )
    found = with_reason("admission", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def hindrance(spell: Spell, assembly: Assembly) -> Refusal | None:
    """Tell why a spell cannot begin: its parliament, or another spell that it would meet."""
    if spell.parliament not in assembly.parliaments:
        return not_registered(spell.parliament)
    met = next((each for each in assembly.spells if _hinders(each, spell)), None)
    if met is None:
        return None
    until = f" until {met.until}" if met.until else ""
    return Refusal(
        code="already-done" if met.kind is spell.kind else "not-in-order",
        sentence=f"{met.parliament} is {met.kind.value} from {met.since}{until}; "
        f"it cannot be {spell.kind.value} from {spell.since}",
    )


def _hinders(held: Spell, spell: Spell) -> bool:
    if held.parliament != spell.parliament or not overlaps(spell.since, spell.until, held):
        return False
    # What began before is ended by the new spell; what begins later would have to be undone.
    later = held.kind in ENDS[spell.kind] and held.since > spell.since
    return later or held.kind in BLOCKED_BY[spell.kind]


def admitted(assembly: Assembly, event: MemberAdmitted) -> Assembly:
    """Begin a spell as member."""
    return _begun(
        assembly, Spell(parliament=event.parliament, kind=Membership.MEMBER, since=event.on)
    )


def granted(assembly: Assembly, event: ObserverStatusGranted) -> Assembly:
    """Begin a spell as observer."""
    return _begun(
        assembly, Spell(parliament=event.parliament, kind=Membership.OBSERVER, since=event.on)
    )


def invited(assembly: Assembly, event: GuestInvited) -> Assembly:
    """Begin a spell as guest, which knows its end if the last day was given."""
    return _begun(assembly, _guest(event))


def applied(assembly: Assembly, event: MembershipApplied) -> Assembly:
    """Begin a spell as candidate."""
    return _begun(
        assembly, Spell(parliament=event.parliament, kind=Membership.CANDIDATE, since=event.on)
    )


def ended(assembly: Assembly, event: MembershipEnded) -> Assembly:
    """End the spell of that kind."""
    return _without(assembly, event.parliament, frozenset({event.kind}), event.on)


def _guest(event: GuestInvited) -> Spell:
    last = None if event.last_day == date.max else event.last_day
    until = last + timedelta(days=1) if last else None
    return Spell(parliament=event.parliament, kind=Membership.GUEST, since=event.on, until=until)


def _begun(assembly: Assembly, spell: Spell) -> Assembly:
    left = _without(assembly, spell.parliament, ENDS[spell.kind], spell.since)
    return replace(left, spells=(*left.spells, spell))


def _without(
    assembly: Assembly, parliament: str, kinds: frozenset[Membership], day: date
) -> Assembly:
    spells = tuple(
        replace(each, until=day)
        if each.parliament == parliament and each.kind in kinds and each.holds_on(day)
        else each
        for each in assembly.spells
    )
    return replace(assembly, spells=spells)
