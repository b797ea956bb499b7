"""Outcome: the documents that the plenary session adopts, and who hosts the next one."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.assembly.parliaments import not_known
from domain.irregularities import IrregularityRecorded, breach
from domain.messages import Command, Dated, Event, Key, Text
from domain.occurred import EARLIEST, LATEST
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity


class RecordOutcomeDocument(Command):
    """The plenary session has an outcome document: a Declaration, an Appeal, a Recommendation."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "outcome.types"
    type: Literal["RecordOutcomeDocument"] = "RecordOutcomeDocument"
    form: Text
    title: Text
    sequence: int = Field(ge=1)


class OutcomeDocumentRecorded(Dated):
    """An outcome document, known by plenary session and sequence: titles repeat."""

    type: Literal["OutcomeDocumentRecorded"] = "OutcomeDocumentRecorded"
    number: int
    sequence: int
    form: Text
    title: Text


class AnnounceNextHost(Command):
    """The plenary session announces where the next one meets."""

    by: ClassVar = (Capacity.CHAIR, Capacity.SECRETARIAT)
    type: Literal["AnnounceNextHost"] = "AnnounceNextHost"
    host: Key
    year: int | None = Field(default=None, ge=EARLIEST.year, le=LATEST.year)


class NextHostAnnounced(Dated):
    """The next host is known."""

    type: Literal["NextHostAnnounced"] = "NextHostAnnounced"
    host: Key
    year: int | None = None


def record_outcome(
    command: RecordOutcomeDocument, plenary: PlenarySession, acting: Acting, rules: Rules
) -> Sequence[Event] | Refusal:
    """Record it once per sequence, in a form that the rules know."""
    if plenary.stage not in {Stage.OPEN, Stage.SUSPENDED, *ENDED}:
        return not_in_order("the plenary session has not been opened")
    if command.sequence in plenary.outcomes:
        return Refusal(
            code="already-done",
            sentence=f"document {command.sequence} of plenary session {plenary.number} is "
            f"{plenary.outcomes[command.sequence]}; take the next sequence",
        )
    if command.sequence in plenary.documents:
        return not_in_order(
            f"{plenary.documents[command.sequence].stream} is being made; agree on it there"
        )
    told = command.model_dump(exclude={"type"})
    recorded = OutcomeDocumentRecorded.model_validate({**told, "number": plenary.number})
    excused = form_allowed(command.form, acting, rules)
    return excused if isinstance(excused, Refusal) else [recorded, *excused]


def form_allowed(
    form: str, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Answer a form that the rules do not know; where they name none, every form is known."""
    forms = rules.listed("outcome.types")
    if not forms or form.casefold() in {each.casefold() for each in forms}:
        return []
    sentence = f"an outcome document is one of {', '.join(forms)}, not {form}"
    found = breach("outcome.types", sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def announce_host(
    command: AnnounceNextHost, plenary: PlenarySession, record: Record
) -> Sequence[Event] | Refusal:
    """Announce a parliament that is known, while the plenary session sits."""
    if plenary.stage is not Stage.OPEN:
        return not_in_order("the next host is announced while the plenary session sits")
    announced = NextHostAnnounced(host=command.host, year=command.year)
    return not_known(command.host, record) or [announced]


def outcome_recorded(plenary: PlenarySession, event: OutcomeDocumentRecorded) -> PlenarySession:
    """Keep the title under its sequence."""
    outcomes = MappingProxyType({**plenary.outcomes, event.sequence: event.title})
    return replace(plenary, outcomes=outcomes)


def host_announced(plenary: PlenarySession, event: NextHostAnnounced) -> PlenarySession:
    """Remember the next host."""
    return replace(plenary, next_host=event.host)
