"""What fits a terminal: words are not broken, dates and times neither cut nor folded."""

from collections.abc import Callable

import pytest

from cli.auditing import SCREEN
from cli.exits import ConsoleError, Exit
from cli.fitting import fitted
from cli.listing import COLUMNS, SCREENS
from cli.output import Output, Row, report

LAW = "model-law/2026-900"
REVIEW = "committee-review/2026-900/environment"


@pytest.fixture
def lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], list[str]]:
    """What stands on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("cli.output.on_terminal", lambda *_: True)

    def seen() -> list[str]:
        told = capsys.readouterr()
        return [line.rstrip() for line in (told.out + told.err).splitlines()]

    return seen


def test_a_deadline_keeps_its_time_in_one_piece(lines: Callable[[], list[str]]) -> None:
    row: Row = {
        "ref": REVIEW,
        "name": "national.to-head-of-state",
        "due": "2026-11-29T20:03:00.000000Z",
        "standing": "historical",
    }

    Output().rows([row], columns=("ref", "name", "due", "standing"), screen=SCREENS["deadlines"])

    shown = lines()
    assert shown[1].startswith("2026-11-29 20:03Z  historical  national.to-head-of-state")
    assert max(map(len, shown)) <= 80


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_a_terminal_shows_all_that_a_pipe_is_given(kind: str) -> None:
    told = {name: name for name in COLUMNS[kind]}
    odd: Row = {**told, "irregularities": 7, "as": f"{told.get('capacity')}:body/subject"}

    shown = " ".join(show(odd) for show in SCREENS[kind].values())
    assert [name for name in told if str(odd[name])[:16] not in shown] == []


def test_a_case_is_told_in_two_lines(lines: Callable[[], list[str]]) -> None:
    row: Row = {
        "ref": REVIEW,
        "stage": "no-report-in-time",
        "title": "Model law on shared pastures (fictional)",
        "next_deadline": "2026-11-29T20:03:00.000000Z",
        "irregularities": 1,
        "position": 310,
    }

    Output().rows([row, {**row, "next_deadline": None}], columns=(), screen=SCREENS["cases"])

    assert lines()[1:] == [
        f"310       {REVIEW}: no-report-in-time",
        "          Model law on shared pastures (fictional) (due 2026-11-29 20:03Z, 1",
        "          irregularity)",
        f"310       {REVIEW}: no-report-in-time",
        "          Model law on shared pastures (fictional) (1 irregularity)",
    ]


def test_an_explanation_shows_the_event_and_the_whole_day(lines: Callable[[], list[str]]) -> None:
    row: Row = {
        "position": 182,
        "occurred": "2026-03-05",
        "by": "committee of environment",
        "field": "stage",
        "before": None,
        "after": "returned",
        "what": "CommitteeReturned: environment, remarks (" + "Animals drink too, " * 6 + ")",
    }

    Output().rows([row], columns=tuple(row), screen=SCREEN)

    shown = lines()
    assert shown[1] == "182       2026-03-05  stage: nothing -> returned"
    assert shown[2].strip().startswith("committee of environment: CommitteeReturned:")
    assert len(shown) > 4
    assert max(map(len, shown)) <= 80


def test_a_crowded_table_folds_everything_but_days_times_and_numbers(
    lines: Callable[[], list[str]],
) -> None:
    row: Row = {
        "state": "not-in-order-" * 3,
        "step": "LanguageVersionRegistered" * 2,
        "name": "registered in another language " * 4,
        "times": 12_345,
        "last": "2026-05-12T20:03:00.000000Z",
        "reason": "it is not in order yet " * 9,
        "nothing": "",
    }

    Output().rows([row], columns=tuple(row))

    shown = lines()
    assert max(map(len, shown)) <= 80
    assert any("12345" in line and "2026-05-12T20:03:00.000000Z" in line for line in shown)
    assert "…" not in "".join(shown)
    assert "nothing" not in shown[0]


def test_long_answers_and_errors_are_wrapped_at_words(lines: Callable[[], list[str]]) -> None:
    said = "395 events checked, nothing missing or altered, head b7d49e44dc31d49c; " * 3

    Output().good_news(said)
    Output().say(said)
    Output().object({}, text=said)
    report(ConsoleError("usage", said, exit_code=Exit.USAGE), as_json=False)

    shown = lines()
    assert max(map(len, shown)) <= 80
    assert len(shown) == 12
    assert " ".join(shown).split() == f"{said}{said}{said}plenary: {said}".split()


def test_nothing_is_wrapped_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    said = "395 events checked, nothing missing or altered, " * 4

    Output().good_news(said)
    Output().say(said)

    told = capsys.readouterr()
    assert told.out == told.err == f"{said}\n"


def test_a_wrapped_line_keeps_its_margin_and_its_paths() -> None:
    path = "/srv/packages/" + "x" * 40

    assert fitted(f"  see {path}\nshort", 30) == f"  see\n  {path}\nshort"
