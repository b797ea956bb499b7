"""Groups: who belongs to what a sub-count or a share asks for, from a day to a day."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from domain.acting import Acting
from domain.messages import Command, Event, Key
from domain.occurred import Day
from domain.refusal import Refusal, not_valid
from domain.replacing import replace
from domain.treaty.reckoning import reckoned
from domain.treaty.rights import REGISTRARS
from domain.treaty.state import Treaty
from domain.treaty.terms import Party
from domain.treaty_law.treaty_rules import GroupRow, Groups, Weight


class RecordGroupMember(Command):
    """A party belongs to a group; both days are inside, and one left out is open."""

    by: ClassVar = REGISTRARS
    type: Literal["RecordGroupMember"] = "RecordGroupMember"
    group: Key
    party: Party
    since: Day | None = None
    until: Day | None = None
    weight: Weight | None = None


class GroupMemberRecorded(Event):
    """A party belongs to a group from a day to a day."""

    type: Literal["GroupMemberRecorded"] = "GroupMemberRecorded"
    group: Key
    party: Party
    since: date | None = None
    until: date | None = None
    weight: Weight | None = None


def record_member(
    command: RecordGroupMember, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Keep it once for any day, and reckon the entry into force."""
    event = GroupMemberRecorded.model_validate(command.model_dump(exclude={"type"}))
    if event.since is not None and event.until is not None and event.until < event.since:
        return not_valid(f"{event.party} would leave on {event.until}, before it comes")
    if any(_meet(event, row) for row in treaty.groups.get(event.group, ())):
        return Refusal(
            code="already-done",
            sentence=f"{event.party} is recorded in {event.group} for some of these days",
        )
    found = replace(treaty, groups=_with(treaty.groups, event)).entry()
    return [event, *reckoned(treaty, found, acting)]


def member_recorded(treaty: Treaty, event: GroupMemberRecorded) -> Treaty:
    """Keep the member."""
    return replace(treaty, groups=_with(treaty.groups, event))


def _with(groups: Groups, event: GroupMemberRecorded) -> Groups:
    row = GroupRow.model_validate(
        {"party": event.party, "from": event.since, "to": event.until, "weight": event.weight}
    )
    return MappingProxyType({**groups, event.group: (*groups.get(event.group, ()), row)})


def _meet(event: GroupMemberRecorded, row: GroupRow) -> bool:
    """Tell whether two spells of one party have a day in common."""
    begins_later = row.since is not None and event.until is not None and event.until < row.since
    ended_before = row.until is not None and event.since is not None and row.until < event.since
    return event.party == row.party and not begins_later and not ended_before
