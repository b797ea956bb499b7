"""The story of one law in the invented assembly Quick, as steps that every test may take."""

from datetime import UTC, datetime, timedelta

from domain.submission import Actor, Capacity
from tests.house import SECRETARY, House, Step

LAW, OTHER_LAW = "model-law/2026-001", "model-law/2026-002"
LEGAL, SOCIAL = "committee-review/2026-001/legal", "committee-review/2026-001/social"
PLENARY, VOTE = "plenary-session/1", "vote/1/1"
TRACKS = tuple(f"national-track/2026-001/{parliament}" for parliament in ("aa", "bb", "cc"))
TEXT = "a" * 64
DAY = "2026-03-02"

CHAIR = Actor(subject="aa-chair", capacity=Capacity.CHAIR)
NEXT_CHAIR = Actor(subject="bb-chair", capacity=Capacity.CHAIR)


def head(parliament: str) -> Actor:
    """Return the head of a delegation."""
    return Actor(subject=f"{parliament}-head", capacity=Capacity.DELEGATION, body=parliament)


def member(parliament: str, committee: str) -> Actor:
    """Return who sits for a parliament in a committee; the one of aa presides."""
    subject = f"{parliament}-{committee}"
    return Actor(subject=subject, capacity=Capacity.COMMITTEE, body=committee)


def step(
    act: str, case: str = LAW, by: Actor = SECRETARY, *, on: str = DAY, **fields: object
) -> Step:
    """Return one act."""
    return Step(act, case, by, on, fields)


def _office(holder: Actor, **fields: object) -> Step:
    taken = holder.model_dump(mode="json", include={"subject", "capacity", "body"})
    return Step("TakeOffice", "assembly", SECRETARY, "2020-01-01", {**taken, **fields})


OFFICES = (
    _office(CHAIR, parliament="aa", presides=True),
    *(_office(head(each)) for each in ("aa", "bb", "cc")),
    *(
        _office(member(each, committee), parliament=each, presides=each == "aa")
        for committee in ("legal", "social")
        for each in ("aa", "bb", "cc")
    ),
)


async def seated(house: House) -> None:
    """Found the assembly and seat its office-holders."""
    await house.found()
    await house.record(*OFFICES)


def drafted(law: str = LAW) -> tuple[Step, ...]:
    """Return the way to a first edition, proposed by aa."""
    return (
        step("TitleModelLaw", law, title="Water", proposer="aa"),
        step("ProposeModelLaw", law, head("aa")),
        step("SubmitDraft", law, head("aa"), edition=1, sha256=TEXT),
    )


def referred(
    *committees: str,
    law: str = LAW,
    report_by: datetime | None = None,
    remind_at: datetime | None = None,
) -> Step:
    """Return a referral; without a day the rules of Quick give three seconds."""
    days = {"report_by": report_by, "remind_at": remind_at}
    told = {key: None if at is None else at.isoformat() for key, at in days.items()}
    return Step("ReferToCommittee", law, SECRETARY, DAY, {"committees": committees, **told})


def reported(committee: str = "legal") -> tuple[Step, ...]:
    """Return the way from the referral to the report."""
    review = f"committee-review/2026-001/{committee}"
    return (
        step("AppointRapporteur", review, member("aa", committee), rapporteur=f"cc-{committee}"),
        step("ExamineDraft", review, member("cc", committee)),
        step("ApproveEdition", review, member("bb", committee), edition=1, sha256=TEXT),
        step("ApproveEdition", review, member("cc", committee), edition=1, sha256=TEXT),
        step("ReportToPlenary", review, member("aa", committee), edition=1),
    )


ITEM = {"number": 1, "title": "Water", "about": LAW}
SITTING = (
    step(
        "PlanPlenarySession",
        PLENARY,
        number=1,
        first_day="2026-05-12",
        last_day="2026-05-12",
        city="Anytown",
        host="aa",
    ),
    step("ConvenePlenarySession", PLENARY),
    step("OpenCouncilMeeting", PLENARY, CHAIR, on="2026-05-11"),
    step("ClearOrderOfBusiness", PLENARY, CHAIR, on="2026-05-11", items=[ITEM]),
    step(
        "TransferChairmanship",
        PLENARY,
        CHAIR,
        on="2026-05-11",
        to="bb",
        subject=NEXT_CHAIR.subject,
        official_name="Chair from Brookland (invented)",
    ),
    step("RecordAttendance", PLENARY, on="2026-05-12", present=["aa", "bb", "cc"]),
    step("OpenPlenarySession", PLENARY, NEXT_CHAIR, on="2026-05-12"),
)
VOTE_CALLED = step(
    "OpenVote",
    VOTE,
    NEXT_CHAIR,
    on="2026-05-12",
    question="Adoption of the model law on water",
    kind="final_vote",
    about=LAW,
    edition=1,
    sha256=TEXT,
)
ADOPTED = (
    *(step("CastBallot", VOTE, head(p), on="2026-05-12", choice="for") for p in ("aa", "bb", "cc")),
    step("CloseVote", VOTE, NEXT_CHAIR, on="2026-05-12"),
    step("AnnounceResult", VOTE, NEXT_CHAIR, on="2026-05-12", outcome="adopted"),
    step("AdoptModelLaw", LAW, NEXT_CHAIR, on="2026-05-12", edition=1, sha256=TEXT),
)


async def adopted(house: House) -> None:
    """Seat the assembly and record the way of the law to its adoption, without any workflow."""
    await seated(house)
    await house.record(*drafted())
    report = referred("legal", report_by=datetime.now(UTC) + timedelta(hours=1))
    await house.record(report, *reported(), *SITTING, VOTE_CALLED, *ADOPTED)


CLOSED = (
    step("ClosePlenarySession", PLENARY, NEXT_CHAIR, on="2026-05-12"),
    step("DraftMinutes", PLENARY, on="2026-05-20"),
    step("ApproveMinutes", PLENARY, NEXT_CHAIR, on="2026-05-27"),
    step("ArchivePlenarySession", PLENARY, on="2026-06-01"),
)


def transmitted(reply_by: datetime) -> tuple[Step, ...]:
    """Return publication and transmission; nobody is reminded before the last second."""
    return (
        step("PublishModelLaw", on="2026-05-21", reference="Collected texts 1 (invented)"),
        step("TransmitModelLaw", on="2026-05-22", reply_by=reply_by.isoformat()),
    )


NO_DATA = tuple(
    each
    for track in TRACKS
    for each in (
        step("RecordNoData", track, on="2026-09-01", asked="2026-08-01", grounds="No answer"),
        step("ConcludeNationalTrack", track, on="2026-09-02"),
    )
)
