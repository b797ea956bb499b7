"""Drafting: the text of an outcome document is laid before the plenary session, and revised."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere, category
from domain.messages import CaseName, Command, Dated, Event, Sha256, Text
from domain.model_law.state import ModelLaw
from domain.outcome_document.state import OutcomeDocument, plenary_of, sequence_of
from domain.plenary_session.documents import OutcomeAgreementVoided, OutcomeDocumentAwaited
from domain.plenary_session.outcome import form_allowed
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, not_in_order, not_valid
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity


class DraftOutcomeDocument(Command):
    """The Secretariat lays a draft before the plenary session; model laws may be annexed to it."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    rule: ClassVar = "outcome.types"
    type: Literal["DraftOutcomeDocument"] = "DraftOutcomeDocument"
    form: Text
    title: Text
    sha256: Sha256 | None = None
    annexes: tuple[CaseName, ...] = ()


class OutcomeDocumentDrafted(Dated):
    """A draft is before the plenary session; no hash means that the text is not on record."""

    type: Literal["OutcomeDocumentDrafted"] = "OutcomeDocumentDrafted"
    plenary_session: CaseName
    sequence: int
    form: Text
    title: Text
    sha256: Sha256 | None = None
    annexes: tuple[CaseName, ...] = ()


class ReviseOutcomeDocument(Command):
    """The text of the draft is another one; what was agreed on the text before is void."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["ReviseOutcomeDocument"] = "ReviseOutcomeDocument"
    sha256: Sha256
    title: Text | None = None


class OutcomeDocumentRevised(Dated):
    """The draft has another text."""

    type: Literal["OutcomeDocumentRevised"] = "OutcomeDocumentRevised"
    edition: int
    sha256: Sha256
    title: Text


def draft(
    command: DraftOutcomeDocument,
    document: OutcomeDocument,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Begin a document under a sequence that is free, in a form that the rules know."""
    if document.exists:
        return not_in_order(f"{document.stream} is {document.stage.value}; revise it")
    plenary = record.case(plenary_of(document.stream), PlenarySession)
    sequence = sequence_of(document.stream)
    refusal = _no_place(sequence, plenary) or _not_laws(command.annexes, record)
    if refusal is not None:
        return refusal
    excused = form_allowed(command.form, acting, rules)
    if isinstance(excused, Refusal):
        return excused
    return [*_drafted(command, document.stream, plenary.stream), *excused]


def _drafted(
    command: DraftOutcomeDocument, stream: str, plenary: str
) -> Sequence[Event | Elsewhere]:
    sequence, told = sequence_of(stream), command.model_dump(exclude={"type"})
    begun = {"plenary_session": plenary, "sequence": sequence}
    awaited = OutcomeDocumentAwaited(sequence=sequence, document=stream, title=command.title)
    return [OutcomeDocumentDrafted.model_validate({**told, **begun}), Elsewhere(plenary, awaited)]


def _no_place(sequence: int, plenary: PlenarySession) -> Refusal | None:
    if not plenary.exists or plenary.stage is Stage.ARCHIVED:
        return not_in_order(f"{plenary.stream} is {plenary.stage.value or 'not on record'}")
    if sequence in plenary.outcomes:
        return Refusal(
            code="already-done",
            sentence=f"document {sequence} of plenary session {plenary.number} is "
            f"{plenary.outcomes[sequence]}; take the next sequence",
        )
    return None


def _not_laws(annexes: Sequence[str], record: Record) -> Refusal | None:
    if len(set(annexes)) < len(annexes):
        return not_valid("a text is annexed twice")
    for name in annexes:
        if category(name) != "model-law" or not record.case(name, ModelLaw).exists:
            return not_in_order(f"{name} is no model law on record: it cannot be annexed")
    return None


def revise(
    command: ReviseOutcomeDocument, document: OutcomeDocument, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Take another text until it is signed; an agreement on the text before is void.

    Once the plenary session is closed it cannot agree again: what it agreed on is final.
    """
    if document.stage not in {Stage.DRAFTED, Stage.AGREED}:
        return not_in_order(f"{document.stream} is {document.stage.value}: its text is final")
    if command.sha256 == document.sha256:
        return Refusal(code="already-done", sentence="that is its text already")
    edition, title = document.edition + 1, command.title or document.title
    revised = OutcomeDocumentRevised(edition=edition, sha256=command.sha256, title=title)
    if document.stage is not Stage.AGREED:
        return [revised]
    plenary = record.case(document.plenary_session, PlenarySession)
    if plenary.stage in ENDED:
        return not_in_order(
            f"{plenary.stream} agreed on the text of {document.stream} and is "
            f"{plenary.stage.value}: the text is final"
        )
    void = OutcomeAgreementVoided(sequence=document.sequence, document=document.stream)
    return [revised, Elsewhere(plenary.stream, void)]


def drafted(document: OutcomeDocument, event: OutcomeDocumentDrafted) -> OutcomeDocument:
    """Wait for the agreement."""
    return replace(
        document,
        stage=Stage.DRAFTED,
        title=event.title,
        plenary_session=event.plenary_session,
        sequence=event.sequence,
        form=event.form,
        edition=1,
        sha256=event.sha256,
        annexes=event.annexes,
    )


def revised(document: OutcomeDocument, event: OutcomeDocumentRevised) -> OutcomeDocument:
    """Wait for the agreement on this text."""
    return replace(
        document,
        stage=Stage.DRAFTED,
        title=event.title,
        edition=event.edition,
        sha256=event.sha256,
        vote=None,
    )
