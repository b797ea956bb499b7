"""The histories with registers of their own, through real Temporal."""

import json
from pathlib import Path

import pytest

from cli.output import Output
from cli.uptaking import path, uptake
from domain.submission import Actor, Refused
from tests.domain.test_histories_apart import FOLDER, history
from tests.house import House, until
from workflows.submit import submit

NAMES = sorted(each.stem for each in FOLDER.glob("*.jsonl"))
LAW, TRACK = "model-law/2026-700", "national-track/2026-700/kz"


async def told(house: House, name: str) -> dict[str, str]:
    """Submit a history through the one door; return the codes of the refusals by number."""
    file = FOLDER / f"{name}.jsonl"
    refusals = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        fields = json.loads(line)
        act, case, on = (str(fields.pop(key)) for key in ("act", "case", "occurred_at"))
        by, reason = Actor.model_validate(fields.pop("by")), fields.pop("reason", None)
        del fields["source"]
        submission = house.submission(act, case, by, on=on, reason=reason, **fields)
        receipt = await submit(house.client, submission)
        if isinstance(receipt, Refused):
            refusals[f"{number} {act}"] = receipt.code
    return refusals


@pytest.mark.parametrize("name", NAMES)
async def test_the_register_answers_as_the_rules_do(house: House, name: str) -> None:
    play, refusals = history(name)
    async with house.serve():
        await house.found(name.partition("-")[2])
        answered = await told(house, name)
        if name == "x3-turkpa":
            await until(lambda: _ended(house, TRACK))
    expected: dict[str, list[str]] = {}
    for stream, event in play.events:
        expected.setdefault(stream, []).append(event.type)

    assert answered == {name: each.code for name, each in refusals.items()}
    for stream, types in expected.items():
        assert await house.events(stream) == types


async def test_x3_is_shown_as_a_register_of_uptake_and_as_a_path(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with house.serve():
        await house.found("turkpa")
        await told(house, "x3-turkpa")
    monkeypatch.setenv("DATABASE_URL", house.database_url)
    quiet = Output(as_json=True, quiet=True)
    await uptake(quiet, Path(house.data), LAW)
    register = json.loads(capsys.readouterr().out)
    await path(quiet, Path(house.data), TRACK, "2026-09-18")
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert register["data"]["formula"] == (
        "taken up = (full 1 + partial 0 + different 0) / 4 parliaments = 1/4; "
        "declined 0, earlier law 0, no data 0, not assessed 3"
    )
    assert register["position"] > 0
    assert [step["step"] for step in steps][3:7] == [
        "reading-1",
        "reading-2",
        "reading-3",
        "to-head-of-state",
    ]


async def _ended(house: House, case: str) -> bool:
    return not await house.is_running(case)
