"""An act as somebody types it: `ACT REF --as chair/subject --field name=text`, made a line."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from activities.opening import MalformedError
from cli.act_lines import ENVELOPE
from cli.exits import misused
from cli.folding import assembly_of
from cli.moments import today
from cli.options import typed_as
from domain.assembly.state import Office
from domain.occurred import day_of
from domain.submission import Capacity
from eventstore.durability import Connection

_OPTIONAL = ("reason", "source", "at_version")


async def said(
    register: Connection, typed: Mapping[str, object], fields: Mapping[str, object]
) -> dict[str, object]:
    """Return the line that these words mean: today, and the holder of the office, if not said."""
    given = typed.get("on")
    on = today().isoformat() if given is None else str(given)
    envelope: dict[str, object] = {
        "act": typed["act"],
        "case": typed["case"],
        "by": await _by(register, str(typed["as"]), on),
        "occurred_at": on,
        "id": str(typed.get("id") or uuid4()),
    }
    more = {name: typed[name] for name in _OPTIONAL if typed.get(name) is not None}
    return {**envelope, **more, **fields}


def fields_of(texts: Sequence[str]) -> dict[str, object]:
    """Return the fields of an act, each said once and none of them a part of its envelope."""
    said: dict[str, object] = {}
    for name, value in map(field, texts):
        if name in ENVELOPE:
            raise misused(
                f"--field {name}: {name} is no field of an act but said with {typed_as(name)}; "
                "nothing was sent"
            )
        if name in said:
            raise misused(f"--field {name} is given twice; nothing was sent: give it once")
        said[name] = value
    return said


def field(text: str) -> tuple[str, object]:
    """Return a field: `name=text` as it stands, `name:=json` as JSON."""
    name, separator, value = text.partition("=")
    if not separator or not name.rstrip(":"):
        raise misused(f"--field takes name=text or name:=json, not {text!r}")
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], json.loads(value)
    except ValueError as fault:
        raise misused(f"--field {name[:-1]}: {value!r} is no JSON: {fault}") from None


async def _by(register: Connection, text: str, on: str) -> dict[str, object]:
    office, _, subject = text.partition("/")
    capacity, _, body = office.partition(":")
    if capacity not in list(Capacity):
        raise misused(f"--as: there is no capacity {capacity!r}; {', '.join(Capacity)}")
    named = subject or await _holder(register, Capacity(capacity), body or None, on)
    by: dict[str, object] = {"subject": named, "capacity": capacity}
    return {**by, "body": body} if body else by


async def _holder(register: Connection, capacity: Capacity, body: str | None, on: str) -> str:
    """Return who holds an office on a day, if it is one person."""
    try:
        day = day_of(on)
    except ValueError:
        raise MalformedError("malformed", f"--on {on!r} is no date") from None
    offices = (await assembly_of(register)).offices
    holders = sorted({each.subject for each in offices if _is(each, capacity, body, day)})
    if len(holders) != 1:
        found = ", ".join(holders) or "nobody"
        where = f" of {body}" if body else ""
        raise misused(
            f"who acts as {capacity.value}{where} on {on}? On record: {found}; "
            f"say it with --as {capacity.value}{f':{body}' if body else ''}/SUBJECT"
        )
    return holders[0]


def _is(office: Office, capacity: Capacity, body: str | None, day: date) -> bool:
    return (office.capacity, office.body) == (capacity, body) and office.holds_on(day)
