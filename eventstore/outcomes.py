"""The answers to acts, and the fact that stands in the register for each refusal."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

import structlog
from pydantic import TypeAdapter

from domain.submission import Accepted, Entry, Failed, Receipt, Refused
from eventstore.envelope import Row
from eventstore.streams import REFUSALS
from eventstore.work import Fact, Refuse

ABANDONED = "command-abandoned"
REUSED = "command-id-reused"

_RECEIPT: TypeAdapter[Accepted | Refused] = TypeAdapter(Receipt)
log = structlog.get_logger()


def read_outcome(text: str) -> Accepted | Refused:
    """Return an outcome as the register holds it."""
    return _RECEIPT.validate_json(text)


def accepted(command_id: UUID, recorded_at: datetime, rows: Sequence[Row]) -> Accepted:
    """Return the receipt of an act that took effect."""
    entries = (
        Entry(
            position=row.event.position,
            stream=row.event.stream,
            version=row.event.version,
            type=row.event.type,
            event_id=row.event.id,
        )
        for row in rows
    )
    return Accepted(command_id=command_id, recorded_at=recorded_at, entries=tuple(entries))


def refused(command_id: UUID, refuse: Refuse, position: int | None) -> Refused:
    """Return the answer "no", and where it stands if it is recorded."""
    return Refused(
        command_id=command_id,
        code=refuse.code,
        sentence=refuse.sentence,
        citation=refuse.citation,
        missing=refuse.missing,
        position=position,
    )


def failed(command_id: UUID, error: Exception) -> Failed:
    """Log a bug with all its circumstances; answer with the reference under which it is found."""
    reference = uuid5(command_id, repr(error)).hex[:8]
    log.error("act.failed", reference=reference, command_id=str(command_id), exc_info=error)
    return Failed(code="bug", reference=reference)


def refusal_fact(name: str, stream: str, refuse: Refuse) -> Fact:
    """Return the fact that somebody asked and was refused."""
    return Fact(
        stream=REFUSALS,
        type="CommandRefused",
        schema=1,
        data={
            "command": name,
            "stream": stream,
            "code": refuse.code,
            "sentence": refuse.sentence,
            "citation": refuse.citation,
            "missing": list(refuse.missing),
        },
    )


def stale(stream: str, expected: int, stands: int) -> Refuse:
    """Refuse an act that was decided on what has changed since."""
    return Refuse(
        code="stale-version",
        sentence=f"{stream} is at version {stands}, not at {expected}: "
        "look at what has changed and decide again",
    )


def spent(*, abandoned: bool) -> Refuse:
    """Refuse a command id that can no longer take effect."""
    if abandoned:
        return Refuse(
            code=ABANDONED,
            sentence="the outcome of this command was asked for before it arrived, "
            "so it can no longer take effect: submit the act again as a new one",
        )
    return Refuse(
        code=REUSED,
        sentence="this command id was used for another act, whose outcome stands: "
        "submit this act under an id of its own",
    )
