"""Temporal is found in the documented order, and a failure names every way to one."""

from pathlib import Path

import pytest
from rich.console import Console

from config import temporal_binary
from config.temporal_binary import Kind, TemporalNotFoundError, installed, parse_version
from config.temporal_build import TemporalBuildError, built_server


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\necho temporal version 1.32.1\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": str(tmp_path / "bin")}


def test_every_place_is_looked_at_in_order(environ: dict[str, str], tmp_path: Path) -> None:
    assert installed(environ) is None

    places = [
        program(tmp_path / "cache" / "plenary" / "temporal" / "sdk" / "temporal-sdk-python"),
        program(tmp_path / "bin" / "temporal"),
        program(built_server(environ)),
        program(tmp_path / "cli"),
        program(tmp_path / "server"),
    ]

    assert installed(environ) == places[2]
    assert installed(environ | {"TEMPORAL_CLI_PATH": str(places[3])}) == places[3]
    both = {"TEMPORAL_CLI_PATH": str(places[3]), "TEMPORAL_SERVER_PATH": str(places[4])}
    assert installed(environ | both) == places[4]

    places[2].unlink()
    assert installed(environ) == places[1]

    places[1].unlink()
    assert installed(environ) == places[0]


def test_a_path_that_was_set_must_lead_to_a_program(environ: dict[str, str]) -> None:
    with pytest.raises(TemporalNotFoundError, match="TEMPORAL_CLI_PATH names /nowhere"):
        installed(environ | {"TEMPORAL_CLI_PATH": "/nowhere"})


def test_our_build_is_a_new_one_for_each_version_and_each_set_of_sums(
    environ: dict[str, str],
) -> None:
    assert built_server(environ).parent.name.startswith("1.32.1-")


@pytest.mark.parametrize(
    ("said", "kind", "version"),
    [
        ("temporal version 1.32.1", Kind.SERVER, "1.32.1"),
        ("temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)", Kind.CLI, "1.29.1"),
    ],
)
def test_a_program_says_what_it_is(said: str, kind: Kind, version: str) -> None:
    binary = parse_version(Path("temporal"), said)

    assert (binary.kind, binary.version) == (kind, version)


def test_a_program_that_is_no_temporal_is_refused() -> None:
    with pytest.raises(TemporalNotFoundError, match="is no Temporal"):
        parse_version(Path("temporal"), "usage: temporal")


async def test_a_retracted_release_is_refused(tmp_path: Path) -> None:
    retracted = program(tmp_path / "temporal")
    retracted.write_text("#!/bin/sh\necho temporal version 1.30.0\n")

    with pytest.raises(TemporalNotFoundError, match="retracted"):
        await temporal_binary.identified(retracted)


async def test_the_build_is_the_last_resort_and_its_failure_names_all_ways(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_network(_: object) -> Path:
        raise RuntimeError("no network")

    async def no_go(_: object, *, console: Console) -> Path:
        raise TemporalBuildError(f"no go, said {type(console).__name__}")

    monkeypatch.setattr(temporal_binary, "download", no_network)
    monkeypatch.setattr(temporal_binary, "build_server", no_go)

    with pytest.raises(TemporalNotFoundError) as failure:
        await temporal_binary.temporal_binary(environ, console=Console())

    for way in ("no network", "no go", "TEMPORAL_ADDRESS", "TEMPORAL_CLI_PATH", "PATH", "install"):
        assert way in str(failure.value)
