"""Speaking: the list of speakers of an item, the floor, and the time that each delegation has."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.parliaments import not_known
from domain.day_counting.lengths import calendar_length
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key
from domain.plenary_session.debates import Debate, Role, Speaker, Turn
from domain.plenary_session.points import Life, Place
from domain.plenary_session.points_of_order import while_pending
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity

LONGEST_SPEECH = 24 * 60 * 60
OF_A_DELEGATION = "speaking.delegation"
OF_A_SPEECH: MappingProxyType[Role, str] = MappingProxyType(
    {"speaker": "speaking.speaker", "rapporteur": "speaking.rapporteur"}
)


class AskForTheFloor(Command):
    """A delegation asks for the floor; observers and guests who may speak are listed for them."""

    by: ClassVar = (Capacity.DELEGATION, Capacity.SECRETARIAT)
    type: Literal["AskForTheFloor"] = "AskForTheFloor"
    item: Place
    parliament: Key
    speaker: Key
    role: Role = "speaker"


class SpeakerListed(Dated):
    """A speaker is on the list of an item, under a number."""

    type: Literal["SpeakerListed"] = "SpeakerListed"
    item: Place
    number: int
    parliament: Key
    speaker: Key
    role: Role = "speaker"


class CloseSpeakersList(Command):
    """The chair closes the list of speakers of an item."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["CloseSpeakersList"] = "CloseSpeakersList"
    item: Place


class SpeakersListClosed(Dated):
    """Nobody more is listed on an item."""

    type: Literal["SpeakersListClosed"] = "SpeakersListClosed"
    item: Place
    speakers: int


class GiveFloor(Command):
    """A speaker on the list has the floor."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    rule: ClassVar = OF_A_DELEGATION
    type: Literal["GiveFloor"] = "GiveFloor"
    item: Place
    number: int


class FloorGiven(Dated):
    """A speaker has the floor, for so many seconds where the rules limit them."""

    type: Literal["FloorGiven"] = "FloorGiven"
    item: Place
    number: int
    parliament: Key
    speaker: Key
    seconds: int | None = None


class EndSpeech(Command):
    """The speaker has ended; so long he spoke."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["EndSpeech"] = "EndSpeech"
    seconds: int = Field(ge=0, le=LONGEST_SPEECH)


class SpeechEnded(Dated):
    """A speech ended; `over` are the seconds beyond what was given."""

    type: Literal["SpeechEnded"] = "SpeechEnded"
    item: Place
    number: int
    parliament: Key
    seconds: int
    over: int = 0


