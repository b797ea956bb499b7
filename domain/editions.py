"""Editions in time: a stage keeps the rules of the day it began; moving a case is a decision."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeVar

from pydantic import Field

from domain.acting import Acting
from domain.assembly.state import STREAM, Assembly
from domain.case import Case
from domain.messages import Command, Event, Text
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import ZONE, Parameter, Rules, Value
from domain.submission import Capacity

Kind = TypeVar("Kind", bound=Case)


class MoveToEdition(Command):
    """A case is moved to another edition of the rules, by the decision that is cited.

    Its stage goes on under that edition, and so do the stages that follow it.
    """

    by: ClassVar = (Capacity.SECRETARIAT, Capacity.COUNCIL)
    type: Literal["MoveToEdition"] = "MoveToEdition"
    edition: int = Field(ge=1)
    decision: Text


class MovedToEdition(Event):
    """A case goes on under another edition; `changes` is what that does to it."""

    type: Literal["MovedToEdition"] = "MovedToEdition"
    on: date
    before: int
    edition: int
    decision: Text
    changes: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """One parameter that another edition sets otherwise."""

    parameter: str
    before: Parameter
    after: Parameter

    def __str__(self) -> str:
        """Return it as the record of the decision states it."""
        return f"{self.parameter}: {_shown(self.before.value)} -> {_shown(self.after.value)}"


def in_its_zone(acting: Acting, assembly: Assembly) -> Acting:
    """Return the circumstances of an act with the time zone that the rules of its day name."""
    zone = assembly.rules_on(acting.on).value(ZONE) if acting.zone is None else None
    return dataclasses.replace(acting, zone=zone) if isinstance(zone, str) else acting


def written_for(case: Case, assembly: Assembly, *, on: date) -> Rules:
    """Return the edition under which a case runs, without rulings.

    A vote names its edition for good. Any other case keeps that of the day on which its stage
    began, or a later one to which it was moved. The assembly acts under the rules of the day.
    """
    if case.rules:
        return assembly.rules_of(case.rules)
    if case.stream == STREAM or case.since is None:
        return assembly.rules_on(on)
    begun = assembly.rules_on(case.since)
    return assembly.rules_of(case.moved_to) if case.moved_to > begun.edition else begun


def changes(before: Rules, after: Rules) -> tuple[Change, ...]:
    """Return what one edition sets otherwise than another, in the order of the alphabet."""
    names = sorted({*before.parameters, *after.parameters})
    pairs = ((name, before.parameters.get(name), after.parameters.get(name)) for name in names)
    return tuple(
        Change(parameter=name, before=old or Parameter(), after=new or Parameter())
        for name, old, new in pairs
        if (old or Parameter()) != (new or Parameter())
    )


def move(
    command: MoveToEdition, case: Case, acting: Acting, assembly: Assembly
) -> Sequence[Event] | Refusal:
    """Move an open case to a later edition, which is in force."""
    if case.concluded or case.stream == STREAM:
        return not_in_order(f"{case.stream} is not moved: it is concluded, or the assembly itself")
    if case.is_judged:
        return not_in_order(f"{case.stream} is closed: it keeps the rules by which it was judged")
    held = written_for(case, assembly, on=acting.on)
    if (refusal := _not_later(command.edition, held.edition, assembly, acting)) is not None:
        return refusal
    found = changes(held, assembly.rules_of(command.edition))
    return [
        MovedToEdition(
            on=acting.on,
            before=held.edition,
            edition=command.edition,
            decision=command.decision,
            changes=tuple(str(each)[:8_000] for each in found),
        )
    ]


def _not_later(number: int, held: int, assembly: Assembly, acting: Acting) -> Refusal | None:
    asked = next((each for each in assembly.editions if each.number == number), None)
    if asked is None:
        return not_in_order(f"there is no edition {number} of the rules; adopt it first")
    if asked.valid_from > acting.on:
        return not_in_order(f"edition {number} is valid from {asked.valid_from}")
    if number == held:
        return Refusal(code="already-done", sentence=f"it runs under edition {held} already")
    if number < held:
        return not_in_order(f"it runs under edition {held}; what came before does not come back")
    return None


def moved(case: Kind, event: MovedToEdition) -> Kind:
    """Go on under the other edition; a vote that has named its own names the other one."""
    return replace(case, rules=event.edition if case.rules else 0, moved_to=event.edition)


def _shown(value: Value | None) -> str:
    if value is None:
        return "unset"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
