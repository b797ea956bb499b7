"""Choosing of a list: by what its columns say, and how many."""

import pytest

from cli.choosing import chosen
from cli.exits import ConsoleError
from cli.output import Output, Row

ROWS: list[Row] = [
    {"ref": "model-law/2026-001", "stage": "proposed", "presides": True, "body": None},
    {"ref": "model-law/2026-002", "stage": "adopted", "presides": False, "body": "a  b"},
    {"ref": "model-law/2026-003", "stage": "proposed", "presides": False, "body": ""},
]
COLUMNS = ("ref", "stage", "title")


def refs(*where: str, limit: int | None = None) -> list[int]:
    found = chosen(Output(), ROWS, columns=COLUMNS, where=where, limit=limit)
    return [int(str(row["ref"])[-1]) for row in found]


def test_all_conditions_hold_for_what_is_shown() -> None:
    assert refs() == [1, 2, 3]
    assert refs("stage=proposed") == [1, 3]
    assert refs("stage=proposed", "presides=yes") == [1]
    assert refs("body=") == [1, 3]
    assert refs("body=a b") == [2], "as the list prints it"
    assert refs("title=none such") == []


def test_what_a_limit_leaves_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert refs("stage=proposed", limit=1) == [1]
    assert capsys.readouterr().err == "the first 1 of 2; a larger --limit shows more\n"
    assert refs(limit=3) == [1, 2, 3]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("stage", "--where 'stage' is no condition; write NAME=VALUE"),
        ("stge=adopted", "'stge' is none of the columns of this list (body, presides, ref, stage"),
        ("stge=adopted", "did you mean stage?"),
    ],
)
def test_a_condition_that_says_nothing_is_refused(where: str, said: str) -> None:
    with pytest.raises(ConsoleError) as refused:
        refs(where)

    assert said in refused.value.sentence
    assert refused.value.exit_code == 2
