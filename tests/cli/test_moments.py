"""As of when: positions, days and times that exist; everything else is misuse."""

from datetime import UTC, date, datetime

import pytest

from cli.exits import Exit
from cli.main import console
from cli.moments import AsOf, day_of, moment_of

LAW = "model-law/2026-900"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("41", 41),
        ("2026-06-12", datetime(2026, 6, 12, 23, 59, 59, 999999, tzinfo=UTC)),
        ("9999-12-31", datetime.max.replace(tzinfo=UTC)),
        ("2026-06-12T09:00Z", datetime(2026, 6, 12, 9, tzinfo=UTC)),
        ("2026-06-12T09:00", datetime(2026, 6, 12, 9, tzinfo=UTC)),
        ("2026-06-12T09:00+04:00", datetime(2026, 6, 12, 5, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_position_a_day_or_a_time(text: str, means: object) -> None:
    assert moment_of(text) == means


def test_nothing_asked_is_now() -> None:
    assert moment_of(None) is None
    assert day_of("2026-06-12", asked="--effective") == date(2026, 6, 12)


@pytest.mark.parametrize("text", ["2026-02-30", "soon", ""])
@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["show", LAW], "--effective"),
        (["steps", LAW], "--on"),
        (["path", "national-track/2026-900/az"], "--on"),
        (["dead-zones"], "--on"),
        (["plan", LAW], "--target"),
    ],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_every_command_takes_a_day_alike_and_says_so_before_it_looks_at_the_register(
    words: list[str], option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert console([*words, option, text, "--data", "/nowhere"]) == Exit.USAGE

    said = f"{option} takes a day, as 2026-06-12, not {text!r}"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--at", "--recorded", "--effective"])
@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "0001-01-00", "soon"])
def test_a_day_that_does_not_exist_is_refused(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert console(["show", LAW, option, text, "--data", "/nowhere"]) == Exit.USAGE

    assert f"not '{text}'" in capsys.readouterr().err


def test_a_time_before_all_times_is_refused() -> None:
    words = ["show", LAW, "--at", "0001-01-01T00:00+05:00", "--data", "/nowhere"]

    assert console(words) == Exit.USAGE


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (AsOf(position=228, moment=228), "as of: what was recorded up to position 228"),
        (
            AsOf(position=228, moment=datetime(2026, 6, 12, 9, tzinfo=UTC)),
            "as of: what was recorded by 2026-06-12 09:00Z (position 228)",
        ),
        (
            AsOf(position=228, moment=228, effective=date(2026, 5, 1)),
            "as of: what was recorded up to position 228 and had happened by 2026-05-01",
        ),
        (
            AsOf(position=395, effective=date(2026, 5, 1)),
            "as of: what had happened by 2026-05-01",
        ),
    ],
)
def test_an_answer_about_the_past_says_of_when_it_is(asked: AsOf, line: str) -> None:
    assert asked.lines() == [line]


def test_an_answer_about_now_needs_no_such_line() -> None:
    assert AsOf(position=395).lines() == []
