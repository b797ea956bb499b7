"""What the minutes say of speakers and of points of order."""

from collections.abc import Mapping

from domain.messages import Event
from domain.minutes.words import because, by_vote
from domain.plenary_session import points_of_order, speaking


def of_debate(event: Event, names: Mapping[str, str]) -> str | None:
    """Return the sentence of an event of the debate; None of others."""
    return _spoken(event, names) or _objected(event, names)


def _spoken(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case speaking.SpeakerListed():
            who = f"{event.speaker} ({names.get(event.parliament, event.parliament)})"
            return f"{who} was listed as {event.role} {event.number} on item {event.item}."
        case speaking.SpeakersListClosed():
            return f"The list of speakers of item {event.item} was closed at {event.speakers}."
        case speaking.FloorGiven():
            limit = f" for {event.seconds} seconds" if event.seconds is not None else ""
            who = f"{event.speaker} ({names.get(event.parliament, event.parliament)})"
            return f"{who} had the floor on item {event.item}{limit}."
        case speaking.SpeechEnded():
            over = f", {event.over} more than given" if event.over else ""
            who = names.get(event.parliament, event.parliament)
            return f"{who} spoke for {event.seconds} seconds{over}."
        case _:
            return None


def _objected(event: Event, names: Mapping[str, str]) -> str | None:
    match event:
        case points_of_order.PointOfOrderRaised():
            who = names.get(event.parliament, event.parliament)
            return f"{who} raised point of order {event.number}{because(event.grounds)}"
        case points_of_order.PointOfOrderRuled():
            by = because(event.grounds)
            return f"The chair ruled on point of order {event.number}: {event.ruling}{by}"
        case points_of_order.RulingAppealed():
            who = names.get(event.parliament, event.parliament)
            return f"{who} appealed against the ruling on point of order {event.number}."
        case points_of_order.AppealDecided():
            told = f"On point of order {event.number} the {event.outcome.replace('-', ' ')}"
            return f"{told}{by_vote(event.vote)}"
        case _:
            return None
