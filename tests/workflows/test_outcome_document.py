"""An outcome document is a case of its own: it waits for the vote, the signature, the printer."""

from temporalio.client import WorkflowExecutionStatus

from domain.submission import Refused
from tests.house import House, until
from tests.workflows.story import CHAIR, NEXT_CHAIR, PLENARY, SITTING, VOTE, head, seated, step

DOCUMENT, DAY = "outcome-document/1/1", "2026-05-12"
TEXT = "d" * 64
AGENDA = step(
    "ClearOrderOfBusiness",
    PLENARY,
    CHAIR,
    on="2026-05-11",
    items=[{"number": 1, "title": "Declaration"}],
    sub_items=[{"place": "1.1", "title": "Its annexes"}],
)
PREPARED = tuple(AGENDA if each.act == AGENDA.act else each for each in SITTING[:-1])
DRAFTED = step(
    "DraftOutcomeDocument",
    DOCUMENT,
    on=DAY,
    form="Declaration",
    title="Anytown Declaration",
    sha256=TEXT,
)
VOTED = (
    step(
        "OpenVote",
        VOTE,
        NEXT_CHAIR,
        on=DAY,
        question="Shall the declaration be adopted?",
        kind="decision",
        about=DOCUMENT,
        sha256=TEXT,
    ),
    *(step("CastBallot", VOTE, head(each), on=DAY, choice="for") for each in ("aa", "bb", "cc")),
    step("CloseVote", VOTE, NEXT_CHAIR, on=DAY),
    step("AnnounceResult", VOTE, NEXT_CHAIR, on=DAY, outcome="adopted"),
)
AGREED = step(
    "AgreeOutcomeDocument", DOCUMENT, NEXT_CHAIR, on=DAY, edition=1, sha256=TEXT, vote=VOTE
)
SIGNED = step("SignOutcomeDocument", DOCUMENT, NEXT_CHAIR, on=DAY, sha256=TEXT)
PUBLISHED = step(
    "PublishOutcomeDocument", DOCUMENT, on="2026-06-02", reference="Texts 1 (invented)"
)


async def has_ended(house: House, case: str) -> bool:
    described = await house.client.get_workflow_handle(case).describe()
    return described.status is WorkflowExecutionStatus.COMPLETED


async def test_a_document_waits_from_stage_to_stage_and_ends_when_it_is_published(
    house: House,
) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*PREPARED)
        await house.tell(SITTING[-1], DRAFTED)
        first = await house.run_id(DOCUMENT)
        early = await house.act(
            "AgreeOutcomeDocument",
            DOCUMENT,
            NEXT_CHAIR,
            on=DAY,
            edition=1,
            sha256=TEXT,
            vote=VOTE,
        )
        await house.tell(*VOTED, AGREED, SIGNED)
        still = await house.is_running(DOCUMENT)
        await house.tell(PUBLISHED)
        await until(lambda: has_ended(house, DOCUMENT))

    assert isinstance(early, Refused)
    assert early.sentence == "vote/1/1 is no vote of plenary-session/1"
    assert still
    assert await house.run_id(DOCUMENT) == first, "one run from the draft to the publication"
    assert await house.events(DOCUMENT) == [
        "OutcomeDocumentDrafted",
        "OutcomeDocumentAgreed",
        "OutcomeDocumentSigned",
        "OutcomeDocumentPublished",
    ]
    assert await house.has(
        PLENARY, "OutcomeDocumentAwaited", "OutcomeDocumentRecorded", "OutcomeDocumentSettled"
    )


async def test_the_plenary_session_opens_the_workflow_of_a_document_again(house: House) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*PREPARED, DRAFTED)
        await house.tell(SITTING[-1])
        await until(lambda: house.is_running(DOCUMENT))

    assert await house.events(DOCUMENT) == ["OutcomeDocumentDrafted"]
