"""Votes of every kind in a real register: every act is recorded, read back, and folds the same."""

from pathlib import Path

from activities.folding import as_case
from domain.submission import Accepted
from domain.vote.state import Vote
from tests.activities.desk import Desk, acts_of
from tests.acts import played, seeded

FILE = Path(__file__).parents[1] / "golden" / "acts" / "votes.jsonl"
VOTES = [f"vote/1/{number}" for number in range(1, 16)]


async def test_votes_of_every_kind_are_recorded_and_read_back(desk: Desk) -> None:
    lines = acts_of(FILE)
    answers = [await desk.play_line(line) for line in lines]

    assert [each for each in answers if not isinstance(each, Accepted)] == []
    play = seeded("quick")
    assert played(play, lines) == {}
    for stream in VOTES:
        recorded, remembered = as_case(await desk.registrar.read_state(stream)), play.case(stream)
        assert isinstance(recorded, Vote)
        assert recorded.concluded
        assert recorded == remembered
