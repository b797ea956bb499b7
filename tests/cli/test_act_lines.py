"""Lines of acts: read strictly, each fault in one sentence, the same content the same act."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from activities.opening import MalformedError, opened
from cli.act_lines import numbered, read_line
from cli.drafting import draft
from config.gateway import open_gateway, trusted_keys
from domain.signing import commitment

NOW = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)
LINE = {
    "act": "RecordClaim",
    "case": "model-law/2022-001",
    "by": {"subject": "secretary", "capacity": "secretariat"},
    "occurred_at": "2022-06-24",
    "source": "Press-XI",
    "claim": "the model law was adopted",
    "according_to": "Press-XI",
}


def line(**changed: object) -> bytes:
    said = {name: value for name, value in {**LINE, **changed}.items() if value is not ...}
    return json.dumps(said).encode()


def fault_of(text: bytes, data: Path) -> MalformedError:
    with pytest.raises(MalformedError) as caught:
        draft(read_line(text), open_gateway(data), NOW)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (b'{"act": ', "malformed", "no JSON object"),
        (b"[1, 2]", "malformed", "no JSON object"),
        (b'{"act": "A", "act": "B"}', "malformed", "a key stands twice"),
        (b'{"a":' * 20_000, "malformed", "nested too deeply"),
        (b'{"act": "\xff"}', "malformed", "not UTF-8: byte 10 is wrong"),
        (line(act="AdoptEverything"), "unknown-act", "there is no act 'AdoptEverything'"),
        (line(act="PassDeadline", key="x"), "unknown-act", "there is no act"),
        (line(act=...), "malformed", "field act: is missing"),
        (line(weather="fine"), "malformed", "field weather: there is no such field"),
        (line(type="RecordClaim"), "malformed", "field type"),
        (line(claim=["one", "two"]), "malformed", "field claim: should be text"),
        (line(case="ministry/12"), "unknown-case", "names no case"),
        (line(case="model-law/../assembly"), "unknown-case", "names no case"),
        (line(occurred_at="2022-02-30"), "malformed", "does not exist in the calendar"),
        (line(occurred_at="yesterday"), "malformed", "no month (2021-09)"),
        (line(claim="x" * 100_000), "too-large", "50000 are allowed"),
        (line(claim="nul \0 byte"), "malformed", "character 5 is a control character (U+0000)"),
        (line(claim="half \ud83d"), "malformed", "half of a surrogate pair (U+D83D)"),
        (line(source="half \ud83d"), "malformed", "half of a surrogate pair"),
        (line(reason="nul \0"), "malformed", "control character"),
        (
            line(by={"subject": "a\0", "capacity": "chair"}),
            "malformed",
            "control character",
        ),
        (
            line(by={"subject": "a", "capacity": "committee", "body": "\ud83d"}),
            "malformed",
            "half of a surrogate pair",
        ),
        (line(by={"subject": "x", "capacity": "king"}), "malformed", "field by.capacity"),
        (line(by={"subject": "x", "capacity": "clock"}), "malformed", "act as the clock"),
        (line(by={"subject": "x", "capacity": "chair", "rank": 1}), "malformed", "by.rank"),
        (line(id="not-a-uuid"), "malformed", "field id"),
        (line(at_version="three"), "malformed", "field at_version"),
    ],
)
def test_each_bad_line_has_a_code_and_a_clear_sentence(
    text: bytes, code: str, words: str, tmp_path: Path
) -> None:
    fault = fault_of(text, tmp_path)

    assert fault.code == code
    assert words in fault.sentence
    assert "pydantic" not in fault.sentence
    assert len(fault.sentence) < 600


def test_a_good_line_becomes_a_submission_that_the_worker_accepts(tmp_path: Path) -> None:
    drafted = draft(read_line(line()), open_gateway(tmp_path), NOW)

    command = opened(drafted.submission, trusted_keys(tmp_path))
    assert command.type == "RecordClaim"
    assert drafted.submission.source == "Press-XI"
    assert not drafted.relative


def test_the_id_follows_from_the_content_and_not_from_its_form() -> None:
    turned = json.dumps(dict(reversed(LINE.items())), indent=2).replace("\n", " ").encode()

    assert read_line(line()).command_id == read_line(turned).command_id
    assert read_line(line()).command_id != read_line(line(claim="something else")).command_id


def test_an_id_that_a_line_brings_is_kept() -> None:
    given = "0b8a3b1e-66a4-4f0e-9d43-1b3e1c9b1a55"

    assert read_line(line(id=given)).command_id == UUID(given)


def test_a_repetition_has_the_same_request_hash(tmp_path: Path) -> None:
    gateway = open_gateway(tmp_path)
    first = draft(read_line(line()), gateway, NOW).submission
    second = draft(read_line(line()), gateway, datetime(2027, 1, 1, tzinfo=UTC)).submission

    assert first.command_id == second.command_id
    assert first.request_hash == second.request_hash


def test_personal_fields_travel_as_commitments(tmp_path: Path) -> None:
    person = line(
        act="RegisterPerson",
        case="assembly",
        subject="az-1",
        name="A. Name",
        contact="a@example.org",
        claim=...,
        according_to=...,
    )
    submission = draft(read_line(person), open_gateway(tmp_path), NOW).submission

    assert "A. Name" not in submission.command
    assert "a@example.org" not in submission.command
    told = json.loads(submission.command)
    assert {each.field: commitment(each) for each in submission.disclosures} == {
        "name": told["name"],
        "contact": told["contact"],
    }


def test_a_relative_time_is_counted_when_sent_but_does_not_change_the_id(tmp_path: Path) -> None:
    text = line(
        act="ExtendDeadline",
        name="report",
        until="now+PT1M4S",
        authority="the Council",
        claim=...,
        according_to=...,
    )
    drafted = draft(read_line(text), open_gateway(tmp_path), NOW)

    assert drafted.relative
    assert json.loads(drafted.submission.command)["until"] == "2026-06-12T09:31:04+00:00"
    assert drafted.submission.command_id == read_line(text).command_id


def test_words_that_only_look_like_a_relative_time_stay_words(tmp_path: Path) -> None:
    drafted = draft(read_line(line(claim="now+PT4S")), open_gateway(tmp_path), NOW)

    assert not drafted.relative
    assert json.loads(drafted.submission.command)["claim"] == "now+PT4S"


def test_a_relative_time_that_says_nothing_is_refused(tmp_path: Path) -> None:
    text = line(
        act="ExtendDeadline",
        name="report",
        until="now+P",
        authority="the Council",
        claim=...,
        according_to=...,
    )

    assert "write now+PT4S" in fault_of(text, tmp_path).sentence


def test_empty_lines_are_passed_over_and_still_counted() -> None:
    lines = [b"\xef\xbb\xbf{}\n", b"\n", b"  \r\n", b"{}\n"]

    assert [number for number, _ in numbered(lines)] == [1, 4]
