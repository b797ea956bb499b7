"""Which database is used: `config show` and the commands agree, and what is passed over is said."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.addresses import running_used, used_by
from cli.exits import ConsoleError
from cli.main import console
from config.data_lock import lock_on
from config.endpoints import Endpoints, published

OTHER = "postgresql://u:secret@127.0.0.1:1/x"
OURS = Endpoints(
    database_url="postgresql://plenary_app:hidden@127.0.0.1:5433/plenary",
    temporal_address="127.0.0.1:7233",
    temporal_namespace="plenary",
    pids={},
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    """A data folder on which something runs."""
    with lock_on(tmp_path), published(tmp_path, OURS):
        yield tmp_path


def test_what_runs_goes_before_the_environment_and_that_is_said(
    running: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", OTHER)

    assert running_used(running) == OURS
    said = capsys.readouterr().err
    assert said.startswith("plenary: DATABASE_URL is not used: ")
    assert "127.0.0.1:5433/plenary" in said
    assert "secret" not in said + used_by(running).words


@pytest.mark.parametrize("named", [None, OURS.database_url])
def test_nothing_is_said_where_nothing_is_passed_over(
    running: Path,
    named: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if named is not None:
        monkeypatch.setenv("DATABASE_URL", named)

    assert running_used(running) == OURS
    assert capsys.readouterr().err == ""
    assert used_by(running).words == f"127.0.0.1:5433/plenary (of what runs on {running})"


def test_an_address_that_makes_no_sense_is_refused_also_where_it_is_not_used(
    running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "garbage")

    with pytest.raises(ConsoleError, match="it is no address of PostgreSQL"):
        running_used(running)


def test_the_settings_are_shown_as_commands_use_them(
    running: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", OTHER)

    assert console(["config", "show", "--json", "--data", str(running)]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert told["data"]["database_url"]["value"].endswith("@127.0.0.1:5433/plenary")
    assert told["data"]["database_url"]["source"] == f"what runs on {running}"
    assert told["data"]["data"]["value"] == str(running)
    assert "DATABASE_URL is not used" in told["warnings"][0]
    assert "secret" not in out
    assert "hidden" not in out


def test_the_environment_counts_where_nothing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert used_by(tmp_path).words == f"{tmp_path}/postgres (the folder's own)"

    monkeypatch.setenv("DATABASE_URL", OTHER)

    assert used_by(tmp_path).words == "127.0.0.1:1/x (DATABASE_URL)"
