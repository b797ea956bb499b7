"""Numbers in sentences agree with their nouns."""

import pytest

from cli.kept_checkpoint import tail_lost
from domain.text import counted
from eventstore.verify import Verified

FOUND = Verified(log="turkpa", size=405, leaf="9f", recorded_at=None)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 events"), (1, "1 event"), (1_204, "1,204 events")]
)
def test_a_noun_follows_its_number(number: int, said: str) -> None:
    assert counted(number, "event") == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [(1, "1 event is missing at the end"), (2, "2 events are missing at the end")],
)
def test_one_event_is_missing_and_two_are(missing: int, said: str) -> None:
    assert said in tail_lost(missing, "known", FOUND).sentence
