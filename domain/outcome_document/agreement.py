"""Agreement: the plenary session takes the text as its own, or the draft is dropped."""

import re
from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from domain.acting import Acting, Record
from domain.case import Elsewhere
from domain.irregularities import IrregularityRecorded, with_reason
from domain.messages import Command, Dated, Event, Sha256, Text, VoteName
from domain.outcome_document.state import OutcomeDocument, plenary_of
from domain.plenary_session.citing import not_put
from domain.plenary_session.documents import OutcomeDocumentSettled
from domain.plenary_session.outcome import OutcomeDocumentRecorded
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal, no_right, not_in_order
from domain.replacing import replace
from domain.rules import Rules
from domain.stages import Stage
from domain.submission import Capacity
from domain.vote.state import Vote

DECISION = "plenary.decision"
ON_THE_WHOLE = ("final_vote", "decision")
"""The kinds of vote by which a whole text is taken."""


class AgreeOutcomeDocument(Command):
    """The chair declares the text agreed, by the vote that adopted it."""

    by: ClassVar = (Capacity.CHAIR,)
    rule: ClassVar = DECISION
    type: Literal["AgreeOutcomeDocument"] = "AgreeOutcomeDocument"
    edition: int = Field(ge=1)
    sha256: Sha256 | None = None
    vote: VoteName | None = None


class OutcomeDocumentAgreed(Dated):
    """The plenary session has agreed on this text."""

    type: Literal["OutcomeDocumentAgreed"] = "OutcomeDocumentAgreed"
    edition: int
    sha256: Sha256 | None = None
    vote: VoteName | None = None


class DropOutcomeDocument(Command):
    """The chair declares that there will be no such document; after the closing also the Council.

    By then the chair is whoever is the Chair-in-Office.
    """

    by: ClassVar = (Capacity.CHAIR, Capacity.COUNCIL)
    type: Literal["DropOutcomeDocument"] = "DropOutcomeDocument"
    grounds: Text


class OutcomeDocumentDropped(Dated):
    """The draft was dropped."""

    type: Literal["OutcomeDocumentDropped"] = "OutcomeDocumentDropped"
    grounds: Text


def agree(
    command: AgreeOutcomeDocument,
    document: OutcomeDocument,
    acting: Acting,
    rules: Rules,
    record: Record,
) -> Sequence[Event | Elsewhere] | Refusal:
    """Agree on the latest text by a vote on it; without a vote on record a reason is needed."""
    if document.stage is not Stage.DRAFTED:
        return not_in_order(f"{document.stream} is {document.stage.value}")
    plenary = record.case(document.plenary_session, PlenarySession)
    if plenary.stage is not Stage.OPEN:
        return not_in_order(f"{plenary.stream} does not sit: it cannot agree on a text")
    if (command.edition, command.sha256) != (document.edition, document.sha256):
        return Refusal(
            code="other-edition",
            sentence=f"the text of {document.stream} is edition {document.edition} with hash "
            f"{document.sha256 or 'not on record'}",
        )
    if command.vote is None:
        excused = _without_vote(document, acting, rules)
    else:
        excused = _wrong_vote(command.vote, document, rules, record) or []
    if isinstance(excused, Refusal):
        return excused
    recorded = OutcomeDocumentRecorded(
        number=plenary.number,
        sequence=document.sequence,
        form=document.form,
        title=document.title,
    )
    told = command.model_dump(exclude={"type"})
    return [
        OutcomeDocumentAgreed.model_validate(told),
        *excused,
        Elsewhere(plenary.stream, recorded),
    ]


def _without_vote(
    document: OutcomeDocument, acting: Acting, rules: Rules
) -> Sequence[IrregularityRecorded] | Refusal:
    """Take an agreement of which no vote is on record for what it is: irregular."""
    sentence = f"no vote is on record by which {document.stream} was agreed"
    found = with_reason(DECISION, sentence, acting, rules)
    return found if isinstance(found, Refusal) else [found]


def _wrong_vote(
    vote: str, document: OutcomeDocument, rules: Rules, record: Record
) -> Refusal | None:
    """Say why a vote did not decide this."""
    plenary = record.case(document.plenary_session, PlenarySession)
    refusal = not_put(vote, plenary, record, outcome="adopted", kinds=ON_THE_WHOLE)
    if refusal is not None:
        return refusal
    put = record.case(vote, Vote)
    if put.about != document.stream:
        return not_in_order(f"{vote} was not about {document.stream}")
    if put.sha256 not in {None, document.sha256}:
        return Refusal(
            code="other-edition", sentence=f"{vote} adopted another text of {document.stream}"
        )
    return _under_another_rule(put, document, rules)


def _under_another_rule(put: Vote, document: OutcomeDocument, rules: Rules) -> Refusal | None:
    """Refuse a vote that was counted by another rule than the form of the document asks for."""
    kind = re.sub(r"[^a-z]+", "_", document.form.casefold())
    wanted = rules.scoped(DECISION, document=kind, question=put.kind)
    if rules.scoped(DECISION, document=put.document_type, question=put.kind) == wanted:
        return None
    return not_in_order(
        f"{put.stream} was not put as one on a document of the type {kind}, "
        f"for which {wanted} holds",
        citation=rules.cite(wanted),
    )


def drop(
    command: DropOutcomeDocument, document: OutcomeDocument, acting: Acting, record: Record
) -> Sequence[Event | Elsewhere] | Refusal:
    """Drop a draft on which nobody agreed."""
    plenary = record.case(plenary_of(document.stream), PlenarySession)
    if acting.actor.capacity is Capacity.COUNCIL and plenary.stage not in ENDED:
        return no_right(f"until {plenary.stream} is closed its chair drops a draft")
    if document.stage is not Stage.DRAFTED:
        return not_in_order(f"{document.stream} is {document.stage.value}")
    settled = OutcomeDocumentSettled(
        sequence=document.sequence, document=document.stream, outcome="dropped"
    )
    dropped = OutcomeDocumentDropped(grounds=command.grounds)
    return [dropped, Elsewhere(document.plenary_session, settled)]


def agreed(document: OutcomeDocument, event: OutcomeDocumentAgreed) -> OutcomeDocument:
    """Wait for the signature."""
    return replace(document, stage=Stage.AGREED, vote=event.vote)


def dropped(document: OutcomeDocument, _: OutcomeDocumentDropped) -> OutcomeDocument:
    """Await nothing more."""
    return replace(document, stage=Stage.DROPPED)
