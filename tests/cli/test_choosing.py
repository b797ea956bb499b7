"""Choosing of a list: by what its columns say, and how many at a time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cli.choosing import Asked, Page, page
from cli.exits import ConsoleError, Exit
from cli.output import Row

ROWS: list[Row] = [
    {"ref": "model-law/2026-001", "stage": "proposed", "presides": True, "body": None},
    {"ref": "model-law/2026-002", "stage": "adopted", "presides": False, "body": "a  b"},
    {"ref": "model-law/2026-003", "stage": "proposed", "presides": False, "body": ""},
]
COLUMNS = ("ref", "stage", "title")


def listed(asked: Asked, rows: list[Row] = ROWS, kind: str = "cases") -> Page:
    return page(kind, rows, asked, columns=COLUMNS, keys=("ref",))


def refs(*where: str) -> list[int]:
    return [int(str(row["ref"])[-1]) for row in listed(Asked(where=where)).rows]


def test_all_conditions_hold_for_what_is_shown() -> None:
    assert refs() == [1, 2, 3]
    assert refs("stage=proposed") == [1, 3]
    assert refs("stage=proposed", "presides=yes") == [1]
    assert refs("body=") == [1, 3]
    assert refs("body=a b") == [2], "as the list prints it"
    assert refs("title=none such") == []


def test_what_a_limit_leaves_out_is_said_and_shown_by_a_cursor() -> None:
    asked = Asked(where=("stage=proposed",), limit=1)
    first = listed(asked)
    second = listed(replace(asked, cursor=first.next_cursor))

    assert first.sentence == f"1 to 1 of 2; go on with --cursor {first.next_cursor}"
    assert [row["ref"] for row in (*first.rows, *second.rows)] == [
        "model-law/2026-001",
        "model-law/2026-003",
    ]
    assert (second.before, second.total, second.next_cursor) == (1, 2, None)
    assert listed(Asked(limit=3)).next_cursor is None


@given(total=some.integers(0, 20), limit=some.integers(1, 7), late=some.integers(0, 3))
def test_all_pages_together_are_the_list_also_of_what_comes_between_them(
    total: int, limit: int, late: int
) -> None:
    rows: list[Row] = [{"ref": number} for number in range(total)]
    shown: list[object] = []
    asked = Asked(limit=limit)
    while True:
        found = listed(asked, rows)
        shown += [row["ref"] for row in found.rows]
        if found.next_cursor is None:
            break
        asked = replace(asked, cursor=found.next_cursor)
        if len(rows) < total + late:
            rows.append({"ref": len(rows)})

    assert shown == [row["ref"] for row in rows]


def test_a_cursor_goes_on_with_its_own_list_only() -> None:
    cursor = listed(Asked(limit=1)).next_cursor

    for asked, kind in (
        (Asked(cursor=cursor), "deadlines"),
        (Asked(cursor=cursor, where=("stage=proposed",)), "cases"),
    ):
        with pytest.raises(ConsoleError) as refused:
            listed(asked, kind=kind)
        assert "goes on with `list cases`, not with another" in refused.value.sentence
    with pytest.raises(ConsoleError) as gone:
        listed(Asked(cursor=cursor), ROWS[1:])
    assert gone.value.exit_code == Exit.NOT_FOUND


@pytest.mark.parametrize("cursor", ["", "a b", "é", "AAAA", "W10", "MQ", "WzEsMiwzXQ"])
def test_a_word_that_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(ConsoleError) as refused:
        listed(Asked(cursor=cursor))

    assert "none that a list gave" in refused.value.sentence
    assert refused.value.exit_code == Exit.USAGE


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
