"""Correction of the text: proposed by the depositary, and made if nobody objects in time.

Vienna Convention on the Law of Treaties, art. 79 (general knowledge, unchecked): the corrected
text replaces the defective one from the beginning. What was recorded before is not rewritten.
"""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.messages import Command, Event, Instant, Key, Text
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.time_limits import limit, met
from domain.treaty.rights import DEPOSITARY, TreatyAction, not_taking_part, too_early
from domain.treaty.state import Correction, Treaty
from domain.treaty.terms import Party


class ProposeTextCorrection(TreatyAction):
    """The depositary notifies an error in the text, and until when one may object."""

    by: ClassVar = DEPOSITARY
    type: Literal["ProposeTextCorrection"] = "ProposeTextCorrection"
    language: Key
    error: Text
    correction: Text
    objections_by: Instant


class ObjectToTextCorrection(TreatyAction):
    """A state that signed or consented objects."""

    by: ClassVar = DEPOSITARY
    type: Literal["ObjectToTextCorrection"] = "ObjectToTextCorrection"
    number: int
    party: Party
    grounds: Text


class ConcludeTextCorrection(Command):
    """The depositary states the outcome of a window that was over when it was recorded."""

    by: ClassVar = DEPOSITARY
    type: Literal["ConcludeTextCorrection"] = "ConcludeTextCorrection"
    number: int


class TextCorrectionProposed(Event):
    """A correction is before the parties."""

    type: Literal["TextCorrectionProposed"] = "TextCorrectionProposed"
    number: int
    language: Key
    error: Text
    correction: Text
    objections_by: AwareDatetime
    on: date


class TextCorrectionObjectedTo(Event):
    """A party objected to a correction."""

    type: Literal["TextCorrectionObjectedTo"] = "TextCorrectionObjectedTo"
    number: int
    party: Party
    grounds: Text
    on: date


class TextCorrected(Event):
    """Nobody objected: the text has read so from the beginning."""

    type: Literal["TextCorrected"] = "TextCorrected"
    number: int
    language: Key
    correction: Text
    effective_on: date


class TextCorrectionRefused(Event):
    """Somebody objected: the text stays as it is."""

    type: Literal["TextCorrectionRefused"] = "TextCorrectionRefused"
    number: int
    objections: tuple[Party, ...]


def propose(
    command: ProposeTextCorrection, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Number the correction, and begin the time for objections."""
    if (refusal := too_early(command, treaty, acting)) is not None:
        return refusal
    last = acting.day_of(command.objections_by)
    if last < command.day(acting):
        return not_valid(f"objections would end on {last}, too early")
    number = len(treaty.corrections) + 1
    told = command.model_dump(exclude={"type"})
    event = TextCorrectionProposed.model_validate(
        {**told, "number": number, "on": command.day(acting)}
    )
    return [event, limit(_name(number), command.objections_by, acting)]


def object_to(
    command: ObjectToTextCorrection, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """Register an objection that came in time."""
    if (refusal := too_early(command, treaty, acting, command.party)) is not None:
        return refusal
    held, day = treaty.correction(command.number), command.day(acting)
    if held is None or held.outcome != "open" or day > acting.day_of(held.objections_by):
        return not_in_order(f"no correction {command.number} is open to objections on {day}")
    if (refusal := not_taking_part(treaty, command.party, day)) is not None:
        return refusal
    if command.party in held.objections:
        return Refusal(code="already-done", sentence=f"{command.party} has objected")
    told = command.model_dump(exclude={"type"})
    return [TextCorrectionObjectedTo.model_validate({**told, "on": command.day(acting)})]


def conclude(
    command: ConcludeTextCorrection, treaty: Treaty, acting: Acting
) -> Sequence[Event] | Refusal:
    """State the outcome once the time for objections is over."""
    held = treaty.correction(command.number)
    if held is None or held.outcome != "open":
        return not_in_order(f"no correction {command.number} is open")
    if held.objections_by > acting.recorded_at or acting.on < acting.day_of(held.objections_by):
        return not_in_order(f"objections may come until {held.objections_by:%Y-%m-%d %H:%M}Z")
    return [*met(treaty, _name(held.number)), *_outcome(treaty, held)]


def missed(
    treaty: Treaty, name: str, _acting: Acting, _record: Record
) -> Sequence[Event | Elsewhere]:
    """Decide a correction when the time for objections is over."""
    due = [each for each in treaty.corrections if name == _name(each.number)]
    return [event for each in due if each.outcome == "open" for event in _outcome(treaty, each)]


def _outcome(treaty: Treaty, held: Correction) -> list[Event]:
    if held.objections:
        return [TextCorrectionRefused(number=held.number, objections=tuple(held.objections))]
    begun = treaty.opened_on or held.objections_by.date()
    return [
        TextCorrected(
            number=held.number,
            language=held.language,
            correction=held.correction,
            effective_on=begun,
        )
    ]


def proposed(treaty: Treaty, event: TextCorrectionProposed) -> Treaty:
    """Keep the proposal."""
    told = event.model_dump(exclude={"type", "on"})
    return replace(treaty, corrections=(*treaty.corrections, Correction(**told)))


def objected(treaty: Treaty, event: TextCorrectionObjectedTo) -> Treaty:
    """Keep the objection."""
    held = treaty.correction(event.number)
    if held is None:
        return treaty
    objections = MappingProxyType({**held.objections, event.party: event.grounds})
    return _with(treaty, replace(held, objections=objections))


def corrected(treaty: Treaty, event: TextCorrected) -> Treaty:
    """The correction stands."""
    held = treaty.correction(event.number)
    return treaty if held is None else _with(treaty, replace(held, outcome="corrected"))


def refused(treaty: Treaty, event: TextCorrectionRefused) -> Treaty:
    """The correction falls."""
    held = treaty.correction(event.number)
    return treaty if held is None else _with(treaty, replace(held, outcome="refused"))


def _with(treaty: Treaty, changed: Correction) -> Treaty:
    kept = (changed if each.number == changed.number else each for each in treaty.corrections)
    return replace(treaty, corrections=tuple(kept))


def _name(number: int) -> str:
    return f"correction-{number}"
