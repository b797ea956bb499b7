"""Backup and restore: what was copied comes back the same, and what is missing is said."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest
import structlog

from cli.exits import ConsoleError, Exit
from cli.output import Output
from cli.restoring import restore
from config.data_lock import lock_on
from config.postgres_server import start_postgres
from config.register import connected
from eventstore.guards import guards_strayed
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import Algorithm, SigningKey
from eventstore.proofs.notes import Note
from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import (
    Ran,
    Up,
    asked,
    begun,
    copied,
    endpoints,
    left_over,
    plenary,
    up,
)
from tests.house import until

ACT = ("submit", "PlanPlenarySession", "plenary-session/99", "--as", "secretariat/secretary")
FIELDS = ("number:=99", "first_day=2030-06-10", "last_day=2030-06-11", "city=Bishkek", "host=kg")
EVENTS = "SELECT position, body::text AS body, leaf FROM event ORDER BY position"


@pytest.fixture(scope="session")
async def base(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base backup of the demonstration while nothing runs."""
    to = tmp_path_factory.mktemp("backup") / "base"
    ran = await plenary("backup", "--data", played.data, "--to", to)
    assert ran.code == 0, ran.err
    return to


@asynccontextmanager
async def database(data: Path) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Have the register of a folder inside the block, as its superuser; nothing else runs."""
    server = await start_postgres(data, log=structlog.get_logger())
    try:
        async with connected(server.url) as connection:
            yield connection
    finally:
        await server.stop()


async def act(data: Path) -> None:
    fields = [each for field in FIELDS for each in ("-f", field)]
    ran = await plenary(*ACT, *fields, "--source", "invented for tests", "--data", data)
    assert ran.code == 0, ran.err


async def restored(backup: Path, data: Path, *words: str | Path) -> Ran:
    return await plenary("restore", backup, "--data", data, *words)


def beside(data: Path) -> list[str]:
    return sorted(each.name for each in data.parent.iterdir())


def files(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob("*") if each.is_file())


async def test_a_backup_holds_the_register_its_checkpoint_and_no_secret(
    base: Path, played: Played
) -> None:
    about = json.loads((base / "backup.json").read_text())
    checkpoint = Checkpoint.read(Note.read((base / "checkpoint.txt").read_text()).text)
    assert (about["kind"], about["position"]) == ("base", played.told["position"])
    assert about["leaf"] == played.told["head"]
    assert checkpoint.size == about["sealed"] > 0

    keys = [each for each in (played.data / "keys").rglob("*.key") if each.is_file()]
    secrets = [
        (played.data / "postgres" / "password").read_bytes(),
        *(k.read_bytes() for k in keys),
    ]
    assert len(secrets) > 3
    for file in files(base):
        content = file.read_bytes()
        assert not any(secret in content for secret in secrets), file
        assert file.stat().st_mode & 0o077 == 0


async def test_a_base_backup_of_a_running_register_comes_back_and_goes_on(
    copy: Path, tmp_path: Path
) -> None:
    async with up(copy) as running:
        await act(copy)
        ran = await plenary("backup", "--data", copy, "--to", tmp_path / "backup")
        assert ran.code == 0, ran.err
        assert "not in it: the private keys" in ran.err
        kept = [dict(row) for row in await running.query(EVENTS)]

    data = tmp_path / "new"
    ran = await restored(tmp_path / "backup", data, "--trust", tmp_path / "backup/checkpoint.txt")
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"restored to {data}: ")
    assert len(ran.out.splitlines()) == 1
    assert left_over(data) == []

    async with up(data):
        there = [dict(row) for row in await asked(data, EVENTS)]
        assert there[: len(kept)] == kept

        async def sealed() -> bool:
            told = (await plenary("verify", "--json", "--data", data)).told["data"]
            return bool(told["events"] == told["sealing"]["size"] > len(kept))

        await until(sealed)  # by new keys, which were admitted
        repeated = await plenary("rebuild", "--check", "--data", data)
        assert repeated.code == 0, repeated.err


async def test_a_dump_comes_back_in_a_new_cluster(played: Played, tmp_path: Path) -> None:
    backup, data = tmp_path / "backup", tmp_path / "new"
    ran = await plenary("backup", "--logical", "--data", played.data, "--to", backup, "--json")
    assert ran.code == 0, ran.err
    assert (ran.told["data"]["kind"], ran.told["position"]) == ("logical", played.told["position"])
    data.mkdir()

    ran = await restored(backup, data, "--json")

    assert ran.code == 0, ran.err
    assert (ran.told["position"], ran.told["head"]) == (
        played.told["position"],
        played.told["head"],
    )
    assert ran.told["data"]["views_compared"]
    async with database(data) as connection:
        assert await guards_strayed(connection) == []
        there = await connection.fetch(EVENTS)
        assert [row["position"] for row in there] == list(range(1, len(there) + 1))
        may = "SELECT has_table_privilege('plenary_app', 'event', 'UPDATE')"
        assert await connection.fetchval(may) is False
    ran = await plenary("rebuild", "--check", "--data", data)
    assert ran.code == 0, ran.err


async def test_a_lost_tail_is_said_with_its_length(base: Path, copy: Path, tmp_path: Path) -> None:
    """The register went on after the backup; a checkpoint of the later time was kept elsewhere."""
    trusted, data = tmp_path / "later.txt", tmp_path / "new"
    async with up(copy):
        await act(copy)

        async def sealed() -> bool:
            told = (await plenary("verify", "--json", "--data", copy)).told["data"]
            return bool(told["events"] == told["sealing"]["size"])

        await until(sealed)
        (row,) = await asked(copy, "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
    trusted.write_text(row["note"])
    missing = row["size"] - json.loads((base / "backup.json").read_text())["position"]
    assert missing > 0

    ran = await restored(base, data, "--trust", trusted)

    assert ran.code == 4
    said = "1 event is" if missing == 1 else f"{missing} events are"
    assert f"{said} missing at the end: a tail was lost" in ran.err
    assert f"Nothing is at {data}; the restored register is in {tmp_path}/new.doubtful" in ran.err
    assert "new" not in beside(data)
    ran = await plenary("verify", "--data", tmp_path / "new.doubtful")
    assert ran.code == 0, "what is left can be looked at"
    assert (await restored(base, data)).code == 2, "and is not written over"


def changed(base: Path, *, root: bytes | None = None, origin: str | None = None) -> str:
    """A checkpoint like that of the backup but for this, signed by some other key."""
    kept = Checkpoint.read(Note.read((base / "checkpoint.txt").read_text()).text)
    key = SigningKey.of("turkpa", Algorithm.ED25519, bytes(32))
    other = Checkpoint(origin=origin or kept.origin, size=kept.size, root=root or kept.root)
    return Note(text=other.text, signatures=[key.sign(other.text)]).whole


def altered(base: Path) -> str:
    """The checkpoint of the backup with another size under the same signatures."""
    origin, size, *rest = (base / "checkpoint.txt").read_text().split("\n")
    return "\n".join([origin, str(int(size) - 1), *rest])


@pytest.mark.parametrize(
    ("trust", "code", "said"),
    [
        (lambda base: changed(base, root=bytes(32)), 4, "they give another root than"),
        (lambda base: changed(base, origin="elsewhere"), 4, "is of elsewhere, this register is"),
        (changed, 4, "bears no signature of a key that counted then"),
        (altered, 4, "was altered: the signature of turkpa is not valid"),
        (lambda _base: "no checkpoint\n", 2, "is no signed checkpoint"),
    ],
    ids=["another root", "another register", "another key", "altered", "no checkpoint"],
)
async def test_a_checkpoint_that_does_not_agree_is_told(
    base: Path, tmp_path: Path, trust: object, code: int, said: str
) -> None:
    assert callable(trust)
    file, data = tmp_path / "kept.txt", tmp_path / "new"
    file.write_text(str(trust(base)))

    ran = await restored(base, data, "--trust", file, "--json")

    assert ran.code == code
    assert said in ran.told["error"]["message"]
    assert beside(data) == (["kept.txt", "new.doubtful"] if code == 4 else ["kept.txt"])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def largest(folder: Path) -> Path:
    return max(files(folder), key=lambda file: file.stat().st_size)


def forge_position(backup: Path) -> None:
    about = json.loads((backup / "backup.json").read_text())
    (backup / "backup.json").write_text(json.dumps({**about, "position": about["position"] + 7}))


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (lambda backup: flip(largest(backup / "base" / "base")), 4, "was changed"),
        (lambda backup: (backup / "base" / "PG_VERSION").unlink(), 4, "PG_VERSION is missing"),
        (lambda backup: (backup / "base" / "more").touch(), 4, "not in its manifest"),
        (lambda backup: flip(backup / "base" / "backup_manifest"), 4, "backup_manifest"),
        (lambda backup: largest(backup / "base" / "pg_wal").unlink(), 4, "write-ahead log"),
        (lambda backup: (backup / "backup.json").unlink(), 3, "is no backup"),
        (lambda backup: (backup / "backup.json").write_text("{}"), 4, "cannot be read"),
        (lambda backup: (backup / "checkpoint.txt").unlink(), 4, "checkpoint.txt is missing"),
        (lambda backup: flip(backup / "checkpoint.txt"), 4, "checkpoint.txt was changed"),
        (forge_position, 4, "7 events are missing at the end: a tail was lost"),
    ],
)
async def test_a_damaged_backup_is_never_put_in_place(
    base: Path, tmp_path: Path, damage: object, code: int, said: str
) -> None:
    assert callable(damage)
    backup, data = await copied(base, tmp_path / "backup"), tmp_path / "new"
    damage(backup)

    ran = await restored(backup, data)

    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert "new" not in beside(data)
    assert "new.restoring" not in beside(data)


@pytest.mark.parametrize(
    ("told", "code", "left"),
    [(signal.SIGINT, 130, ["backup"]), (signal.SIGKILL, -9, ["backup", "new.restoring"])],
)
async def test_a_restore_that_is_broken_off_is_never_taken_for_a_register(
    base: Path, tmp_path: Path, told: signal.Signals, code: int, left: list[str]
) -> None:
    backup, data = await copied(base, tmp_path / "backup"), tmp_path / "new"
    half = tmp_path / "new.restoring" / "postgres"
    process = await begun("restore", backup, "--data", data)

    async def laid() -> bool:
        return half.exists()

    await until(laid)
    process.send_signal(told)
    _, err = await process.communicate()

    assert (process.returncode, b"Traceback" in err) == (code, False)
    assert beside(data) == left

    async def quiet() -> bool:
        return left_over(tmp_path) == []

    await until(quiet)
    if code == -9:
        ran = await restored(backup, data)
        assert (ran.code, "new.restoring is there from an earlier" in ran.err) == (2, True)


async def test_of_two_restores_to_one_place_the_second_leaves_the_first_alone(
    base: Path, tmp_path: Path
) -> None:
    """Both find the place free, as the files of a backup are compared before it is taken."""
    data = tmp_path / "new"
    both = (restore(Output(), base, data, None) for _ in range(2))

    first, second = await asyncio.gather(*both, return_exceptions=True)

    assert first == Exit.DONE, first
    assert isinstance(second, ConsoleError), second
    assert (second.code, second.exit_code) == ("in-use", Exit.CONFLICT)
    assert "nothing was changed" in second.sentence
    assert beside(data) == ["new"]
    ran = await plenary("verify", "--data", data)
    assert ran.code == 0, ran.err


async def test_a_restore_is_refused_at_once_while_another_one_to_its_place_runs(
    base: Path, tmp_path: Path
) -> None:
    with lock_on(tmp_path / "new.restoring"):
        ran = await restored(base, tmp_path / "new")

    assert (ran.code, "another restore to" in ran.err) == (5, True), ran.err
    assert beside(tmp_path / "new") == ["new.restoring"]


FORGED = """
    ALTER TABLE event DISABLE TRIGGER append_only;
    UPDATE event SET body = replace(body::text, 'turkpa', 'turkpA')::json WHERE position = 5;
    ALTER TABLE event ENABLE TRIGGER append_only;
