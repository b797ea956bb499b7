"""`plenary minutes`: the draft is read from a real register, and its hash is that of the text."""

import hashlib
import json
from pathlib import Path

import pytest

from cli.exits import ConsoleError
from cli.minutes import minutes
from cli.output import Output
from tests.house import House
from tests.workflows.story import (
    ADOPTED,
    LAW,
    PLENARY,
    SITTING,
    VOTE,
    VOTE_CALLED,
    drafted,
    referred,
    reported,
    seated,
)


@pytest.fixture
async def voted(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house whose plenary session has adopted a law."""
    await seated(house)
    await house.record(*drafted(), referred("legal"), *reported(), *SITTING, VOTE_CALLED, *ADOPTED)
    monkeypatch.setenv("DATABASE_URL", house.database_url)
    return house


async def test_the_minutes_name_the_events_of_the_plenary_session_and_of_its_votes(
    voted: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await minutes(Output(as_json=True), tmp_path, PLENARY) == 0

    told = json.loads(capsys.readouterr().out)["data"]
    named = {event["position"] for line in told["lines"] for event in line["events"]}
    rows = await voted.query("SELECT position FROM event WHERE stream = ANY($1)", [PLENARY, VOTE])
    assert named == {row["position"] for row in rows}
    assert {"ref", "sha256", "lines"} == set(told)


async def test_the_text_that_is_printed_has_the_hash_that_is_told(
    voted: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voted.data.exists()
    await minutes(Output(), tmp_path, PLENARY)

    told = capsys.readouterr()
    assert told.err == f"sha256 {hashlib.sha256(told.out.encode()).hexdigest()}\n"
    assert "Put to the vote on model-law/2026-001: Adoption of the model law on water" in told.out


async def test_only_a_plenary_session_on_record_has_minutes(voted: House, tmp_path: Path) -> None:
    assert voted.data.exists()
    for ref in (LAW, "plenary-session/99", "nonsense"):
        with pytest.raises(ConsoleError):
            await minutes(Output(), tmp_path, ref)


async def test_on_paper_they_are_written_once_and_never_over_a_file(
    voted: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voted.data.exists()
    paper = tmp_path / "minutes.pdf"
    await minutes(Output(), tmp_path, PLENARY, paper)

    assert paper.read_bytes().startswith(b"%PDF-1.7")
    assert str(paper) in capsys.readouterr().out
    with pytest.raises(ConsoleError, match="exists and is not overwritten"):
        await minutes(Output(), tmp_path, PLENARY, paper)
