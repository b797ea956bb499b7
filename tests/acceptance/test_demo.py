"""`plenary demo --once --json`: one object, the same again, nothing left behind."""

from pathlib import Path

from cli.demo import OURS
from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import left_over, plenary

TOP = {"ok", "data", "position", "head"}
DATA = {
    "acts",
    "accepted",
    "refused",
    "events",
    "cases",
    "irregularities",
    "workflows",
    "verified",
    "seconds",
}


def test_the_demonstration_prints_one_object_with_exactly_these_keys(played: Played) -> None:
    told, data = played.told, played.told["data"]

    assert set(told) == TOP
    assert set(data) == DATA
    assert set(data["workflows"]) == {"open", "completed"}
    assert set(data["seconds"]) == {"postgres", "temporal", "play", "total"}


def test_the_demonstration_tells_what_stands_in_the_register(played: Played) -> None:
    told, data = played.told, played.told["data"]

    assert told["ok"] is True
    assert data["verified"] is True
    assert data["acts"] == data["accepted"] + data["refused"]
    assert data["events"] == told["position"]
    assert len(told["head"]) == 64
    assert data["workflows"]["open"] + data["workflows"]["completed"] == len(data["cases"])
    assert data["cases"]["model-law/2026-900"] == "concluded"
    assert data["cases"]["committee-review/2026-901/environment"] == "no-report-in-time"
    assert data["irregularities"] > 0


def test_what_it_leaves_is_what_a_reset_erases(played: Played) -> None:
    left = {each.name for each in played.data.iterdir()}
    assert left <= set(OURS)
    assert {"postgres", "keys", "sealer"} <= left


def test_nothing_is_left_running(played: Played) -> None:
    assert not left_over(played.data)
    assert not (played.data / "run" / "endpoints.json").exists()


async def test_played_again_it_changes_nothing(played: Played, copy: Path) -> None:
    again = await plenary("demo", "--once", "--json", "--data", copy)

    assert again.code == 0, again.err
    assert (again.told["position"], again.told["head"]) == (
        played.told["position"],
        played.told["head"],
    )
    timeless = {"acts", "accepted", "refused", "events", "cases", "irregularities", "workflows"}
    for name in timeless:
        assert again.told["data"][name] == played.told["data"][name], name
    assert not left_over(copy)
