"""A sentence for each event: when, in which capacity, what, and the facts it carries."""

import re
from collections.abc import Mapping, Sequence

from cli.plain import plain
from domain.catalogue import EVENTS
from eventstore.work import Json, Recorded

LONGEST_VALUE = 120
_HASH = re.compile(r"^[0-9a-f]{64}$")


def sentence(event: Recorded) -> str:
    """Return one line: position, day, capacity, kind of event, what it means, its facts."""
    return f"{event.position:>6}  {event.occurred_at[:10]:<10}  {who(event):<24}  {told(event)}"


def told(event: Recorded) -> str:
    """Return what an event says, without when and who."""
    if event.type == "CommandRefused":
        return _refused(event.data)
    facts = "; ".join(_facts(event.data))
    meaning = _meaning(event.type)
    return f"{event.type}: {meaning}" + (f" ({facts})" if facts else "")


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
    known = EVENTS.get(kind)
    documented = (known.__doc__ if known else None) or "this release does not know what it means."
    return " ".join(documented.split()).partition(". ")[0].rstrip(".")


def _refused(data: Mapping[str, Json]) -> str:
    citation = data.get("citation")
    cited = "" if citation in (None, "none") else f" [{citation}]"
    return (
        f"CommandRefused: {data.get('command')} on {data.get('stream')} "
        f"was refused as {data.get('code')}: {data.get('sentence')}{cited}"
    )


def _facts(data: Mapping[str, Json]) -> list[str]:
    return [
        f"{name.replace('_', ' ')} {_shown(value)}"
        for name, value in data.items()
        if value not in (None, "", [], {}, ())
    ]


def _shown(value: Json) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() if _HASH.match(value):
            return value[:16] + "…"
        case str():
            return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        case Mapping():
            return "{" + ", ".join(f"{name} {_shown(each)}" for name, each in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(_shown(each) for each in value) + "]"
        case _:
            return str(value)
