"""The outcome document's table of contents: every act and every event, by its stage file."""

from typing import TypeAlias, assert_never, get_args

from domain.acting import Acting, Record
from domain.definition import Decision, Definition
from domain.outcome_document import agreement, drafting, signature
from domain.outcome_document.state import CATEGORY, OutcomeDocument, plenary_of
from domain.plenary_session.chairmanship import not_in_its_chair
from domain.plenary_session.state import ENDED, PlenarySession
from domain.refusal import Refusal
from domain.rules import Rules

Command: TypeAlias = (
    drafting.DraftOutcomeDocument
    | drafting.ReviseOutcomeDocument
    | agreement.AgreeOutcomeDocument
    | agreement.DropOutcomeDocument
    | signature.SignOutcomeDocument
    | signature.PublishOutcomeDocument
)
Event: TypeAlias = (
    drafting.OutcomeDocumentDrafted
    | drafting.OutcomeDocumentRevised
    | agreement.OutcomeDocumentAgreed
    | agreement.OutcomeDocumentDropped
    | signature.OutcomeDocumentSigned
    | signature.OutcomeDocumentPublished
)


def decide(
    command: Command, case: OutcomeDocument, acting: Acting, rules: Rules, record: Record
) -> Decision:
    """Put an act to its stage."""
    match command:
        case drafting.DraftOutcomeDocument():
            return drafting.draft(command, case, acting, rules, record)
        case drafting.ReviseOutcomeDocument():
            return drafting.revise(command, case, record)
        case agreement.AgreeOutcomeDocument():
            return agreement.agree(command, case, acting, rules, record)
        case agreement.DropOutcomeDocument():
            return agreement.drop(command, case, acting, record)
        case signature.SignOutcomeDocument():
            return signature.sign(command, case, acting, record)
        case signature.PublishOutcomeDocument():
            return signature.publish(command, case)
        case _:
            assert_never(command)


def evolve(case: OutcomeDocument, event: Event) -> OutcomeDocument:
    """Fold an event."""
    match event:
        case drafting.OutcomeDocumentDrafted():
            return drafting.drafted(case, event)
        case drafting.OutcomeDocumentRevised():
            return drafting.revised(case, event)
        case agreement.OutcomeDocumentAgreed():
            return agreement.agreed(case, event)
        case agreement.OutcomeDocumentDropped():
            return agreement.dropped(case, event)
        case signature.OutcomeDocumentSigned():
            return signature.signed(case, event)
        case signature.OutcomeDocumentPublished():
            return signature.published(case, event)
        case _:
            assert_never(event)


def not_in_the_chair(case: OutcomeDocument, acting: Acting, record: Record) -> Refusal | None:
    """Refuse a chair who does not preside the plenary session of the document.

    After the closing its chair may have left: who is in the chair by then ends what is open.
    """
    plenary = record.case(plenary_of(case.stream), PlenarySession)
    return None if plenary.stage in ENDED else not_in_its_chair(plenary, acting, record)


def begin(stream: str) -> OutcomeDocument:
    """Return an outcome document of which nothing is recorded yet."""
    return OutcomeDocument(stream=stream)


OUTCOME_DOCUMENT: Definition[OutcomeDocument, Command, Event] = Definition(
    category=CATEGORY,
    form="outcome-document/<plenary session>/<number>",
    pattern=r"outcome-document/[1-9][0-9]*/[1-9][0-9]*",
    begin=begin,
    commands=get_args(Command),
    events=get_args(Event),
    decide=decide,
    evolve=evolve,
    opens=(drafting.DraftOutcomeDocument,),
    barred=not_in_the_chair,
)
