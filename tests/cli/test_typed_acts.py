"""One act in words: what `submit` takes, and what it refuses before it looks for anything."""

import re

import pytest

from cli.act_lines import ENVELOPE
from cli.exits import ConsoleError, Exit
from cli.main import console
from cli.options import typed_as
from cli.typed_acts import field
from domain.catalogue import ACTS

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["earnest", "dry-run"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["RecordClaim"], "ACT"),
        (["--as", "chair"], "--as"),
        (["--on", "2026-06-12"], "--on"),
        (["--reason", "haste"], "--reason"),
        (["--source", ""], "--source"),
        (["--id", "0b8a3b1e-66a4-4f0e-9d43-1b3e1c9b1a55"], "--id"),
        (["--at-version", "0"], "--at-version"),
        (["--field", "claim=It rains"], "--field"),
        (["RecordClaim", "assembly", "--on", "2026-06-12"], "ACT, REF, --on"),
    ],
    ids=str,
)
def test_nothing_is_said_of_acts_beside_the_file_that_says_them(
    words: list[str], named: str, dry: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert console(["submit", *words, "--from", "/nowhere/acts.jsonl", *dry]) == Exit.USAGE

    said = capsys.readouterr().err
    assert f"all of their acts: {named} would count for none, so nothing was sent" in said


def test_going_on_is_for_a_file_of_acts(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["submit", "RecordClaim", "assembly", "--as", "secretariat/secretary", "--continue"]

    assert console([*words, "--data", "/nowhere"]) == Exit.USAGE
    assert "--continue goes with --from FILE; nothing was sent" in capsys.readouterr().err


@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["earnest", "dry-run"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            ['by:={"subject": "x", "capacity": "chair"}'],
            "by is no field of an act but said with --as",
        ),
        (["case=assembly"], "case is no field of an act but said with REF"),
        (["at_version:=3"], "at_version is no field of an act but said with --at-version"),
        (["claim=It rains", "claim=It snows"], "--field claim is given twice"),
        (["claim=It rains", 'claim:="It rains"'], "--field claim is given twice"),
    ],
    ids=str,
)
def test_a_field_is_no_part_of_the_envelope_and_said_once(
    fields: list[str], said: str, dry: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["submit", "RecordClaim", "assembly", "--as", "secretariat/secretary", *dry]
    given = [word for each in fields for word in ("--field", each)]

    assert console([*words, *given, "--data", "/nowhere"]) == Exit.USAGE
    told = capsys.readouterr().err
    assert said in told
    assert "nothing was sent" in told


def test_every_part_of_the_envelope_is_typed_by_a_word_that_submit_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert console(["submit", "--help"]) == Exit.DONE
    told = ANSI.sub("", capsys.readouterr().out)

    assert [each for each in ENVELOPE if typed_as(each) not in told] == []


def test_no_act_has_a_field_with_the_name_of_a_part_of_its_envelope() -> None:
    assert [name for name, kind in ACTS.items() if {*kind.model_fields} & {*ENVELOPE}] == []


def test_a_field_is_text_or_json() -> None:
    assert field("title=On springs = water") == ("title", "On springs = water")
    assert field("edition=2") == ("edition", "2")
    assert field('committees:=["legal"]') == ("committees", ["legal"])


@pytest.mark.parametrize("text", ["title", "=x", ":=1", "edition:=two"])
def test_a_field_that_is_neither_is_misuse(text: str) -> None:
    with pytest.raises(ConsoleError) as caught:
        field(text)

    assert caught.value.exit_code is Exit.USAGE
