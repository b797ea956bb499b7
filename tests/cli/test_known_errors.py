"""What goes wrong with servers and settings: a sentence, and the exit code of its kind."""

import errno
import json
import socket
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from cli.choosing import Asked
from cli.describing import masked
from cli.exits import ConsoleError, Exit
from cli.known_errors import explained
from cli.listing import list_kind
from cli.main import console
from cli.output import Output


@pytest.mark.parametrize(
    "fault",
    [
        socket.gaierror(-2, "Name or service not known"),
        OSError(errno.EHOSTUNREACH, "No route to host"),
        OSError(errno.ENETUNREACH, "Network is unreachable"),
        OSError("Multiple exceptions: one, another"),
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
    ],
    ids=str,
)
def test_a_database_that_cannot_be_reached_ends_with_7(fault: Exception) -> None:
    with pytest.raises(ConsoleError, match="PostgreSQL does not answer") as caught, explained():
        raise fault

    assert caught.value.exit_code is Exit.UNREACHABLE


async def test_a_database_that_takes_no_more_connections_ends_with_7(
    superuser: "asyncpg.Connection[asyncpg.Record]",
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    name = await superuser.fetchval("SELECT current_database()")
    await superuser.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
    monkeypatch.setenv("DATABASE_URL", database_url)

    with pytest.raises(ConsoleError, match="too many connections for database") as caught:
        await list_kind(Output(), tmp_path, "cases", Asked())

    assert caught.value.exit_code is Exit.UNREACHABLE


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda data: data.write_bytes(b""), "Not a directory"),
        (lambda data: data.joinpath("keys").mkdir(parents=True), None),
        (lambda data: _kept_in(data, b"short"), "An Ed25519 private key is 32 bytes long"),
    ],
    ids=["a file", "no keys yet", "a key cut short"],
)
def test_a_folder_that_can_hold_no_keys_is_misuse(
    spoil: Callable[[Path], object],
    why: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = tmp_path / "data"
    spoil(data)

    ended = console(["gateway-key", "--data", str(data)])

    said = capsys.readouterr().err
    if why is None:
        assert (ended, said) == (Exit.DONE, "")
    else:
        assert ended == Exit.USAGE
        assert f"the keys in {data}/keys cannot be opened: {why}; nothing was signed" in said


def _kept_in(data: Path, key: bytes) -> None:
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "gateway.key").write_bytes(key)


def test_a_file_that_is_missing_is_not_the_database() -> None:
    with pytest.raises(FileNotFoundError), explained():
        raise FileNotFoundError(errno.ENOENT, "no such file")


def test_a_host_without_a_name_ends_with_7(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/plenary")

    assert console(["list", "cases", "--data", "/nowhere"]) == Exit.UNREACHABLE
    assert capsys.readouterr().err.startswith("plenary: PostgreSQL does not answer: ")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://host/plenary",
        "postgresql://user:pa/ss@host/plenary",
        "postgresql://[::1/plenary",
        "postgresql://host/plenary?sslmode=bogus",
    ],
)
def test_an_address_that_makes_no_sense_is_misuse(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    assert console(["list", "cases", "--data", "/nowhere"]) == Exit.USAGE
    said = capsys.readouterr().err
    assert "PostgreSQL" in said
    assert "pa/ss" not in said


def test_nothing_is_started_where_a_setting_makes_no_sense(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "nonsense")

    assert console(["up", "--data", str(tmp_path)]) == Exit.USAGE
    assert not (tmp_path / "lock").exists()


def test_a_doctor_who_finds_a_failure_does_not_say_ok(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/plenary")

    assert console(["doctor", "--json", "--data", str(tmp_path)]) == Exit.UNREACHABLE
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["error"]["message"].startswith("PostgreSQL: ")
    health = {each["check"]: each["health"] for each in told["data"]["checks"]}
    assert [what for what, how in health.items() if how == "fail"] == ["PostgreSQL"]
    assert (health["Python"], health["data folder"]) == ("ok", "ok")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://a:secret@h:1/p", "postgresql://a:***@h:1/p"),
        ("postgresql://h/p?user=a&password=secret", "postgresql://h/p?user=a&password=***"),
        ("postgresql://h/p?sslpassword=secret&x=1", "postgresql://h/p?sslpassword=***&x=1"),
        ("postgresql://h/p?PassWord=secret", "postgresql://h/p?PassWord=***"),
        ("postgresql://h/p?sslmode=require", "postgresql://h/p?sslmode=require"),
    ],
)
def test_a_secret_is_masked_wherever_it_stands(url: str, shown: str) -> None:
    assert masked(url) == shown
