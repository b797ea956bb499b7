"""Documents: the plenary session knows which of its outcome documents are still being made."""

from types import MappingProxyType
from typing import Literal

from domain.messages import CaseName, Dated, Text
from domain.plenary_session.state import OpenDocument, PlenarySession
from domain.replacing import replace


class OutcomeDocumentAwaited(Dated):
    """A draft of an outcome document is before the plenary session, under its sequence."""

    type: Literal["OutcomeDocumentAwaited"] = "OutcomeDocumentAwaited"
    sequence: int
    document: CaseName
    title: Text


class OutcomeDocumentSettled(Dated):
    """An outcome document is published, or was dropped."""

    type: Literal["OutcomeDocumentSettled"] = "OutcomeDocumentSettled"
    sequence: int
    document: CaseName
    outcome: Literal["published", "dropped"]


class OutcomeAgreementVoided(Dated):
    """An outcome document was revised: what was agreed on the text before is void."""

    type: Literal["OutcomeAgreementVoided"] = "OutcomeAgreementVoided"
    sequence: int
    document: CaseName


def awaited(plenary: PlenarySession, event: OutcomeDocumentAwaited) -> PlenarySession:
    """Await it."""
    document = OpenDocument(stream=event.document, title=event.title)
    documents = MappingProxyType({**plenary.documents, event.sequence: document})
    return replace(plenary, documents=documents)


def settled(plenary: PlenarySession, event: OutcomeDocumentSettled) -> PlenarySession:
    """Await it no longer; what is dropped is no outcome."""
    left = {key: each for key, each in plenary.documents.items() if key != event.sequence}
    after = replace(plenary, documents=MappingProxyType(left))
    return _without_outcome(after, event.sequence) if event.outcome == "dropped" else after


def agreement_voided(plenary: PlenarySession, event: OutcomeAgreementVoided) -> PlenarySession:
    """Have no such outcome until another text is agreed."""
    return _without_outcome(plenary, event.sequence)


def _without_outcome(plenary: PlenarySession, sequence: int) -> PlenarySession:
    kept = {key: title for key, title in plenary.outcomes.items() if key != sequence}
    return replace(plenary, outcomes=MappingProxyType(kept))
