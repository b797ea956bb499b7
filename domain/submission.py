"""What travels between people, workflows and the register: read tolerantly, for ever.

Fields are only added, each with a default; collections are tuples; a command stays sealed text.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.stages import Stage


class Travelling(BaseModel):
    """A frozen envelope that ignores fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Capacity(StrEnum):
    """In which office somebody acts."""

    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    COUNCIL = "council"
    COMMITTEE = "committee"
    DELEGATION = "delegation"
    FOCAL_POINT = "focal-point"
    DEPOSITARY = "depositary"
    AUDITOR = "auditor"
    OBSERVER = "observer"
    GUEST = "guest"
    CLOCK = "clock"


class Actor(Travelling):
    """Who acts: an opaque id of the person, the capacity, and the body he acts for.

    `body` is the key of a parliament or of a committee; null for offices of the whole assembly.
    `method` says how the gateway knew him.
    """

    subject: str
    capacity: Capacity
    body: str | None = None
    method: str = "gateway"


class Proof(Travelling):
    """The gateway's Ed25519 signature over request hash and time of submission."""

    key_id: str
    signature: str


class Disclosure(Travelling):
    """What a commitment in the command stands for: kept apart from the record, erasable."""

    field: str
    value: str
    salt: str


class Submission(Travelling):
    """One act on its way. `stream` is the case and the workflow id; `command` is JSON text."""

    command_id: UUID
    stream: str
    name: str
    command: str
    actor: Actor
    occurred_at: str
    submitted_at: datetime
    reason: str | None = None
    source: str | None = None
    expected_version: int | None = None
    disclosures: tuple[Disclosure, ...] = ()
    request_hash: str = ""
    proof: Proof | None = None


class Entry(Travelling):
    """One event of an accepted act, as the receipt names it."""

    position: int
    stream: str
    version: int
    type: str
    event_id: UUID


class Accepted(Travelling):
    """The act took effect; `entries` are its events in order."""

    kind: Literal["accepted"] = "accepted"
    command_id: UUID
    recorded_at: datetime
    entries: tuple[Entry, ...] = ()


class Refused(Travelling):
    """The act was refused; `position` is where the refusal stands, null if it is not recorded."""

    kind: Literal["refused"] = "refused"
    command_id: UUID
    code: str
    sentence: str
    citation: str = "none"
    missing: tuple[str, ...] = ()
    position: int | None = None


class Failed(Travelling):
    """Not known: neither accepted nor refused. The same command may be sent again."""

    kind: Literal["failed"] = "failed"
    code: str = "no-answer"
    reference: str = ""


Receipt: TypeAlias = Annotated[Accepted | Refused, Field(discriminator="kind")]
Answer: TypeAlias = Annotated[Accepted | Refused | Failed, Field(discriminator="kind")]


class Deadline(Travelling):
    """A deadline still open: the key names it and the standing of its case when listed."""

    key: str
    at: datetime


class Child(Travelling):
    """A case that another case opens; `key` changes when the same case is opened anew."""

    key: str
    workflow: str
    id: str
    title: str = ""


class Standing(Travelling):
    """All that a workflow may know of its case. `version` 0: nothing is recorded."""

    version: int = 0
    stage: Stage = Stage.NOTHING
    concluded: bool = False
    deadlines: tuple[Deadline, ...] = ()
    children: tuple[Child, ...] = ()
    watchers: tuple[str, ...] = ()


class Start(Travelling):
    """How a workflow begins, and what it hands to its next run."""

    stream: str
    opened: tuple[str, ...] = ()
    renew_at: int = 1_000


class Nudge(Travelling):
    """A hint that the register has news. It carries no fact."""

    source: str
    version: int = 0


class Batch(Travelling):
    """Acts on one case that queued together, and the deadline that has fallen due."""

    stream: str
    submissions: tuple[Submission, ...] = ()
    due: tuple[Deadline, ...] = ()


class Answered(Travelling):
    """One answer per submission, by position; where the case stands; which others changed."""

    answers: tuple[Answer, ...] = ()
    standing: Standing = Standing()
    touched: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """Keys of deadlines that the register has answered; not of those that came too early."""
    failed: tuple[str, ...] = ()
    """Keys of deadlines that met a bug: to be asked again, but not at once."""
