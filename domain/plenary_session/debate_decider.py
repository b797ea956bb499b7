"""The debate: speakers and points of order, every act and every event of them."""

from typing import TypeAlias, assert_never

from domain.acting import Acting, Record
from domain.definition import Decision
from domain.plenary_session import points_of_order, speaking
from domain.plenary_session.state import PlenarySession
from domain.rules import Rules

Speaking: TypeAlias = (
    speaking.AskForTheFloor | speaking.CloseSpeakersList | speaking.GiveFloor | speaking.EndSpeech
)
Objecting: TypeAlias = (
    points_of_order.RaisePointOfOrder
    | points_of_order.RulePointOfOrder
    | points_of_order.AppealAgainstRuling
    | points_of_order.DecideAppeal
)
Command: TypeAlias = Speaking | Objecting

Event: TypeAlias = (
    speaking.SpeakerListed
    | speaking.SpeakersListClosed
    | speaking.FloorGiven
    | speaking.SpeechEnded
    | points_of_order.PointOfOrderRaised
    | points_of_order.PointOfOrderRuled
    | points_of_order.RulingAppealed
    | points_of_order.AppealDecided
)


def decide(
    command: Command, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    if isinstance(command, Speaking):
        return _speak(command, case, acting, rules, record)
    return _object(command, case, acting, rules, record)


def _speak(
    command: Speaking, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case speaking.AskForTheFloor():
            return speaking.ask(command, case, acting, record)
        case speaking.CloseSpeakersList():
            return speaking.close_list(command, case)
        case speaking.GiveFloor():
            return speaking.give_floor(command, case, acting, rules)
        case speaking.EndSpeech():
            return speaking.end_speech(command, case)
        case _:
            assert_never(command)


def _object(
    command: Objecting, case: PlenarySession, acting: Acting, rules: Rules, record: Record
) -> Decision:
    match command:
        case points_of_order.RaisePointOfOrder():
            return points_of_order.raise_point(command, case, acting)
        case points_of_order.RulePointOfOrder():
            return points_of_order.rule_point(command, case)
        case points_of_order.AppealAgainstRuling():
            return points_of_order.appeal(command, case, acting, rules)
        case points_of_order.DecideAppeal():
            return points_of_order.decide_appeal(command, case, record)
        case _:
            assert_never(command)


def evolve(case: PlenarySession, event: Event) -> PlenarySession:
    """Fold an event."""
    match event:
        case speaking.SpeakerListed():
            return speaking.listed(case, event)
        case speaking.SpeakersListClosed():
            return speaking.list_closed(case, event)
        case speaking.FloorGiven():
            return speaking.floor_given(case, event)
        case speaking.SpeechEnded():
            return speaking.speech_ended(case, event)
        case points_of_order.PointOfOrderRaised():
            return points_of_order.point_raised(case, event)
        case points_of_order.PointOfOrderRuled():
            return points_of_order.point_ruled(case, event)
        case points_of_order.RulingAppealed():
            return points_of_order.ruling_appealed(case, event)
        case points_of_order.AppealDecided():
            return points_of_order.appeal_decided(case, event)
        case _:
            assert_never(event)