"""
UNGUARDED = "DROP TRIGGER append_only ON event; GRANT UPDATE ON event TO plenary_app"


@pytest.mark.parametrize(
    ("altered", "said"),
    [(FORGED, "position 5 was changed"), (UNGUARDED, "missing: trigger append_only on event")],
    ids=["an event", "a guard"],
)
async def test_a_register_altered_before_its_dump_is_found(
    altered: str, said: str, copy: Path, tmp_path: Path
) -> None:
    backup, data = tmp_path / "backup", tmp_path / "new"
    async with database(copy) as connection:
        await connection.execute(altered)
    ran = await plenary("backup", "--logical", "--data", copy, "--to", backup)
    assert ran.code == 0, ran.err

    ran = await restored(backup, data)

    assert ran.code == 4
    assert said in ran.err
    assert "new" not in beside(data)


async def test_nothing_is_written_over(base: Path, played: Played, tmp_path: Path) -> None:
    ran = await restored(base, played.data)
    assert (ran.code, "is not an empty folder" in ran.err) == (2, True)
    ran = await plenary("backup", "--data", played.data, "--to", base)
    assert (ran.code, "exists and is not overwritten" in ran.err) == (2, True)
    ran = await plenary("backup", "--data", tmp_path / "none", "--to", tmp_path / "backup")
    assert (ran.code, "there is no register under" in ran.err) == (3, True)
    assert beside(tmp_path / "new") == []


async def test_a_server_that_others_run_is_copied_by_its_administrator(
    standing: Up, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = endpoints(standing.data)["database_url"]
    monkeypatch.setattr("tests.acceptance.plenaries.NAMED", ())
    monkeypatch.setenv("DATABASE_URL", where)
    ran = await plenary("backup", "--data", tmp_path / "none", "--to", tmp_path / "one")
    assert (ran.code, "set MIGRATION_DATABASE_URL" in ran.err) == (2, True)
    password = quote((standing.data / "postgres" / "password").read_text(), safe="")
    administrator = f"postgresql://postgres:{password}@{where.rpartition('@')[2]}"
    monkeypatch.setenv("MIGRATION_DATABASE_URL", administrator)
    for kind in ([], ["--logical"]):
        to = tmp_path / f"backup{len(kind)}"
        ran = await plenary("backup", *kind, "--data", tmp_path / "none", "--to", to)
        assert ran.code == 0, ran.err
    assert standing.process.returncode is None


@pytest.fixture
async def two_readers(standing: Up) -> AsyncIterator[Path]:
    """A folder that is up, with two readers of its register, one of which has stopped."""
    await standing.query(
        "INSERT INTO subscription VALUES ('search', 3, $1::text::jsonb), ('mail', 5, NULL)",
        json.dumps({"position": 4, "type": "RulesAdopted", "error": "KeyError: 'x'"}),
    )
    yield standing.data
    await standing.query("DELETE FROM subscription")


async def test_readers_are_shown_and_resumed(two_readers: Path) -> None:
    data = two_readers
    ran = await plenary("doctor", "--data", data)
    assert ran.code == 7
    assert "stopped at 4 RulesAdopted: KeyError: 'x'" in ran.out
    assert "plenary readers --resume search" in ran.out

    ran = await plenary("readers", "--resume", "search", "--data", data)
    assert ran.code == 0, ran.err
    assert (await plenary("readers", "--resume", "search", "--data", data)).code == 5
    assert (await plenary("readers", "--resume", "other", "--data", data)).code == 3
    rows = (await plenary("readers", "--json", "--data", data)).rows
    assert [(row["name"], row["position"], row["failed"]) for row in rows] == [
        ("mail", 5, None),
        ("search", 3, None),
    ]
    assert all(row["lag"] == row["head"] - row["position"] > 0 for row in rows)
    ran = await plenary("doctor", "--data", data)
    assert ran.code == 0, ran.out


async def test_a_backup_never_writes_into_what_another_one_began(
    played: Played, tmp_path: Path
) -> None:
    (tmp_path / "backup.new").mkdir()
    (tmp_path / "backup.new" / "theirs").touch()

    ran = await plenary("backup", "--data", played.data, "--to", tmp_path / "backup")

    assert (ran.code, "a backup that runs or was killed" in ran.err) == (2, True), ran.err
    assert beside(tmp_path / "backup.new" / "theirs") == ["theirs"]
