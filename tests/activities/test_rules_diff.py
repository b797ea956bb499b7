"""`plenary rules diff` on a real register: what differs, with its article, and nothing else."""

import json
from pathlib import Path

import pytest

from cli.editions import COLUMNS, diff
from cli.exits import ConsoleError, Exit
from cli.output import Output
from domain.submission import Accepted
from tests.activities.desk import Desk

CITED = "none (invented for tests)"
CHANGED = {
    "quorum.open": {"value": 3, "citation": CITED},
    "plenary.decision[*/silence]": {"value": {"name": "no_objection", "n": 2}, "citation": CITED},
    "correction_window": {"value": None},
}


@pytest.fixture
async def amended(desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An assembly with a second edition of its rules."""
    answer = await desk.act(
        "AmendRules",
        "assembly",
        on="2020-02-01",
        title="Amended (invented)",
        valid_from="2020-02-01",
        parameters=CHANGED,
        decision="Decision (invented)",
    )
    assert isinstance(answer, Accepted), answer
    monkeypatch.setenv("DATABASE_URL", database_url)
    return desk


async def test_it_shows_what_differs_with_its_article(
    amended: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await amended.types("assembly")
    assert await diff(Output(as_json=True), tmp_path, 1, 2) == Exit.DONE

    told = capsys.readouterr()
    rows = {row["parameter"]: row for row in map(json.loads, told.out.splitlines())}
    assert "after: edition 2, valid from 2020-02-01, Amended (invented)" in told.err
    opening = rows["quorum.open"]
    assert (opening["after"], opening["citation_after"]) == (3, CITED)
    silence = rows["plenary.decision[*/silence]"]
    assert (silence["before"], silence["citation_before"]) == (None, "none")
    assert silence["after"] == {"name": "no_objection", "n": 2}
    assert set(rows) <= set(CHANGED)


async def test_the_other_way_round_it_shows_the_same_turned_round(
    amended: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await amended.types("assembly")
    await diff(Output(quiet=True), tmp_path, 1, 2)
    there = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    await diff(Output(quiet=True), tmp_path, 2, 1)
    back = [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    assert {len(row) for row in there} == {len(COLUMNS)}
    assert back == [[a, c, b, e, d, g, f] for a, b, c, d, e, f, g in there]


async def test_equal_editions_and_unknown_ones_are_said_to_be_so(
    amended: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await amended.types("assembly")
    assert await diff(Output(), tmp_path, 2, 2) == Exit.DONE
    assert capsys.readouterr().err == "editions 2 and 2 of the rules set the same\n"
    with pytest.raises(ConsoleError, match=r"no edition 3 .* there are: 1, 2") as unknown:
        await diff(Output(), tmp_path, 1, 3)
    assert unknown.value.exit_code == Exit.NOT_FOUND
