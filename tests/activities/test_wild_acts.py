"""Whatever a field holds, an act is judged: it is accepted or refused, and its events are sound."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.opening import MalformedError, parse
from cli.relative_times import relative_fields, resolved
from domain import cases
from domain.acting import Acting, Record
from domain.assemblies.loader import load, seed_acts
from domain.case import Elsewhere, is_stream
from domain.catalogue import ACTS
from domain.definition import Decision
from domain.messages import Command
from domain.not_loaded import NotLoadedError
from domain.refusal import Refusal
from domain.submission import Actor
from eventstore.canonical import plain
from tests.activities.desk import FILES, acts_of
from tests.activities.wild import wild_fields
from tests.acts import played
from tests.golden.add_events import HERE
from tests.scenario import Play

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFTEN = 2
"""How often each kind of act is tried: in different situations."""


def judge(play: Play, command: Command, line: dict[str, object]) -> None:
    """Decide an act and fold what it does, and forget it."""
    stream = str(line["case"])
    acting = Acting(
        actor=Actor.model_validate(line["by"]),
        occurred_at=str(line["occurred_at"]),
        now=NOW,
        recorded_at=NOW,
        reason="a reason",
    )
    decision = decide(play, command, stream, acting)
    if isinstance(decision, Refusal):
        assert decision.code
        return
    after = dict(play.cases)
    for told in decision:
        where, event = told if isinstance(told, Elsewhere) else (stream, told)
        assert is_stream(where)
        plain(event.model_dump(mode="json"))
        after[where] = cases.evolve(after.get(where) or cases.begin(where), event)


def decide(play: Play, command: Command, stream: str, acting: Acting) -> Decision:
    try:
        return cases.decide(command, play.case(stream), acting, Record(play.cases))
    except NotLoadedError as missing:
        for each in missing.streams:
            play.case(each)
        return decide(play, command, stream, acting)


@pytest.mark.parametrize(
    ("assembly", "files"),
    [("quick", [HERE / "acts" / "quick.jsonl"]), ("turkpa", FILES)],
    ids=["quick", "turkpa"],
)
def test_whatever_a_field_holds_an_act_is_judged(assembly: str, files: list[Path]) -> None:
    play, tried, judged = Play(), Counter[str](), 0
    refusals: dict[str, Refusal] = {}
    played(play, seed_acts(load(assembly)))
    for line in (sealed(line) for path in files for line in acts_of(path)):
        tried[str(line["act"])] += 1
        if tried[str(line["act"])] <= OFTEN:
            judged += sum(tries(play, line))
        refusals |= played(play, [line])

    assert judged > 500
    assert assembly == "turkpa" or refusals == {}


def sealed(line: dict[str, object]) -> dict[str, object]:
    """Put commitments in the place of names, and instants where a line counts from now."""
    kind = ACTS[str(line["act"])]
    said = {name: "0" * 64 if name in kind.personal else value for name, value in line.items()}
    return resolved(said, relative_fields(kind, said), NOW)


def tries(play: Play, line: dict[str, object]) -> list[bool]:
    return [try_out(play, line, fields) for fields in wild_fields(line)]


def try_out(play: Play, line: dict[str, object], fields: dict[str, object]) -> bool:
    """Judge one wild act; tell whether it came past the door."""
    try:
        command = parse(str(line["act"]), json.dumps(fields))
    except MalformedError:
        return False
    judge(play, command, line)
    return True
