"""The answer to a line of acts, as people read it."""

import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from cli.answers import in_words
from cli.sending import Told
from domain.submission import Accepted, Entry, Refused

AN_ID = UUID(int=1)


def accepted(*positions: int) -> Told:
    """Return the answer to an act that caused events at these positions."""
    entries = tuple(
        Entry(position=each, stream="assembly", version=each, type="ClaimRecorded", event_id=AN_ID)
        for each in positions
    )
    recorded_at = datetime(2026, 11, 30, tzinfo=UTC)
    receipt = Accepted(command_id=AN_ID, recorded_at=recorded_at, entries=entries)
    return Told(number=7, line=None, receipt=receipt)


@pytest.mark.parametrize(
    ("positions", "said"),
    [((12,), "recorded at 12"), ((12, 13, 14), "recorded at 12-14"), ((), "")],
)
def test_on_a_terminal_it_says_what_is_on_record(
    monkeypatch: pytest.MonkeyPatch, positions: tuple[int, ...], said: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert in_words(accepted(*positions)) == f"    7  accepted    {said}"


def test_in_a_pipe_a_position_is_a_number_alone() -> None:
    assert in_words(accepted(12, 13)) == "7\taccepted\t12-13"


def test_on_a_terminal_a_refusal_is_told_below_within_its_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    refused = Refused(
        command_id=AN_ID, code="no-right", sentence="he held no office " * 8, position=41
    )

    first, *below = in_words(Told(number=7, line=None, receipt=refused)).splitlines()

    assert first == "    7  refused     no-right"
    assert all(line.startswith(" " * 7) and len(line) <= 60 for line in below)
    assert " ".join(each.strip() for each in below).endswith("(none); recorded at 41")
