"""From a line to a submission: names kept apart, relative times resolved, checked, signed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from activities.opening import MalformedError, checked
from cli.act_lines import ActLine
from cli.relative_times import relative_fields, resolved
from config.gateway import Gateway, sealed
from domain.catalogue import ACTS
from domain.messages import Command
from domain.submission import Actor, Disclosure, Submission
from domain.text import clean

_COMMITMENT = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A signed submission. `relative`: sent again it would ask for another instant."""

    submission: Submission
    relative: bool


def draft(line: ActLine, gateway: Gateway, now: datetime) -> Draft:
    """Return the act of a line ready to send; raise `MalformedError` where it cannot be one."""
    kind = ACTS.get(line.envelope.act, Command)
    disclosures = _disclosures(kind, line, gateway)
    relative = relative_fields(kind, line.fields)
    fields = sealed(resolved(line.fields, relative, now), disclosures)
    submission = _submission(line, fields, disclosures, now)
    checked(submission)
    return Draft(submission=gateway.sign(submission), relative=bool(relative))


def _submission(
    line: ActLine,
    fields: Mapping[str, object],
    disclosures: tuple[Disclosure, ...],
    now: datetime,
) -> Submission:
    said = line.envelope
    return Submission(
        command_id=line.command_id,
        stream=said.case,
        name=said.act,
        command=json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True),
        actor=Actor(subject=said.by.subject, capacity=said.by.capacity, body=said.by.body),
        occurred_at=said.occurred_at,
        submitted_at=now,
        reason=said.reason,
        source=said.source,
        expected_version=said.at_version,
        disclosures=disclosures,
    )


def _disclosures(kind: type[Command], line: ActLine, gateway: Gateway) -> tuple[Disclosure, ...]:
    """Commit to each name or address that the line gives in plain text."""
    plain = {
        name: _name(name, value)
        for name in kind.personal
        if isinstance(value := line.fields.get(name), str) and not _COMMITMENT.match(value)
    }
    return gateway.commit(str(line.command_id), plain)


def _name(field: str, text: str) -> str:
    try:
        return clean(text)
    except ValueError as fault:
        raise MalformedError("malformed", f"field {field}: {fault}") from None
