"""A sentence for each event: when, in which capacity, what; its facts where it has no own one."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from activities.folding import told as typed
from cli.plain import plain
from domain.catalogue import EVENTS
from domain.minutes.sentences import of_its_own
from domain.text import counted, on_one_line
from eventstore.work import Json, Recorded

NO_NAMES: Mapping[str, str] = {}
LONGEST_VALUE = 120
MOST_PARTS = 8
SHOWN_DIGITS = 8
SELF_EVIDENT = frozenset(
    {
        *("about", "arithmetic", "body", "capacity", "choice", "city", "claim", "committee"),
        *("country", "grade", "key", "law", "name", "official_name", "outcome", "parameter"),
        *("parliament", "place", "plenary_session", "question", "recommendation", "subject"),
        *("title", "value", "vote"),
    }
)
"""Fields whose text needs no name before it: `kz, for` says who and what."""

_HASH = re.compile(r"^[0-9a-f]{64}$")
_INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def sentence(event: Recorded) -> str:
    """Return one line: position, day, capacity, kind of event, what it means, its facts."""
    return f"{event.position:>6}  {event.occurred_at[:10]:<10}  {who(event):<24}  {told(event)}"


def told(event: Recorded) -> str:
    """Return what an event says, without when and who: as the minutes do, or its facts."""
    if event.type == "CommandRefused":
        return on_one_line(_refused(event.data))
    facts = ", ".join(_facts(_in_order(event)))
    if event.type not in EVENTS:
        return on_one_line(f"{event.type}: this release does not know what it means ({facts})")
    return on_one_line(f"{event.type}: {_spoken(event) or facts or _meaning(event.type)}")


def _spoken(event: Recorded) -> str | None:
    """Return what the minutes say; None also of what was altered until it is no such event."""
    try:
        return of_its_own(typed(event), NO_NAMES)
    except ValidationError:
        return None


def who(event: Recorded) -> str:
    """Return the capacity, and the body, in which somebody acted."""
    actor = event.envelope.get("actor")
    if not isinstance(actor, Mapping):
        return "unknown"
    body = actor.get("body")
    return f"{actor.get('capacity')} of {body}" if body else f"{actor.get('capacity')}"


def as_row(event: Recorded) -> dict[str, object]:
    """Return an event as programs read it."""
    return {
        "position": event.position,
        "ref": event.stream,
        "version": event.version,
        "type": event.type,
        "occurred_at": event.occurred_at,
        "recorded_at": plain(event.recorded_at),
        "actor": event.envelope.get("actor"),
        "basis": event.envelope.get("basis"),
        "data": event.data,
        "sentence": told(event),
    }


def _meaning(kind: str) -> str:
    """Return the first clause of what an event promises to mean."""
    documented = " ".join((EVENTS[kind].__doc__ or "").split())
    return re.split(r"[.;:](?: |$)", documented)[0]


def _in_order(event: Recorded) -> Mapping[str, Json]:
    """Return the facts in the order of the event's class; the day is told with the event."""
    known = EVENTS[event.type].model_fields if event.type in EVENTS else {}
    names = [*(each for each in known if each in event.data), *event.data]
    return {name: event.data[name] for name in names if name != "on"}


def _refused(data: Mapping[str, Json]) -> str:
    citation = data.get("citation")
    cited = "" if citation in (None, "none") else f" [{citation}]"
    return (
        f"CommandRefused: {data.get('command')} on {data.get('stream')} "
        f"was refused as {data.get('code')}: {data.get('sentence')}{cited}"
    )


def _facts(data: Mapping[str, Json]) -> Iterator[str]:
    """Yield what is told of each field; what is empty, zero or no, and what was said, is not."""
    said: set[str] = set()
    for name, value in data.items():
        if value and (fact := _fact(name, value)) not in said:
            said.add(fact)
            yield fact


def _fact(name: str, value: Json) -> str:
    words = name.replace("_", " ")
    if value is True:
        return words
    return _shown(value) if name in SELF_EVIDENT else f"{words} {_shown(value)}"


def _is_nested(value: Mapping[str, Json] | Sequence[Json]) -> bool:
    """Tell whether it is a list of what has parts itself: no sentence holds that."""
    return not isinstance(value, Mapping) and any(
        isinstance(each, Mapping | list | tuple) for each in value
    )


def _shown(value: Json) -> str:
    match value:
        case str() if _HASH.match(value):
            return value[:SHOWN_DIGITS] + "…"
        case str() if _INSTANT.match(value):
            return f"{value[:16].replace('T', ' ')}Z"
        case str():
            return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        case Mapping() | Sequence() if len(value) > MOST_PARTS or _is_nested(value):
            return f"({counted(len(value), 'part')})"
        case Mapping():
            return f"({', '.join(_facts(value))})"
        case Sequence():
            return f"({', '.join(_shown(each) for each in value)})"
        case _:
            return str(value)
