"""Outcome documents: three forms, agreed by a vote on the exact text, signed, published."""

from datetime import date

import pytest

from domain.assembly.offices import LeaveOffice, TakeOffice
from domain.messages import Command, Event
from domain.model_law.state import ModelLaw
from domain.outcome_document.agreement import AgreeOutcomeDocument, DropOutcomeDocument
from domain.outcome_document.drafting import (
    DraftOutcomeDocument,
    OutcomeDocumentDrafted,
    ReviseOutcomeDocument,
)
from domain.outcome_document.signature import PublishOutcomeDocument, SignOutcomeDocument
from domain.outcome_document.state import OutcomeDocument, stream_of
from domain.plenary_session.closing import ClosePlenarySession
from domain.plenary_session.documents import OutcomeDocumentAwaited, OutcomeDocumentSettled
from domain.plenary_session.outcome import OutcomeDocumentRecorded, RecordOutcomeDocument
from domain.plenary_session.past import RecordPastPlenarySession
from domain.refusal import Refusal
from domain.stages import Stage
from domain.submission import Actor, Capacity
from domain.vote.announcement import AnnounceResult
from domain.vote.ballots import CastBallot
from domain.vote.closing import CloseVote
from domain.vote.opening import OpenVote
from tests.domain import astana
from tests.domain.astana import DAY, XIV, names, plenary, refused, sitting
from tests.domain.turkpa import COUNCIL, DELEGATIONS, GAFAROVA, KOSHANOV, MEMBERS, SECRETARY, play
from tests.scenario import Play

DOCUMENT, VOTE, LAW = "outcome-document/14/1", "vote/14/1", "model-law/2025-001"
TEXT, OTHER_TEXT = "a" * 64, "b" * 64
DECLARATION = DraftOutcomeDocument(form="Declaration", title="Astana Declaration", sha256=TEXT)
AGREE = AgreeOutcomeDocument(edition=1, sha256=TEXT, vote=VOTE)
SIGN = SignOutcomeDocument(sha256=TEXT)
PUBLISH = PublishOutcomeDocument(reference="Collected texts 14 (invented)")


NEXT = Actor(subject="turgunbek", capacity=Capacity.CHAIR)


def ask(
    begun: Play, command: Command, by: Actor, *, reason: str | None = None
) -> list[Event] | Refusal:
    return astana.ask(begun, command, by, reason=reason, case=DOCUMENT)


def drafted(draft: DraftOutcomeDocument = DECLARATION) -> Play:
    return astana.held(sitting(), (draft, SECRETARY), case=DOCUMENT)


def adopted(begun: Play, *, sha256: str = TEXT, about: str = DOCUMENT) -> Play:
    """Let all four delegations vote for a text."""
    put = OpenVote(question="The declaration?", kind="decision", about=about, sha256=sha256)
    ballots = ((CastBallot(choice="for"), DELEGATIONS[each]) for each in MEMBERS)
    acts = (
        (put, KOSHANOV),
        *ballots,
        (CloseVote(), KOSHANOV),
        (AnnounceResult(outcome="adopted"), KOSHANOV),
    )
    return astana.held(begun, *acts, case=VOTE)


def agreed() -> Play:
    return astana.held(adopted(drafted()), (AGREE, KOSHANOV), case=DOCUMENT)


def in_the_next_chair(begun: Play) -> Play:
    """Close the plenary session, and let the chair pass to Kyrgyzstan."""
    astana.held(begun, (ClosePlenarySession(), KOSHANOV))
    leaving = LeaveOffice(subject=KOSHANOV.subject, capacity=Capacity.CHAIR)
    taking = TakeOffice(
        subject=NEXT.subject, capacity=Capacity.CHAIR, parliament="kg", presides=True
    )
    return astana.held(begun, (leaving, SECRETARY), (taking, SECRETARY), case="assembly")


def document(begun: Play) -> OutcomeDocument:
    found = begun.case(DOCUMENT)
    assert isinstance(found, OutcomeDocument)
    return found


def test_a_document_is_drafted_agreed_signed_and_published() -> None:
    begun = drafted()
    assert document(begun).stage is Stage.DRAFTED
    assert [child.id for child in plenary(begun).children] == [DOCUMENT]

    astana.held(adopted(begun), (AGREE, KOSHANOV), case=DOCUMENT)
    assert (document(begun).stage, plenary(begun).outcomes[1]) == (
        Stage.AGREED,
        "Astana Declaration",
    )
    astana.held(begun, (SIGN, KOSHANOV), case=DOCUMENT)
    assert (document(begun).stage, document(begun).signed_by) == (Stage.SIGNED, "koshanov")
    astana.held(begun, (PUBLISH, SECRETARY), on="2025-07-01", case=DOCUMENT)
    assert document(begun).concluded
    assert plenary(begun).children == ()


