"""The one activity on a real register: answers by position, the clock, what else was touched."""

import asyncio
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import asyncpg
import pytest
import rfc8785
from structlog.testing import capture_logs

from activities.folding import CaseFold
from activities.standing import Standings
from domain import cases
from domain.clock import clock_id
from domain.rules import PARAMETERS
from domain.submission import (
    Accepted,
    Actor,
    Answer,
    Capacity,
    Deadline,
    Failed,
    Refused,
    Standing,
    Submission,
)
from eventstore.verify import Verified, verify
from projections.all_views import VIEWS
from projections.queries import query
from projections.rebuild import check
from tests.activities.desk import Desk, acts_of
from tests.activities.wild import wild_fields
from tests.golden.add_events import HERE

LAW = "model-law/2026-001"
REVIEW = "committee-review/2026-001/legal"
HEAD = Actor(subject="aa-head", capacity=Capacity.DELEGATION, body="aa")
LEGAL = Actor(subject="aa-legal", capacity=Capacity.COMMITTEE, body="legal")
HASH = "1" * 64
OFFICES = [
    {
        "act": "TakeOffice",
        "case": "assembly",
        "by": {"subject": "secretary", "capacity": "secretariat"},
        "occurred_at": "2026-06-12",
        **office,
    }
    for office in (
        {"subject": "aa-head", "capacity": "delegation", "body": "aa"},
        {
            "subject": "aa-legal",
            "capacity": "committee",
            "body": "legal",
            "parliament": "aa",
            "presides": True,
        },
    )
]


async def draft(desk: Desk) -> None:
    """Let the delegation of aa propose a law and hand in its first edition."""
    await desk.play(OFFICES)
    for answer in (
        await desk.act("TitleModelLaw", LAW, title="On ferries", proposer="aa"),
        await desk.act("ProposeModelLaw", LAW, HEAD),
        await desk.act("SubmitDraft", LAW, HEAD, edition=1, sha256=HASH),
    ):
        assert isinstance(answer, Accepted), answer


async def refer(desk: Desk, seconds: float) -> tuple[Deadline, ...]:
    """Refer the draft to the legal committee, to report within seconds."""
    due = datetime.now(UTC) + timedelta(seconds=seconds)
    answer = await desk.act(
        "ReferToCommittee", LAW, committees=["legal"], report_by=f"{due:%FT%TZ}"
    )
    assert isinstance(answer, Accepted), answer
    return desk.awaited[REVIEW]


def codes(answers: tuple[Answer, ...]) -> list[str]:
    return [each.kind if isinstance(each, Accepted) else each.code for each in answers]


async def test_each_act_of_a_batch_is_answered_in_its_place(desk: Desk) -> None:
    answered = await desk.answered(
        "assembly",
        desk.submission("RecordClaim", "assembly", claim="one", according_to="a source"),
        desk.submission("RecordClaim", "assembly", command="{"),
        desk.submission("RecordClaim", "assembly", claim="two", according_to="a source"),
        desk.submission("Nothing", "assembly"),
        desk.submission("CloseVote", "assembly"),
        desk.submission("RecordClaim", "assembly", claim="three", according_to="a source"),
    )

    assert codes(answered.answers) == [
        "accepted",
        "malformed",
        "accepted",
        "unknown-act",
        "not-in-order",
        "accepted",
    ]
    first, _, second, _, _, third = answered.answers
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert isinstance(third, Accepted)
    versions = [each.entries[0].version for each in (first, second, third)]
    assert versions == [versions[0], versions[0] + 1, versions[0] + 2]
    assert answered.standing.version == versions[-1]
    assert answered.touched == ()


async def test_what_is_malformed_leaves_nothing_and_what_is_refused_leaves_a_refusal(
    desk: Desk,
) -> None:
    before = await desk.events()
    malformed = await desk.refused(desk.submission("RecordClaim", "assembly", command="[]"))
    unsigned = desk.submission("RecordClaim", "assembly").model_copy(update={"proof": None})
    forged = await desk.refused(unsigned)
    assert await desk.events() == before
    refused = await desk.refused(desk.submission("TitleModelLaw", LAW, HEAD, title="x"))
    (recorded,) = (await desk.events())[len(before) :]

    assert (malformed.position, forged.position) == (None, None)
    assert (recorded.type, recorded.stream) == ("CommandRefused", "refusals")
    assert refused.position == recorded.position
    assert recorded.data["code"] == refused.code == "no-right"