def ask(
    command: AskForTheFloor, plenary: PlenarySession, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """List a speaker of one's own delegation while the list is open."""
    actor = acting.actor
    if actor.capacity is Capacity.DELEGATION and actor.body != command.parliament:
        return no_right("a delegation asks for the floor for its own speakers only")
    if (refusal := not_known(command.parliament, record)) is not None:
        return refusal
    debate = plenary.debates.get(command.item, Debate())
    if (refusal := _no_list(command.item, debate, plenary)) is not None:
        return refusal
    if any(_waits(each, command) for each in debate.speakers):
        return Refusal(
            code="already-done",
            sentence=f"{command.speaker} is on the list of item {command.item}",
        )
    told = command.model_dump(exclude={"type"})
    return [SpeakerListed.model_validate({**told, "number": len(debate.speakers) + 1})]


def _waits(speaker: Speaker, command: AskForTheFloor) -> bool:
    same = (speaker.parliament, speaker.subject) == (command.parliament, command.speaker)
    return same and not speaker.has_had_the_floor


def _no_list(place: str, debate: Debate, plenary: PlenarySession) -> Refusal | None:
    point = plenary.points.get(place)
    if point is None or not (point.is_awaited or point.life is Life.UNDER_DEBATE):
        said = "not on the order of business" if point is None else point.life.value
        return not_in_order(f"item {place} is {said}: it has no list of speakers")
    if debate.is_closed:
        return not_in_order(f"the list of speakers of item {place} is closed")
    return None


def close_list(command: CloseSpeakersList, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """Close a list once."""
    debate = plenary.debates.get(command.item, Debate())
    refusal = _no_list(command.item, debate, plenary)
    return refusal or [SpeakersListClosed(item=command.item, speakers=len(debate.speakers))]


def give_floor(
    command: GiveFloor, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Give the floor to who is listed, is there and has not spoken, in the time that is left."""
    debate = plenary.debates.get(command.item, Debate())
    speaker = debate.speaker(command.number)
    if speaker is None:
        return not_in_order(f"item {command.item} has no speaker {command.number}; list him first")
    if (refusal := _not_now(command.item, speaker, plenary)) is not None:
        return refusal
    pending = while_pending(plenary, acting, rules)
    if isinstance(pending, Refusal):
        return pending
    seconds = _seconds(speaker, debate, rules)
    overdrawn = _overdrawn(speaker, seconds, acting, rules)
    if isinstance(overdrawn, Refusal):
        return overdrawn
    given = FloorGiven(
        item=command.item,
        number=speaker.number,
        parliament=speaker.parliament,
        speaker=speaker.subject,
        seconds=seconds,
    )
    return [given, *pending, *overdrawn]


def _overdrawn(
    speaker: Speaker, seconds: int | None, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer the floor for a delegation that has no time left on the item."""
    if seconds != 0:
        return []
    sentence = f"{speaker.parliament} has used all its time on the item"
    found = breach(OF_A_DELEGATION, sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def _not_now(place: str, speaker: Speaker, plenary: PlenarySession) -> Refusal | None:
    point = plenary.points.get(place)
    if plenary.stage is not Stage.OPEN or point is None or point.life is not Life.UNDER_DEBATE:
        return not_in_order(f"item {place} is not under debate")
    if plenary.floor is not None:
        return not_in_order(f"{plenary.floor.parliament} has the floor; end the speech first")
    if speaker.has_had_the_floor:
        return not_in_order(f"speaker {speaker.number} has had the floor")
    there = {*(plenary.present or ()), *plenary.observers, *plenary.guests}
    if speaker.parliament not in there:
        return not_in_order(f"{speaker.parliament} is not present")
    return None


def _seconds(speaker: Speaker, debate: Debate, rules: Rules) -> int | None:
    """Return how long he may speak: the shorter of his own time and what his delegation has left.

    A rapporteur speaks for his committee: it does not count for his delegation.
    """
    limits = [_limit(OF_A_SPEECH[speaker.role], rules)]
    if speaker.role == "speaker" and (of_all := _limit(OF_A_DELEGATION, rules)) is not None:
        limits.append(max(0, of_all - debate.seconds_of(speaker.parliament)))
    return min((each for each in limits if each is not None), default=None)


def _limit(name: str, rules: Rules) -> int | None:
    value = rules.value(name)
    return int(calendar_length(value).rest.total_seconds()) if isinstance(value, str) else None


def end_speech(command: EndSpeech, plenary: PlenarySession) -> Sequence[Event] | Refusal:
    """End the speech of who has the floor."""
    floor = plenary.floor
    if floor is None:
        return not_in_order("nobody has the floor")
    over = 0 if floor.seconds is None else max(0, command.seconds - floor.seconds)
    return [
        SpeechEnded(
            item=floor.item,
            number=floor.number,
            parliament=floor.parliament,
            seconds=command.seconds,
            over=over,
        )
    ]


def listed(plenary: PlenarySession, event: SpeakerListed) -> PlenarySession:
    """Put the speaker on the list."""
    speaker = Speaker(
        number=event.number, parliament=event.parliament, subject=event.speaker, role=event.role
    )
    return _with(plenary, event.item, _debate(plenary, event.item).listed(speaker))


def list_closed(plenary: PlenarySession, event: SpeakersListClosed) -> PlenarySession:
    """Take nobody more."""
    return _with(plenary, event.item, replace(_debate(plenary, event.item), is_closed=True))


def floor_given(plenary: PlenarySession, event: FloorGiven) -> PlenarySession:
    """Listen."""
    turn = Turn(
        item=event.item, number=event.number, parliament=event.parliament, seconds=event.seconds
    )
    heard = _spoke(plenary, event.item, event.number, seconds=None)
    return replace(heard, floor=turn)


def speech_ended(plenary: PlenarySession, event: SpeechEnded) -> PlenarySession:
    """Count the time."""
    return replace(_spoke(plenary, event.item, event.number, seconds=event.seconds), floor=None)


def _spoke(
    plenary: PlenarySession, item: str, number: int, *, seconds: int | None
) -> PlenarySession:
    debate = _debate(plenary, item)
    speaker = debate.speaker(number)
    if speaker is None:
        return plenary
    heard = replace(speaker, has_had_the_floor=True, seconds=seconds)
    return _with(plenary, item, debate.listed(heard))


def _debate(plenary: PlenarySession, item: str) -> Debate:
    return plenary.debates.get(item, Debate())


def _with(plenary: PlenarySession, item: str, debate: Debate) -> PlenarySession:
    return replace(plenary, debates=MappingProxyType({**plenary.debates, item: debate}))
