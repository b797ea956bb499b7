"""`plenary rules` on a real register: all that an edition sets, what two set otherwise."""

import json
from pathlib import Path

import pytest

from cli.editions import CHANGED_COLUMNS, diff, show
from cli.exits import ConsoleError, Exit
from cli.output import Output
from domain.rules import PARAMETERS
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

    assert {len(row) for row in there} == {len(CHANGED_COLUMNS)}
    assert back == [[a, c, b, e, d, g, f] for a, b, c, d, e, f, g in there]


async def test_equal_editions_and_unknown_ones_are_said_to_be_so(
    amended: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await amended.types("assembly")
    assert await diff(Output(), tmp_path, 2, 2) == Exit.DONE
    assert capsys.readouterr().err == "editions 2 and 2 of the rules set the same\n"
    with pytest.raises(ConsoleError, match=r"no edition 3 .* on record: 1, 2") as unknown:
        await diff(Output(), tmp_path, 1, 3)
    assert unknown.value.exit_code == Exit.NOT_FOUND


async def test_an_edition_shows_all_that_it_sets_and_all_that_it_leaves_unset(
    amended: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await amended.types("assembly")
    assert await show(Output(as_json=True), tmp_path, None) == Exit.DONE
    in_force = capsys.readouterr()
    assert await show(Output(as_json=True), tmp_path, 1) == Exit.DONE
    before = capsys.readouterr()

    assert in_force.err.startswith("edition 2, valid from 2020-02-01, Amended (invented)")
    rows = {row["parameter"]: row for row in map(json.loads, in_force.out.splitlines())}
    assert rows.keys() == {*PARAMETERS, "plenary.decision[*/silence]"}
    assert (rows["quorum.open"]["value"], rows["quorum.open"]["citation"]) == (3, CITED)
    assert rows["correction_window"]["value"] is None
    assert rows["correction_window"]["severity"] is None
    assert rows["plenary.decision[*/silence]"]["value"] == {"name": "no_objection", "n": 2}
    assert {json.loads(line)["parameter"] for line in before.out.splitlines()} == {*PARAMETERS}


async def test_where_no_edition_is_in_force_it_is_said(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    with pytest.raises(ConsoleError, match=r"no edition .* is in force today; on record: none"):
        await show(Output(), tmp_path, None)