async def test_an_act_sent_again_gets_its_first_answer(desk: Desk) -> None:
    act = desk.submission("TitleModelLaw", LAW, title="On ferries")
    first = await desk.take(act)
    later = act.model_copy(update={"submitted_at": datetime.now(UTC)})
    again, signed_again = await desk.take(act), await desk.take(desk.gateway.sign(later))

    assert isinstance(first, Accepted)
    assert first == again == signed_again
    assert await desk.types(LAW) == ["ModelLawTitled"]


async def test_cases_that_an_act_writes_into_are_touched(desk: Desk) -> None:
    await draft(desk)
    act = desk.submission("ReferToCommittee", LAW, committees=["social", "legal"])
    answered = await desk.answered(LAW, act)

    assert answered.touched == (REVIEW, "committee-review/2026-001/social")
    assert [each.id for each in answered.standing.children] == [
        "committee-review/2026-001/social",
        REVIEW,
    ]


async def test_a_refusal_touches_no_case(desk: Desk) -> None:
    answered = await desk.answered(LAW, desk.submission("TitleModelLaw", LAW, HEAD, title="x"))

    assert answered.touched == ()
    assert answered.standing == Standing()


async def test_an_alarm_that_comes_too_early_does_nothing_and_may_come_again(desk: Desk) -> None:
    await draft(desk)
    (deadline,) = [each for each in await refer(desk, 3_600) if each.key.startswith("report")]
    before = await desk.events()
    answered = await desk.answered(REVIEW, due=[deadline])

    assert answered.asked == ()
    assert answered.standing.deadlines
    assert await desk.events() == before


async def test_an_alarm_that_nobody_listed_is_answered_and_leaves_nothing(desk: Desk) -> None:
    await draft(desk)
    await refer(desk, 3_600)
    past = datetime.now(UTC) - timedelta(hours=1)
    unlisted = Deadline(key=f"report@{past:%Y-%m-%dT%H:%M:%S.%fZ}#1", at=past)
    before = await desk.events()
    answered = await desk.answered(REVIEW, due=[unlisted])

    assert answered.asked == (unlisted.key,)
    assert await desk.events() == before


async def test_an_alarm_with_a_false_instant_cannot_pass_a_deadline_early(desk: Desk) -> None:
    await draft(desk)
    (deadline,) = [each for each in await refer(desk, 3_600) if each.key.startswith("report")]
    before = await desk.events()
    await desk.answered(REVIEW, due=[deadline.model_copy(update={"at": datetime.now(UTC)})])

    assert await desk.events() == before


async def test_an_alarm_takes_effect_once_however_often_it_comes(desk: Desk) -> None:
    await draft(desk)
    (deadline,) = [each for each in await refer(desk, 1) if each.key.startswith("report")]
    await asyncio.sleep(max(0.0, (deadline.at - datetime.now(UTC)).total_seconds()))
    answers = await asyncio.gather(
        *(desk.answered(REVIEW, due=[deadline, deadline]) for _ in range(5))
    )
    types = await desk.types(REVIEW)

    assert types.count("DeadlinePassed") == types.count("NoReportInTime") == 1
    assert {each.asked for each in answers} == {(deadline.key, deadline.key)}
    assert {each.touched for each in answers} == {(LAW,)}
    assert (await desk.types(LAW))[-1] == "CommitteeDidNotReport"
    clock = (await desk.events())[-1]
    assert clock.command == clock_id(REVIEW, deadline.key)
    assert clock.envelope["proof"] is None
    assert clock.envelope["actor"] == {
        "subject": "clock",
        "capacity": "clock",
        "body": None,
        "method": "register",
    }


async def test_an_alarm_that_meets_a_bug_is_failed_and_neither_answered_nor_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await draft(desk)
    (deadline,) = [each for each in await refer(desk, 1) if each.key.startswith("report")]
    await asyncio.sleep(max(0.0, (deadline.at - datetime.now(UTC)).total_seconds()))
    with monkeypatch.context() as patch:
        patch.setattr(cases, "decide", lambda *_: 1 / 0)
        failing = await desk.answered(REVIEW, due=[deadline])
    mended = await desk.answered(REVIEW, due=[deadline])

    assert (failing.asked, failing.failed) == ((), (deadline.key,))
    assert (mended.asked, mended.failed) == ((deadline.key,), ())


