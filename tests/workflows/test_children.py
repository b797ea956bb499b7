"""A case opens the cases it waits for, lets them go, and is told when they move."""

from datetime import UTC, datetime, timedelta

from temporalio.client import WorkflowExecutionStatus

from domain.submission import Refused, Start
from tests.house import House, until
from tests.workflows.history_checks import Issued, commands
from tests.workflows.story import (
    ADOPTED,
    LAW,
    LEGAL,
    NO_DATA,
    PLENARY,
    SITTING,
    SOCIAL,
    TRACKS,
    VOTE,
    VOTE_CALLED,
    drafted,
    member,
    referred,
    reported,
    seated,
    step,
    transmitted,
)
from workflows.names import TASK_QUEUE

LATER = datetime.now(UTC) + timedelta(hours=2)
RETURNED = step("ReturnForRevision", LEGAL, member("aa", "legal"), remarks=["Be clear"])


async def all_running(house: House, *cases: str) -> bool:
    return all([await house.is_running(case) for case in cases])


async def has_ended(house: House, case: str) -> bool:
    described = await house.client.get_workflow_handle(case).describe()
    return described.status is WorkflowExecutionStatus.COMPLETED


async def test_a_referral_opens_a_review_in_each_committee_and_a_renewed_law_keeps_them(
    house: House,
) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        await house.client.start_workflow(
            "model-law", Start(stream=LAW, renew_at=40), id=LAW, task_queue=TASK_QUEUE
        )
        await house.tell(referred("legal", "social", report_by=LATER))
        await until(lambda: all_running(house, LEGAL, SOCIAL))
        law, review = await house.run_id(LAW), await house.run_id(LEGAL)
        await house.tell(
            *(step("RecordClaim", claim=f"claim {n}", according_to="a source") for n in range(9))
        )
        renewed, still = await house.run_id(LAW), await all_running(house, LEGAL, SOCIAL)
        await house.client.get_workflow_handle(LAW).terminate("to see what becomes of the reviews")
        await house.tell(*reported("legal")[:2])

    assert renewed != law
    assert still
    assert await house.run_id(LEGAL) == review, "no act had to open it anew"


async def test_who_watches_a_case_is_told_of_its_new_stage_whatever_his_run(house: House) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        await house.tell(referred("legal", report_by=LATER), reported("legal")[0])
        news = Issued("signal", "look_again", f"{LAW}#", [{"source": LEGAL, "version": 3}])

        async def is_told() -> bool:
            history = await house.client.get_workflow_handle(LEGAL).fetch_history()
            return news in commands(history)

        await until(is_told)


async def test_a_second_referral_to_the_same_committee_opens_its_review_anew(house: House) -> None:
    revised = step("ReviseDraft", edition=2, answers=[{"remark": 1, "text": "Now it is"}])
    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        await house.tell(referred("legal", report_by=LATER), RETURNED)
        await until(lambda: has_ended(house, LEGAL))
        first = await house.run_id(LEGAL)
        await house.tell(revised, referred("legal", report_by=LATER))
        await until(lambda: house.is_running(LEGAL))

    assert await house.run_id(LEGAL) != first
    assert (await house.events(LEGAL)).count("CommitteeSeised") == 2


async def test_a_vote_and_the_national_tracks_are_opened_and_what_is_concluded_ends(
    house: House,
) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*drafted(), referred("legal", report_by=LATER), *reported())
        await house.record(*SITTING[:-1])
        await house.tell(SITTING[-1], VOTE_CALLED)
        await until(lambda: all_running(house, PLENARY, VOTE))
        await house.tell(*ADOPTED)
        await until(lambda: has_ended(house, VOTE))
        await house.tell(*transmitted(LATER))
        await until(lambda: all_running(house, *TRACKS))
        await house.tell(*NO_DATA)
        for case in (*TRACKS, LAW):
            await until(lambda case=case: has_ended(house, case))  # type: ignore[misc]

    assert (await house.events(LAW))[-1] == "ModelLawConcluded"


async def test_an_act_after_the_conclusion_is_refused_and_the_workflow_ends_again(
    house: House,
) -> None:
    async with house.serve():
        await seated(house)
        await house.record(*drafted())
        await house.tell(step("LapseModelLaw", grounds="time"))
        await until(lambda: has_ended(house, LAW))
        first = await house.run_id(LAW)
        receipt = await house.act("HoldWorkshop", LAW, place="Anytown")
        await until(lambda: has_ended(house, LAW))

    assert isinstance(receipt, Refused)
    assert receipt.code == "not-in-order"
    assert "lapsed" in receipt.sentence
    assert await house.run_id(LAW) != first


async def test_a_refused_first_act_leaves_no_open_workflow(house: House) -> None:
    async with house.serve():
        await seated(house)
        receipt = await house.act("HoldWorkshop", LAW, place="Anytown")
        await until(lambda: has_ended(house, LAW))

    assert isinstance(receipt, Refused)
    assert receipt.code == "unknown-case"
