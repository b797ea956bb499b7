"""Two sittings and a declaration in a real register: every act is recorded and folds again."""

from pathlib import Path

from activities.folding import as_case
from domain.outcome_document.state import OutcomeDocument
from domain.plenary_session.state import PlenarySession
from domain.stages import Stage
from domain.submission import Accepted
from eventstore.read import read_stream
from tests.activities.desk import Desk, acts_of

FILE = Path(__file__).parents[1] / "golden" / "acts" / "sittings.jsonl"


async def test_two_sittings_are_recorded_and_read_back(desk: Desk) -> None:
    answers = [await desk.play_line(line) for line in acts_of(FILE)]

    assert [each for each in answers if not isinstance(each, Accepted)] == []
    plenary = as_case(await desk.registrar.read_state("plenary-session/1"))
    document = as_case(await desk.registrar.read_state("outcome-document/1/1"))
    assert isinstance(plenary, PlenarySession)
    assert isinstance(document, OutcomeDocument)
    assert (plenary.stage, document.stage) == (Stage.ARCHIVED, Stage.PUBLISHED)
    async with desk.pool.acquire() as connection:
        events = await read_stream(connection, "plenary-session/1")
    assert len(events) == plenary.version
