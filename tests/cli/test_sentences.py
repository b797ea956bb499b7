"""Events and answers in words, and folded cases as plain values."""

from datetime import UTC, date, datetime
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest

from activities.opening import MalformedError
from cli.answers import as_row, in_words
from cli.exits import Exit
from cli.folding import folded
from cli.plain import page, plain
from cli.sending import Told
from cli.sentences import sentence, told
from domain.assembly.state import Assembly
from domain.case import OpenDeadline
from domain.catalogue import EVENTS
from domain.stages import Stage
from domain.submission import Accepted, Entry, Refused
from eventstore.work import Json, Recorded

AT = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)
ID = UUID("0b8a3b1e-66a4-4f0e-9d43-1b3e1c9b1a55")


def event(kind: str, data: dict[str, Json], *, stream: str = "assembly") -> Recorded:
    return Recorded(
        position=41,
        stream=stream,
        version=1,
        id=ID,
        type=kind,
        schema=1,
        occurred_at="2022-06-24",
        recorded_at=AT,
        command=ID,
        data=data,
        envelope={"actor": {"subject": "x", "capacity": "committee", "body": "legal"}},
    )


def test_an_event_is_a_sentence_with_who_and_when() -> None:
    said = sentence(event("DeadlinePassed", {"name": "report", "at": "2026-06-12T09:30:00Z"}))

    assert said == (
        "    41  2022-06-24  committee of legal        DeadlinePassed: report, at 2026-06-12 09:30Z"
    )


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("BallotCast", {"choice": "for", "on": "2026-05-12", "parliament": "kz"}, "kz, for"),
        (
            "ReferredToCommittee",
            {"committees": ["legal", "social"], "edition": 2, "on": "2026-05-12", "round": 1},
            "committees (legal, social), edition 2, round 1",
        ),
        (
            "ApprovalGiven",
            {"parliament": "kz", "subject": "kz", "edition": 1, "sha256": "ab" * 32},
            "kz, edition 1, sha256 abababab…",
        ),
        ("ModelLawConcluded", {"on": "2026-05-12"}, "Every track of the transmission is concluded"),
        ("CommitteeSeised", {}, "A draft was referred to the committee"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_its_facts_are_told_as_the_minutes_would(
    kind: str, data: dict[str, Json], said: str
) -> None:
    assert told(event(kind, data)) == f"{kind}: {said}"


def test_every_event_without_facts_is_told_by_what_it_means() -> None:
    meanings = [told(event(kind, {})).removeprefix(f"{kind}: ") for kind in EVENTS]

    assert all(3 < len(each) < 90 for each in meanings), max(meanings, key=len)


def test_many_parts_are_counted() -> None:
    data: dict[str, Json] = {"edition": {"number": 1, "parameters": {str(n): n for n in range(30)}}}

    said = told(event("RulesAdopted", data))
    assert said == "RulesAdopted: edition (number 1, parameters (30 parts))"


def test_a_list_of_what_has_parts_itself_is_counted() -> None:
    data: dict[str, Json] = {"procedure": {"chambers": [{"name": "Senate"}, {"name": "House"}]}}

    said = told(event("NationalProcedureRecorded", data))
    assert said == "NationalProcedureRecorded: procedure (chambers (2 parts))"


def test_a_line_break_begins_no_other_line() -> None:
    said = told(event("ClaimRecorded", {"claim": "one\n    90  2026-02-21  chair  VoteClosed"}))

    assert "\n" not in said
    assert "one 90 2026-02-21 chair VoteClosed" in said


def test_a_refusal_is_a_sentence_with_its_article() -> None:
    said = sentence(
        event(
            "CommandRefused",
            {
                "command": "CastBallot",
                "stream": "vote/1/1",
                "code": "no-vote",
                "sentence": "observers have no vote",
                "citation": "Rules, art. 5",
                "missing": [],
            },
        )
    )

    assert said.endswith(
        "CommandRefused: CastBallot on vote/1/1 was refused as no-vote: "
        "observers have no vote [Rules, art. 5]"
    )


def test_an_event_of_a_later_release_is_still_told() -> None:
    assert "this release does not know" in sentence(event("SomethingNew", {"a": 1}))


def test_the_answer_to_a_line_says_number_position_or_why() -> None:
    entry = Entry(position=41, stream="assembly", version=1, type="X", event_id=uuid4())
    accepted = Told(
        number=3, line=None, receipt=Accepted(command_id=ID, recorded_at=AT, entries=(entry,))
    )
    refused = Told(
        number=4,
        line=None,
        receipt=Refused(command_id=ID, code="no-vote", sentence="no", citation="art. 5"),
    )
    unreadable = Told(number=5, line=None, fault=MalformedError("malformed", "no JSON"))

    assert in_words(accepted) == "3\taccepted\t41"
    assert in_words(refused) == "4\trefused\tno-vote\t\t\tno (art. 5)"
    assert in_words(unreadable) == "5\tunreadable\tmalformed\t\t\tno JSON"
    assert [each.exit_code for each in (accepted, refused, unreadable)] == [
        Exit.DONE,
        Exit.REFUSED,
        Exit.REFUSED,
    ]
    assert as_row(accepted)["ok"] is True
    assert as_row(unreadable)["error"] == {
        "code": "malformed",
        "message": "no JSON",
        "citation": "none",
        "missing": [],
        "position": None,
    }


def test_a_folded_case_becomes_plain_values() -> None:
    assembly = Assembly(
        stream="assembly",
        stage=Stage.CONSTITUTED,
        deadlines=(OpenDeadline(name="report", at=AT),),
        rulings=MappingProxyType({}),
    )
    shown = plain(assembly)

    assert isinstance(shown, dict)
    assert shown["stage"] == "constituted"
    (limit,) = shown["deadlines"]
    assert limit.items() >= {
        ("name", "report"),
        ("at", "2026-06-12T09:30:00.000000Z"),
        ("reminder", None),
    }
    assert plain(date(2026, 6, 12)) == "2026-06-12"


def test_a_page_leaves_out_what_is_empty() -> None:
    assert (
        page({"title": "On springs", "items": [], "vote": {"no": 2, "open": False}})
        == [
            "title: On springs",
            "vote",
            "  no: 2",
            "  open: no",
        ]
        or page({"items": []}) == []
    )


def test_a_case_is_folded_from_its_events() -> None:
    founded = event(
        "AssemblyRenamed", {"name": "Assembly of Lowlands", "on": "2022-06-24"}, stream="assembly"
    )

    assert folded("assembly", [founded]).version == 1