def test_it_is_known_by_plenary_session_and_sequence_for_titles_repeat() -> None:
    begun = drafted()

    assert document(begun).sequence == 1
    assert stream_of(14, 2) == "outcome-document/14/2"
    again = begun.when(DECLARATION, case=stream_of(14, 2), by=SECRETARY, on="2025-06-12")
    assert not isinstance(again, Refusal)
    assert again[0] == OutcomeDocumentDrafted(
        on=DAY,
        plenary_session=XIV,
        sequence=2,
        form="Declaration",
        title="Astana Declaration",
        sha256=TEXT,
    )


@pytest.mark.parametrize("form", ["Declaration", "Appeal", "Recommendation", "appeal"])
def test_the_three_forms_of_the_agreement_are_allowed(form: str) -> None:
    assert document(drafted(DECLARATION.model_copy(update={"form": form}))).form == form


def test_another_form_is_refused_with_the_article() -> None:
    treaty = DECLARATION.model_copy(update={"form": "Treaty"})

    refusal = refused(ask(sitting(), treaty, SECRETARY))

    assert (refusal.code, refusal.citation) == ("against-the-rules", "Istanbul Agreement, art. 3")


def test_a_sequence_is_taken_once_whichever_way_it_was_recorded() -> None:
    begun = drafted()
    record = RecordOutcomeDocument(form="Appeal", title="Another", sequence=1)
    assert "is being made" in refused(astana.ask(begun, record, SECRETARY)).sentence

    other = astana.held(sitting(), (record, SECRETARY))
    refusal = refused(ask(other, DECLARATION, SECRETARY))
    assert refusal.code == "already-done"


def test_it_is_agreed_by_a_vote_on_it_that_was_won() -> None:
    begun = drafted()
    missing = refused(ask(begun, AGREE, KOSHANOV))
    assert missing.sentence == "vote/14/1 is no vote of plenary-session/14"

    elsewhere = refused(ask(adopted(drafted(), about="treaty/other"), AGREE, KOSHANOV))
    assert elsewhere.sentence == "vote/14/1 was not about outcome-document/14/1"
    other = refused(ask(adopted(drafted(), sha256=OTHER_TEXT), AGREE, KOSHANOV))
    assert other.code == "other-edition"


def test_a_form_with_a_majority_of_its_own_is_voted_on_as_that_form() -> None:
    begun = sitting()
    astana.under(begun, **{"plenary.decision[recommendation]": "fraction_of_members:2/3"})
    recommendation = DECLARATION.model_copy(update={"form": "Recommendation"})
    astana.held(begun, (recommendation, SECRETARY), case=DOCUMENT)

    refusal = refused(ask(adopted(begun), AGREE, KOSHANOV))
    assert refusal.sentence == (
        "vote/14/1 was not put as one on a document of the type recommendation, "
        "for which plenary.decision[recommendation] holds"
    )
    assert refusal.citation == "Rules, art. 9 (invented)"


def test_without_a_vote_on_record_the_agreement_needs_a_reason() -> None:
    unvoted = AGREE.model_copy(update={"vote": None})
    begun = drafted()

    refusal = refused(ask(begun, unvoted, KOSHANOV))
    assert refusal.code == "reason-needed"
    answer = ask(begun, unvoted, KOSHANOV, reason="by acclamation")
    assert names(answer) == [
        "OutcomeDocumentAgreed",
        "IrregularityRecorded",
        "OutcomeDocumentRecorded",
    ]


def test_a_revision_voids_the_agreement_and_only_the_latest_text_is_agreed() -> None:
    begun = astana.held(
        agreed(), (ReviseOutcomeDocument(sha256=OTHER_TEXT), SECRETARY), case=DOCUMENT
    )

    assert (document(begun).stage, document(begun).edition) == (Stage.DRAFTED, 2)
    assert plenary(begun).outcomes == {}
    refusal = refused(ask(begun, AGREE, KOSHANOV))
    assert refusal.code == "other-edition"


def test_what_was_agreed_revised_and_dropped_is_no_outcome() -> None:
    revise, drop = ReviseOutcomeDocument(sha256=OTHER_TEXT), DropOutcomeDocument(grounds="no")
    begun = astana.held(agreed(), (revise, SECRETARY), (drop, KOSHANOV), case=DOCUMENT)

    assert (document(begun).stage, plenary(begun).outcomes) == (Stage.DROPPED, {})


def test_nor_is_what_an_older_record_kept_when_it_was_dropped() -> None:
    begun = agreed()
    begun.given(XIV, OutcomeDocumentSettled(sequence=1, document=DOCUMENT, outcome="dropped"))

    assert plenary(begun).outcomes == {}


def test_after_the_closing_a_text_that_was_agreed_is_final() -> None:
    begun = astana.held(agreed(), (ClosePlenarySession(), KOSHANOV))

    late = refused(ask(begun, ReviseOutcomeDocument(sha256=OTHER_TEXT), SECRETARY))
    assert late.sentence == (
        "plenary-session/14 agreed on the text of outcome-document/14/1 and is closed: "
        "the text is final"
    )