async def test_an_auditor_finds_the_request_that_was_signed(desk: Desk, superuser_url: str) -> None:
    act = desk.submission("TitleModelLaw", LAW, title="On ferries \u00e7", reason="because")
    await desk.take(act)
    connection = await asyncpg.connect(superuser_url)
    kept = await connection.fetchval(
        "SELECT request FROM command WHERE command_id = $1", act.command_id
    )
    keys = {desk.gateway.key_id: desk.gateway.public_key}
    verified = await verify(connection, keys=keys.get)
    await connection.close()

    assert hashlib.sha256(kept.encode()).hexdigest() == act.request_hash
    assert rfc8785.dumps(json.loads(kept)).decode() == kept
    assert json.loads(json.loads(kept)["command"])["title"] == "On ferries \u00e7"
    assert isinstance(verified, Verified), verified


async def come(desk: Desk, moment: datetime) -> None:
    """Wait until the register's own clock has reached a moment, as its receipts tell it."""
    while True:
        answer = await desk.act("RecordClaim", "assembly", claim="the time", according_to="tests")
        assert isinstance(answer, Accepted), answer
        if answer.recorded_at >= moment:
            return
        await asyncio.sleep(0.02)


async def test_an_act_before_an_alarm_is_judged_first_and_the_alarm_is_asked_anew(
    desk: Desk,
) -> None:
    await draft(desk)
    (deadline,) = [each for each in await refer(desk, 1) if each.key.startswith("report")]
    await come(desk, deadline.at)
    act = desk.submission("ExamineDraft", REVIEW, LEGAL)
    answered = await desk.answered(REVIEW, act, due=[deadline])
    (anew,) = [each for each in answered.standing.deadlines if each.at == deadline.at]
    await desk.answered(REVIEW, due=[anew])

    assert codes(answered.answers) == ["accepted"]
    assert answered.asked == (deadline.key,)
    assert anew.key != deadline.key
    assert (await desk.types(REVIEW))[-3:] == ["DraftExamined", "DeadlinePassed", "NoReportInTime"]


async def test_a_deadline_given_in_another_time_zone_passes_at_its_instant(desk: Desk) -> None:
    await draft(desk)
    due = datetime.now(timezone(timedelta(hours=13))) + timedelta(seconds=1)
    await desk.act("ReferToCommittee", LAW, committees=["legal"], report_by=due.isoformat())
    await desk.pass_due()
    passed = next(each for each in await desk.events() if each.type == "DeadlinePassed")

    assert passed.data["at"] == f"{due.astimezone(UTC):%FT%T.%fZ}"
    assert passed.occurred_at == passed.data["at"]


async def test_a_signed_clock_is_refused(desk: Desk) -> None:
    clock = Actor(subject="clock", capacity=Capacity.CLOCK, method="register")
    act = desk.submission("RecordClaim", "assembly", clock, claim="x", according_to="y")

    assert (await desk.refused(act)).code == "forged-clock"


async def test_an_act_submitted_in_the_future_counts_as_submitted_now(desk: Desk) -> None:
    await draft(desk)
    soon = datetime.now(UTC) + timedelta(days=400)
    act = desk.submission("ReferToCommittee", LAW, committees=["legal"], at=soon)
    answer = await desk.take(act)
    (deadline,) = [each for each in desk.awaited[REVIEW] if each.key.startswith("report")]

    assert isinstance(answer, Accepted)
    assert deadline.at < datetime.now(UTC) + timedelta(seconds=10)


@pytest.mark.parametrize("days", [2, 400])
async def test_what_has_not_happened_yet_is_not_recorded_as_done(desk: Desk, days: int) -> None:
    on = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    refusal = await desk.refused(desk.submission("TitleModelLaw", LAW, on=on, title="x"))

    assert refusal.code == "not-yet-happened"
    assert f"{on} is yet to come" in refusal.sentence
    assert refusal.position is not None


async def test_it_may_be_tomorrow_already_where_it_happened(desk: Desk) -> None:
    on = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()

    assert isinstance(await desk.act("TitleModelLaw", LAW, on=on, title="x"), Accepted)


async def test_a_month_is_taken_from_its_first_day(desk: Desk) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"

    assert isinstance(await desk.act("TitleModelLaw", LAW, on=month, title="x"), Accepted)


async def test_a_person_is_kept_apart_from_the_record(desk: Desk) -> None:
    command_id = uuid4()
    disclosed = desk.gateway.commit(
        str(command_id), {"name": "Ayla Example", "contact": "ayla@example.org"}
    )
    line = {
        "act": "RegisterPerson",
        "case": "assembly",
        "by": {"subject": "secretary", "capacity": "secretariat"},
        "occurred_at": "2026-06-12",
        "id": str(command_id),
        "subject": "aa-chair",
        "name": "Ayla Example",
        "contact": "ayla@example.org",
    }
    (answer,) = await desk.play([line])
    event = (await desk.events())[-1]
    async with desk.pool.acquire() as connection:
        rows = await connection.fetch("SELECT * FROM person ORDER BY field DESC")

    assert isinstance(answer, Accepted)
    assert [(row["position"], row["field"], row["value"], row["salt"]) for row in rows] == [
        (event.position, "name", "Ayla Example", disclosed[1].salt),
        (event.position, "contact", "ayla@example.org", disclosed[0].salt),
    ]
    assert [row["commitment"] for row in rows] == [event.data["name"], event.data["contact"]]
    assert "yla" not in json.dumps(event.envelope)


