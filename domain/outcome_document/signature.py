"""Signature and publication: the chair signs the text agreed, the Secretariat publishes it."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.irregularities import excused
from domain.messages import Command, Dated, Event, Key, Sha256, Text
from domain.model_law.state import ModelLaw
from domain.outcome_document.state import OutcomeDocument
from domain.plenary_session.chairmanship import not_in_its_chair
from domain.plenary_session.documents import OutcomeDocumentSettled
from domain.plenary_session.state import PlenarySession
from domain.refusal import Refusal, not_in_order
from domain.replacing import replace
from domain.stages import Stage
from domain.submission import Capacity

BY_ITS_CHAIR = "signed-by-its-chair"
ADOPTED = frozenset(
    {Stage.ADOPTED, Stage.PUBLISHED, Stage.TRANSMITTED, Stage.MONITORED, Stage.CONCLUDED}
)
"""The stages of a model law that the plenary has adopted."""


class SignOutcomeDocument(Command):
    """The chair signs the text that was agreed, known by its hash."""

    by: ClassVar = (Capacity.CHAIR,)
    type: Literal["SignOutcomeDocument"] = "SignOutcomeDocument"
    sha256: Sha256 | None = None


class OutcomeDocumentSigned(Dated):
    """The document is signed."""

    type: Literal["OutcomeDocumentSigned"] = "OutcomeDocumentSigned"
    signed_by: Key
    sha256: Sha256 | None = None


class PublishOutcomeDocument(Command):
    """The Secretariat publishes the document."""

    by: ClassVar = (Capacity.SECRETARIAT,)
    type: Literal["PublishOutcomeDocument"] = "PublishOutcomeDocument"
    reference: Text


class OutcomeDocumentPublished(Dated):
    """The document is published."""

    type: Literal["OutcomeDocumentPublished"] = "OutcomeDocumentPublished"
    reference: Text


def sign(
    command: SignOutcomeDocument, document: OutcomeDocument, acting: Acting, record: Record
) -> Sequence[Event] | Refusal:
    """Sign exactly the text that was agreed, when every annexed model law is adopted.

    Another chair than that of the plenary session signs with a reason.
    """
    if document.stage is not Stage.AGREED:
        return not_in_order(f"{document.stream} is {document.stage.value}: nothing is agreed")
    if command.sha256 != document.sha256:
        return Refusal(
            code="other-edition",
            sentence=f"the text agreed has the hash {document.sha256 or 'not on record'}",
        )
    for name in document.annexes:
        law = record.case(name, ModelLaw)
        if law.stage not in ADOPTED:
            return not_in_order(f"{name} is annexed and {law.stage.value}: adopt it first")
    signed = OutcomeDocumentSigned(signed_by=acting.actor.subject, sha256=document.sha256)
    plenary = record.case(document.plenary_session, PlenarySession)
    if (other := not_in_its_chair(plenary, acting, record)) is None:
        return [signed]
    excused_by = excused(BY_ITS_CHAIR, f"{other.sentence}, and another signs", acting)
    return excused_by if isinstance(excused_by, Refusal) else [signed, excused_by]


def publish(
    command: PublishOutcomeDocument, document: OutcomeDocument
) -> Sequence[Event | Elsewhere] | Refusal:
    """Publish what is signed."""
    if document.stage is not Stage.SIGNED:
        return not_in_order(f"{document.stream} is {document.stage.value}: it is not signed")
    settled = OutcomeDocumentSettled(
        sequence=document.sequence, document=document.stream, outcome="published"
    )
    published = OutcomeDocumentPublished(reference=command.reference)
    return [published, Elsewhere(document.plenary_session, settled)]


def signed(document: OutcomeDocument, event: OutcomeDocumentSigned) -> OutcomeDocument:
    """Wait for the publication."""
    return replace(document, stage=Stage.SIGNED, signed_by=event.signed_by)


def published(document: OutcomeDocument, event: OutcomeDocumentPublished) -> OutcomeDocument:
    """Await nothing more."""
    return replace(document, stage=Stage.PUBLISHED, reference=event.reference)
