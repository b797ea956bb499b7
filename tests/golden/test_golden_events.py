"""Golden events: one real sample of every event ever recorded still reads, folds and hashes."""

import json
from pathlib import Path

import pytest

from activities.folding import CaseFold, told
from domain.case import Case
from domain.catalogue import EVENTS
from eventstore.canonical import canonical, plain
from eventstore.envelope import leaf, recorded
from eventstore.event_types import UnknownEventError

HERE = Path(__file__).parent
SAMPLES = sorted((HERE / "events").glob("*.json"))
LINES = [line.split("  ") for line in (HERE / "leaves.txt").read_text().splitlines()]
LEAVES = {name: digits for digits, name in LINES}
REFUSED = "CommandRefused"
AFTER = {
    "CommitteeRestructured": "CommitteeCreated",
    "ParliamentDissolved": "ParliamentRegistered",
    "ParliamentSucceeded": "ParliamentRegistered",
}
"""What must be on record before an event can be: the sample of another type will do."""


def body(name: str, schema: int = 1) -> str:
    return (HERE / "events" / f"{name}.{schema}.json").read_text(encoding="utf-8")


def test_every_type_of_event_has_a_sample_of_its_present_schema() -> None:
    wanted = {f"{name}.{kind.schema_version}.json" for name, kind in EVENTS.items()}

    assert wanted | {f"{REFUSED}.1.json"} <= {path.name for path in SAMPLES}, (
        "record it: python -m tests.golden.add_events"
    )


def test_no_name_that_was_ever_recorded_is_gone() -> None:
    assert {path.name.split(".")[0] for path in SAMPLES} <= {*EVENTS, REFUSED}


def test_every_sample_has_its_leaf_and_every_leaf_its_sample() -> None:
    assert {path.name for path in SAMPLES} == set(LEAVES)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_event_hashes_to_its_leaf_and_is_still_canonical(path: Path) -> None:
    raw = path.read_bytes()

    assert leaf(raw).hex() == LEAVES[path.name]
    assert canonical(plain(json.loads(raw))).encode() == raw


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_event_reads_and_says_what_it_said(path: Path) -> None:
    event = recorded(path.read_text(encoding="utf-8"))
    if event.type != REFUSED:
        said = told(event).model_dump(mode="json", exclude={"type"})
        assert {name: said[name] for name in event.data} == event.data

    assert path.name == f"{event.type}.{event.schema}.json"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_golden_event_folds(path: Path) -> None:
    event, fold = recorded(path.read_text(encoding="utf-8")), CaseFold()
    before = fold.begin(event.stream)
    if event.type in AFTER:
        before = fold.evolve(before, recorded(body(AFTER[event.type])))
    after = fold.evolve(before, event)

    assert isinstance(after, Case)
    assert after.exists
    assert after.stream == event.stream


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"schema": 3}, "position 7 holds a ItemOpened, whose schema 3 this release does not know"),
        ({"type": "ItemSung"}, "position 7 holds a ItemSung, which this release does not know"),
    ],
)
def test_what_a_newer_release_recorded_is_read_and_not_folded(
    changed: dict[str, object], sentence: str
) -> None:
    newer = recorded(json.dumps(json.loads(body("ItemOpened", 2)) | {"position": 7} | changed))

    with pytest.raises(UnknownEventError, match=sentence):
        told(newer)
