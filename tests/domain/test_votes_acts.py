"""A file of votes of every kind, played in memory: what holds of all of them."""

import json
from functools import cache
from pathlib import Path

import pytest

from domain.vote.decider import VOTE
from domain.vote.state import Vote
from tests.acts import played, seeded
from tests.scenario import Play

FILE = Path(__file__).parents[1] / "golden" / "acts" / "votes.jsonl"
VOTES = [f"vote/1/{number}" for number in range(1, 16)]
ELSEWHERE = {"DeadlinePassed"}
"""Only the clock may say so; a silence that is past when it is recorded is closed by hand."""


@cache
def play() -> Play:
    """Play the whole file once."""
    begun = seeded("quick")
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert played(begun, lines) == {}
    return begun


def vote(stream: str) -> Vote:
    """Return a vote as it ended."""
    found = play().case(stream)
    assert isinstance(found, Vote)
    return found


def test_each_event_of_a_vote_occurs_in_it() -> None:
    told = {event.type for stream, event in play().events if stream in VOTES}

    assert {kind.model_fields["type"].default for kind in VOTE.events} <= told | ELSEWHERE


@pytest.mark.parametrize("stream", VOTES)
def test_fold_of_any_prefix_never_fails(stream: str) -> None:
    told = [event for where, event in play().events if where == stream]

    for length in range(len(told) + 1):
        assert Play().given(stream, *told[:length]).case(stream).version == length


@pytest.mark.parametrize("stream", VOTES)
def test_no_more_votes_are_counted_than_there_are(stream: str) -> None:
    totals, votes = vote(stream).totals, vote(stream).votes

    assert votes is not None
    assert totals is None or totals.told <= votes


@pytest.mark.parametrize("stream", VOTES)
def test_announced_and_computed_differ_only_where_that_is_flagged(stream: str) -> None:
    ended = vote(stream)

    if ended.announced is not None:
        assert ended.anomaly == (ended.announced != ended.computed)