async def test_the_record_is_the_same_once_a_name_is_erased(desk: Desk, superuser_url: str) -> None:
    await desk.admit_gateway()
    await desk.play(acts_of(HERE / "acts" / "quick.jsonl")[:20])
    before, events = await desk.registrar.read_state("assembly"), await desk.events()
    connection = await asyncpg.connect(superuser_url)
    erased = await connection.execute("UPDATE person SET value = NULL, salt = NULL")
    verified = await verify(connection)
    await connection.close()

    assert erased == "UPDATE 2"
    assert isinstance(verified, Verified)
    assert await desk.events() == events
    assert await desk.registrar.read_state("assembly") == before


async def test_what_is_too_long_for_the_register_is_refused_and_not_a_failure(desk: Desk) -> None:
    names = sorted(PARAMETERS)
    long = {"value": None, "citation": "x" * 8_000}
    said = {"title": "Long rules", "valid_from": "2026-06-12", "decision": "plenary session 1"}
    first, second = (
        desk.submission("AmendRules", "assembly", command=json.dumps({**said, "parameters": each}))
        for each in (dict.fromkeys(names[:5], long), dict.fromkeys(names[5:10], long))
    )
    assert isinstance(await desk.take(first), Accepted)
    before = await desk.events()
    refusal = await desk.refused(second)

    assert refusal.code == "too-large"
    assert refusal.sentence.startswith("RulesAmended would have ")
    assert refusal.sentence.endswith(" bytes; 60000 are allowed")
    assert refusal.position is None
    assert await desk.events() == before


async def test_a_standing_is_read_as_the_register_has_it(desk: Desk) -> None:
    await draft(desk)
    await refer(desk, 3_600)
    standings = Standings(desk.registrar)

    assert (await standings.read(REVIEW)).deadlines == desk.awaited[REVIEW]
    assert await standings.read("model-law/2026-404") == Standing()


def wild(desk: Desk, line: dict[str, object]) -> list[Submission]:
    """Return an act in all the ways in which one of its fields may be wrong."""
    by = Actor.model_validate(line["by"])
    return [
        desk.submission(
            str(line["act"]),
            str(line["case"]),
            by,
            on=str(line["occurred_at"]),
            reason="a reason",
            command=json.dumps(fields),
        )
        for fields in wild_fields(line)
    ]


async def test_no_value_of_any_field_makes_an_act_fail(desk: Desk) -> None:
    await desk.admit_gateway()
    lines = acts_of(HERE / "acts" / "quick.jsonl")
    seen: set[object] = set()
    failed: list[tuple[str, str]] = []
    for line in lines:
        if line["act"] not in seen:
            seen.add(line["act"])
            acts = wild(desk, line)
            answered = await desk.answered(str(line["case"]), *acts)
            failed += [
                (act.name, act.command)
                for act, answer in zip(acts, answered.answers, strict=True)
                if isinstance(answer, Failed)
            ]
        await desk.play_line(line)

    assert failed == []
    async with desk.pool.acquire() as connection:
        for name in ("list_deadlines", "list_irregularities", "list_refusals", "open_cases"):
            await connection.fetch(query(name))
        assert {each.differing for each in await check(connection, VIEWS, CaseFold())} == {0}
        assert isinstance(await verify(connection), Verified)


async def test_a_refusal_says_no_more_than_a_person_can_read(desk: Desk) -> None:
    answers = [
        await desk.take(desk.submission("RecordClaim", "assembly", command=text))
        for text in ("{", "{}", '{"claim": 1}', '{"claim": "%s"}' % ("x" * 9_000))
    ]

    assert all(isinstance(each, Refused) and len(each.sentence) < 200 for each in answers)


async def test_what_is_malformed_is_counted_in_the_log(desk: Desk) -> None:
    with capture_logs() as said:
        for _ in range(2):
            await desk.refused(desk.submission("RecordClaim", "assembly", command="[]"))

    told = [each for each in said if each["event"] == "submission.malformed"]
    assert [(each["code"], each["count"]) for each in told] == [("malformed", 1), ("malformed", 2)]
