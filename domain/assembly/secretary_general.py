"""Secretary General: elected by the plenary for a term, nominated by a member parliament."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.offices import OfficeLeft, OfficeTaken
from domain.assembly.state import Assembly
from domain.day_counting.day_counts import add_months
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Event, Key, Text
from domain.occurred import Day
from domain.refusal import Refusal, not_in_order, not_valid
from domain.rules import Rules
from domain.submission import Capacity
from domain.vote.state import Vote


class ElectSecretaryGeneral(Command):
    """The plenary elected a Secretary General; a vote that is named must have carried."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "secretary_general.term"
    type: Literal["ElectSecretaryGeneral"] = "ElectSecretaryGeneral"
    subject: Key
    official_name: Text
    nominated_by: Key
    vote: Annotated[str, Field(pattern=r"^vote/[a-z0-9.-]+/[a-z0-9.-]+$")] | None = None
    until: Day | None = None


class SecretaryGeneralElected(Event):
    """A Secretary General was elected; the term ends on `until`, if that is known."""

    official: ClassVar = ("official_name",)
    type: Literal["SecretaryGeneralElected"] = "SecretaryGeneralElected"
    subject: Key
    official_name: Text
    nominated_by: Key
    vote: str | None = None
    on: date
    until: date | None = None


def elect(
    command: ElectSecretaryGeneral,
    assembly: Assembly,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[SecretaryGeneralElected | OfficeLeft | OfficeTaken | IrregularityRecorded] | Refusal:
    """Elect whom a member nominated; the term follows from the rules unless it is given."""
    if command.nominated_by not in assembly.members_on(acting.on):
        return not_in_order(f"{command.nominated_by} is no member parliament on {acting.on}")
    refusal = _wrong_days(command, acting) or _not_elected(command, record)
    if refusal is not None:
        return refusal
    late = _term_too_long(command.until, acting, rules)
    if isinstance(late, Refusal):
        return late
    told = command.model_dump(exclude={"type"})
    until = _until_the_next(command.until or _end_of_term(acting.on, rules), acting.on, assembly)
    event = SecretaryGeneralElected.model_validate({**told, "on": acting.on, "until": until})
    return [event, *_leaving(event, assembly), _taking(event), *late]


def _until_the_next(until: date | None, on: date, assembly: Assembly) -> date | None:
    """Let a term that is told late end where a later one begins: there is one at a time."""
    later = [
        office.since
        for office in assembly.offices
        if office.capacity is Capacity.SECRETARIAT and office.presides and office.since > on
    ]
    return min([*later, *([until] if until else [])], default=None)


def _wrong_days(command: ElectSecretaryGeneral, acting: Acting) -> Refusal | None:
    if command.until is None or acting.on < command.until:
        return None
    return not_valid(f"the term would end on {command.until}, before it begins")


def _not_elected(command: ElectSecretaryGeneral, record: Record) -> Refusal | None:
    vote = command.vote
    if vote is None:
        return None
    case = record.case(vote, Vote)
    if case.exists and case.kind != "election":
        return not_in_order(f"{vote} is no election: it was a {case.kind.replace('_', ' ')}")
    announced = case.announced
    if announced == "adopted":
        named = case.elected
        if named in {None, command.subject}:
            return None
        return not_in_order(f"{vote} elected {named}, not {command.subject}")
    return not_in_order(
        f"{vote} is announced as {announced}" if announced else f"{vote} has no announced result"
    )


def _term_too_long(
    until: date | None, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    longest = _end_of_term(acting.on, rules)
    if until is None or longest is None or until <= longest:
        return []
    found = breach(
        "secretary_general.term", f"the term would end on {longest}, not {until}", acting, rules
    )
    return found if isinstance(found, Refusal) else [found]


def _end_of_term(on: date, rules: Rules) -> date | None:
    years = rules.number("secretary_general.term")
    if years is None:
        return None
    return add_months(on, 12 * years)


def _leaving(event: SecretaryGeneralElected, assembly: Assembly) -> Sequence[OfficeLeft]:
    """Who was Secretary General leaves, and the elected one any other post in the Secretariat."""
    return [
        OfficeLeft(subject=office.subject, capacity=office.capacity, on=event.on)
        for office in assembly.offices_on(event.on)
        if office.capacity is Capacity.SECRETARIAT
        and (office.presides or office.subject == event.subject)
    ]


def _taking(event: SecretaryGeneralElected) -> OfficeTaken:
    return OfficeTaken(
        subject=event.subject,
        capacity=Capacity.SECRETARIAT,
        parliament=event.nominated_by,
        presides=True,
        official_name=event.official_name,
        on=event.on,
        until=event.until,
    )
