"""What the benchmarks submit: the founding of an assembly, and a claim that any case takes."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from domain.assemblies.loader import load, seed_acts
from domain.submission import Actor, Capacity, Submission

SECRETARY = Actor(subject="secretary", capacity=Capacity.SECRETARIAT)
LOG, DAY = "quick", "2026-06-12"
VOTE, VOTE_ACTS = "vote/1/1", Path(__file__).with_name("vote.jsonl")


def founding(laws: int) -> Iterator[Submission]:
    """Found the assembly Quick, open a vote, title so many laws."""
    for line in [*seed_acts(load("quick")), *map(json.loads, VOTE_ACTS.read_text().splitlines())]:
        said = {name: value for name, value in line.items() if name != "source"}
        act, case, by, on = (said.pop(key) for key in ("act", "case", "by", "occurred_at"))
        yield submission(str(act), str(case), said, by=Actor.model_validate(by), on=str(on))
    for number in range(laws):
        yield submission("TitleModelLaw", law(number), {"title": f"Law {number}"})


def claim(case: str) -> Submission:
    """Return a claim on a case, of which it takes any number."""
    fields = {"claim": f"claim {uuid4().hex}", "according_to": "bench"}
    return submission("RecordClaim", case, fields)


def submission(
    act: str, case: str, fields: Mapping[str, object], *, by: Actor = SECRETARY, on: str = DAY
) -> Submission:
    """Return an act that is not signed yet."""
    return Submission(
        command_id=uuid4(),
        stream=case,
        name=act,
        command=json.dumps(dict(fields)),
        actor=by,
        occurred_at=on,
        submitted_at=datetime.now(UTC),
    )


def law(number: int) -> str:
    """Return the reference of a law."""
    return f"model-law/2026-{number + 1:03d}"