def test_after_the_closing_another_chair_signs_with_a_reason() -> None:
    begun = in_the_next_chair(agreed())

    assert refused(ask(begun, SIGN, NEXT)).code == "reason-needed"
    signed = ask(begun, SIGN, NEXT, reason="the chair has passed on")
    assert names(signed) == ["OutcomeDocumentSigned", "IrregularityRecorded"]


def test_after_the_closing_its_own_chair_signs_without_a_reason() -> None:
    begun = astana.held(agreed(), (ClosePlenarySession(), KOSHANOV))

    assert names(ask(begun, SIGN, KOSHANOV)) == ["OutcomeDocumentSigned"]


@pytest.mark.parametrize("by", [NEXT, COUNCIL])
def test_after_the_closing_the_chair_in_office_or_the_council_drops_a_draft(by: Actor) -> None:
    drop = DropOutcomeDocument(grounds="nobody agreed")
    assert refused(ask(drafted(), drop, by)).code == "no-right"

    dropped = ask(in_the_next_chair(drafted()), drop, by)
    assert names(dropped) == ["OutcomeDocumentDropped", "OutcomeDocumentSettled"]


def test_a_signature_is_for_the_text_that_was_agreed() -> None:
    begun = agreed()

    other = refused(ask(begun, SignOutcomeDocument(sha256=OTHER_TEXT), KOSHANOV))
    assert other.code == "other-edition"
    early = refused(ask(drafted(), SIGN, KOSHANOV))
    assert early.code == "not-in-order"
    astana.held(begun, (SIGN, KOSHANOV), case=DOCUMENT)
    late = refused(ask(begun, ReviseOutcomeDocument(sha256=OTHER_TEXT), SECRETARY))
    assert late.sentence == "outcome-document/14/1 is signed: its text is final"


def test_only_the_chair_of_that_plenary_session_signs() -> None:
    refusal = refused(ask(agreed(), SIGN, GAFAROVA))

    assert refusal.code == "no-right"


def test_an_annexed_model_law_is_adopted_before_the_document_is_signed() -> None:
    annexing = DECLARATION.model_copy(update={"annexes": (LAW,)})
    unknown = refused(ask(sitting(), annexing, SECRETARY))
    assert unknown.sentence == f"{LAW} is no model law on record: it cannot be annexed"

    begun = sitting()
    begun.cases[LAW] = ModelLaw(stream=LAW, version=9, stage=Stage.VOTED)
    astana.held(begun, (annexing, SECRETARY), case=DOCUMENT)
    astana.held(adopted(begun), (AGREE, KOSHANOV), case=DOCUMENT)
    early = refused(ask(begun, SIGN, KOSHANOV))
    assert early.sentence == f"{LAW} is annexed and voted: adopt it first"
    begun.cases[LAW] = ModelLaw(stream=LAW, version=10, stage=Stage.ADOPTED)
    astana.held(begun, (SIGN, KOSHANOV), case=DOCUMENT)


def test_a_text_is_annexed_once() -> None:
    twice = DECLARATION.model_copy(update={"annexes": (LAW, LAW)})

    assert ask(sitting(), twice, SECRETARY) == Refusal(
        code="not-valid", sentence="a text is annexed twice"
    )


def test_a_draft_on_which_nobody_agrees_is_dropped() -> None:
    begun = drafted()
    drop = DropOutcomeDocument(grounds="no consensus")

    answer = ask(begun, drop, KOSHANOV)

    assert names(answer) == ["OutcomeDocumentDropped", "OutcomeDocumentSettled"]
    assert document(begun).concluded
    assert plenary(begun).documents == {}
    assert plenary(begun).outcomes == {}


def test_no_document_is_drafted_for_a_plenary_session_that_is_not_there_or_is_past() -> None:
    nowhere = refused(ask(play(), DECLARATION, SECRETARY))
    assert nowhere.sentence == "plenary-session/14 is not on record"

    past = RecordPastPlenarySession(
        number=14, last_day=date(2025, 6, 12), city="Astana", chair="kz"
    )
    archived = refused(ask(astana.held(play(), (past, SECRETARY)), DECLARATION, SECRETARY))
    assert archived.sentence == "plenary-session/14 is archived"


def test_a_plenary_session_knows_its_documents_by_events_of_its_own() -> None:
    begun = agreed()
    own = [event for stream, event in begun.events if stream == XIV]

    assert [e for e in own if isinstance(e, OutcomeDocumentAwaited | OutcomeDocumentRecorded)] == [
        OutcomeDocumentAwaited(on=DAY, sequence=1, document=DOCUMENT, title="Astana Declaration"),
        OutcomeDocumentRecorded(
            on=DAY, number=14, sequence=1, form="Declaration", title="Astana Declaration"
        ),
    ]
