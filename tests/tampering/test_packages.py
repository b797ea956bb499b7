"""A package is tampered with: its program finds each kind, and not one changed byte is missed."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
import pytest

from eventstore.canonical import canonical
from eventstore.packaging import ALL
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.notes import Note
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import Signer
from eventstore.proofs.timestamps import Authority, request_for
from tests.authority import StampingAuthority
from tests.eventstore.forging import rechain
from tests.eventstore.proofs.sealing import Remembered
from tests.tampering.amount import MUTATIONS, UNTOUCHED
from tests.tampering.conftest import Original
from tests.tampering.packages import Bag, Reach, forged
from tests.tampering.rows import FORGET
from tests.tampering.sealed import (
    LOG,
    LOG_KEYS,
    OTHER_KEYS,
    POLICY,
    TWICE_TITLED,
    WITNESSES,
    packed,
)

program = import_module("verifier.verify")  # it bears no types: auditors read it as it is

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
EVENTS, ACTS, NOTE = "data/events.jsonl", "data/commands.jsonl", "data/checkpoint.note"
PERSONS = "data/persons.jsonl"
LOGS_ALONE = "".join([*(f"log {key.verifier.text}\n" for key in LOG_KEYS), "quorum none\n"])
"""A policy that trusts the log and asks no witness."""
LITTLE = 2**30
"""So little memory, in bytes, and a file larger than it."""


def fault(folder: Path, original: Original, *, policy: str = POLICY) -> str:
    with pytest.raises(program.Fault) as caught:
        program.verify(folder, policy, original.kept.note)
    return str(caught.value)


async def sealed_anew(register: Connection, folder: Path) -> Path:
    """Seal a register that was rewritten with the stolen keys of the log, and pack it."""
    await register.execute(FORGET)
    await seal(register, Signer(LOG_KEYS, Remembered()), LOG)
    return await packed(register, folder / "forged")


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  (ours)


def is_whole(folder: Path, original: Original) -> bool:
    try:
        program.verify(folder, POLICY, original.kept.note)
    except (program.Fault, OSError):
        return False
    return True


def replaced(path: str, old: bytes, new: bytes) -> Callable[[Bag], None]:
    def change(bag: Bag) -> None:
        assert old in bag.files[path]
        bag.files[path] = bag.files[path].replace(old, new, 1)

    return change


def tile_truncated(bag: Bag) -> None:
    path = next(path for path in sorted(bag.files) if path.startswith("data/tile/0/"))
    bag.files[path] = bag.files[path][:-32]


def texts_swapped(bag: Bag) -> None:
    one, other = [path for path in sorted(bag.files) if path.startswith("data/documents/")][:2]
    bag.files[one], bag.files[other] = bag.files[other], bag.files[one]


def text_changed(bag: Bag) -> None:
    path = next(path for path in sorted(bag.files) if path.startswith("data/documents/"))
    bag.files[path] = bag.files[path].replace(b"invented", b"improved")


def minutes_cite(name: str, number: int) -> Callable[[Bag], None]:
    def change(bag: Bag) -> None:
        path = next(path for path in sorted(bag.files) if path.startswith("data/minutes/"))
        drafted = json.loads(bag.files[path])
        drafted["lines"][0]["events"][0][name] += number
        bag.files[path] = canonical(drafted).encode()

    return change


def in_lines(path: str, change: Callable[[dict[str, Any]], bool]) -> Callable[[Bag], None]:
    """Change what a line says, where `change` does."""

    def changed(bag: Bag) -> None:
        lines = [json.loads(line) for line in bag.files[path].splitlines()]
        assert sum(map(change, lines))
        bag.files[path] = "".join(f"{canonical(line)}\n" for line in lines).encode()

    return changed


def give_another_hash(act: dict[str, Any]) -> bool:
    alarm = act["request"] is None and act["request_hash"] is not None
    act["request_hash"] = "0" * 64 if alarm else act["request_hash"]
    return alarm


def tell_again(person: dict[str, Any]) -> bool:
    erased = person["value"] is None
    person |= {"value": "Ayla", "salt": "0" * 32} if erased else {}
    return erased


def cosignature_of_another_log(bag: Bag) -> None:
    """Take what a witness truly said of another register."""
    note = Note.read(bag.files[NOTE].decode())
    text = note.text.replace(LOG, "slow", 1)
    foreign = WITNESSES["baku"].sign(text, 1_800_000_000).line
    lines = bag.files[NOTE].decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("\u2014 baku.example")]
    bag.files[NOTE] = "".join([*kept, foreign]).encode()


def signed_with_another_key(bag: Bag) -> None:
    note = Note.read(bag.files[NOTE].decode())
    own = [each for each in note.signatures if each.name != LOG]
    mine = [key.sign(note.text) for key in OTHER_KEYS[:1]]
    bag.files[NOTE] = Note(text=note.text, signatures=[*mine, *own]).whole.encode()


def time_stamps_swapped(bag: Bag) -> None:
    one, other = [path for path in sorted(bag.files) if path.endswith("/astana-time.tst")]
    bag.files[one], bag.files[other] = bag.files[other], bag.files[one]


def foreign_time_stamp(bag: Bag) -> None:
    """Put one over the same checkpoint, by keys that call themselves as the authority does."""
    text = Note.read(bag.files[NOTE].decode()).text
    request = request_for(text)
    forger = StampingAuthority.made("astana-time")
    authority = Authority.read("astana-time", forger.texts)
    token, _ = authority.accept(request, forger.answer(request.raw), text)
    path = f"data/timestamps/{Checkpoint.read(text).size}/astana-time.tst"
    assert path in bag.files
    bag.files[path] = token


KINDS: Mapping[str, tuple[Callable[[Bag], None], str]] = {
    "change a field": (replaced(EVENTS, b'"edition":1', b'"edition":2'), "was changed"),
    "change the answer": (
        replaced(ACTS, b'type\\":\\"ModelLawTitled', b'type\\":\\"ModelLawDraped'),
        "is not what was answered",
    ),
    "give an alarm another hash": (
        in_lines(ACTS, give_another_hash),
        "under the hash of its alarm",
    ),
    "tell again what was erased": (in_lines(PERSONS, tell_again), "erased"),
    "normalise otherwise": (replaced(EVENTS, b"invented", b"invente\xcc\x81d"), "is not NFC"),
    "double a key": (replaced(EVENTS, b'{"actor"', b'{"actor":1,"actor"'), "not canonical"),
    "end a line otherwise": (replaced(EVENTS, b"\n", b"\r\n"), "cannot be read"),
    "truncate a file": (tile_truncated, "one hash for each event"),
    "change a text": (text_changed, "does not give its name"),
    "swap two texts": (texts_swapped, "does not give its name"),
    "cite another event": (minutes_cite("version", 1), "cites it"),
    "cite what is not recorded": (minutes_cite("position", 1_000), "cites it"),
    "lower the quorum": (replaced("data/policy.txt", b"quorum 2", b"quorum 1"), "policy"),
    "replace a key": (
        replaced(
            "data/policy.txt",
            LOG_KEYS[0].verifier.text.encode(),
            OTHER_KEYS[0].verifier.text.encode(),
        ),
        "data/policy.txt is not what was recorded",
    ),
    "replay a cosignature of another log": (cosignature_of_another_log, "not valid"),
    "swap time-stamps": (time_stamps_swapped, "is no time-stamp of astana-time over that"),
    "put a foreign time-stamp": (foreign_time_stamp, "is no time-stamp of astana-time over that"),
    "sign with another key": (signed_with_another_key, "signed by no log"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_found_and_named_even_with_the_logs_own_key(
    package: Path, original: Original, kind: str
) -> None:
    change, words = KINDS[kind]
    before = Bag.of(package)
    bag = Bag(dict(before.files))
    change(bag)
    bag.listed(Reach.KEY, before).lay(package, before)

    assert words in fault(package, original)


async def test_lists_that_are_true_again_are_not_signed(package: Path, original: Original) -> None:
    before = Bag.of(package)
    bag = Bag({**before.files, "data/METHOD.md": b"Trust us.\n"})
    bag.listed(Reach.LISTS, before).lay(package, before)

    assert "signature.note is over another package" in fault(package, original)


async def test_not_a_line_is_added_to_the_signature_that_no_manifest_covers(
    package: Path, original: Original
) -> None:
    before = Bag.of(package)
    line = before.files["signature.note"].splitlines(keepends=True)[-1]
    Bag({**before.files, "signature.note": before.files["signature.note"] + line}).lay(
        package, before
    )

    assert "signature.note is of no log that the policy knows" in fault(package, original)


@pytest.mark.parametrize("name", [b"\x1b[2Kall well", b"\xff", "\u0435vents.jsonl".encode()])
def test_a_file_that_no_list_names_is_told_in_letters_that_do_nothing(
    package: Path, original: Original, name: bytes
) -> None:
    (Path(os.fsdecode(bytes(package) + b"/data/" + name))).touch()

    said = fault(package, original)
    assert said.isascii()
    assert said.isprintable()
    assert said.endswith("is listed in no manifest")


def test_a_folder_is_there_for_its_files_only(package: Path, original: Original) -> None:
    (package / "data" / "more").mkdir()

    assert fault(package, original) == "'data/more' is listed in no manifest"


@pytest.mark.parametrize("hidden", ["\u202e", "\x9b", "\x7f", "\t", "\x01"])
async def test_what_hides_in_a_text_is_no_text_of_the_record(
    register: Connection, tmp_path: Path, hidden: str
) -> None:
    await rechain(register, {90: {"source": f"a\\rumour{hidden}"}})
    folder = await sealed_anew(register, tmp_path)

    with pytest.raises(program.Fault, match="position 90 cannot be read: its text holds a control"):
        program.verify(folder, LOGS_ALONE)


@pytest.mark.parametrize("told", ["command", "stream"])
async def test_a_refusal_is_of_the_act_that_was_asked_for(
    register: Connection, tmp_path: Path, told: str
) -> None:
    row = await register.fetchrow(
        "SELECT position, body->'data' AS data FROM event WHERE stream = 'refusals' LIMIT 1"
    )
    assert row is not None
    other = {"command": "RecordClaim", "stream": "vote/1/1"}[told]
    await rechain(register, {row["position"]: {"data": {**json.loads(row["data"]), told: other}}})
    folder = await sealed_anew(register, tmp_path)

    with pytest.raises(program.Fault, match="answers another act than was asked for"):
        program.verify(folder, LOGS_ALONE)


def test_one_key_under_two_names_is_no_two_witnesses() -> None:
    line = next(each for each in POLICY.splitlines() if each.startswith("witness "))
    _, name, key = line.split()[:3]
    text = f"witness {name} {key}\nwitness another {key}\ngroup g all {name} another\nquorum g\n"

    with pytest.raises(program.Fault, match="line 2: this is not understood: witness another"):
        program.Policy(text, "the policy")


def test_a_key_without_a_key_is_no_crash() -> None:
    with pytest.raises(program.Fault, match="of an unknown kind"):
        program.Policy("log foo+12345678+\nquorum none\n", "the policy")


async def test_a_new_past_under_the_stolen_key_does_not_grow_out_of_what_was_kept(
    register: Connection, original: Original, tmp_path: Path
) -> None:
    await rechain(register, {90: {"source": "a rumour"}})
    folder = await sealed_anew(register, tmp_path)

    assert "lacks cosignatures" in fault(folder, original)
    said = fault(folder, original, policy=LOGS_ALONE)
    assert "what was recorded then was changed since" in said


def test_an_old_copy_is_shorter_than_what_was_kept(original: Original) -> None:
    size = len((original.package / EVENTS).read_bytes().splitlines()) + 50
    newer = Checkpoint(origin=LOG, size=size, root=bytes(32)).text
    note = Note(text=newer, signatures=[LOG_KEYS[0].sign(newer)]).whole.encode()

    with pytest.raises(program.Fault, match=f"is over {size} events: 50 are missing at the end"):
        program.verify(original.package, POLICY, note)


async def test_no_random_mutation_is_missed(package: Path, original: Original) -> None:
    whole, chance = Bag.of(package), random.Random(MUTATIONS)
    reaches = (Reach.FILE, Reach.FILE, Reach.LISTS, Reach.KEY)
    for number in range(MUTATIONS // 2):
        bag, words = forged(whole, chance, reaches[number % len(reaches)])
        bag.lay(package, whole)
        assert not is_whole(package, original), f"mutation {number} was missed: {words}"
        whole.lay(package, bag)

    assert program.verify(package, POLICY, original.kept.note)["scope"] == ALL


async def test_what_nobody_touched_is_never_accused(
    register: Connection, original: Original, tmp_path: Path
) -> None:
    rows = await register.fetch("SELECT DISTINCT stream FROM event WHERE stream <> 'refusals'")
    scopes = [ALL, *sorted(row["stream"] for row in rows)]
    for number in range(UNTOUCHED):
        scope = scopes[number % len(scopes)]
        folder = await packed(register, tmp_path / str(number), scope)
        assert program.verify(folder, POLICY, original.kept.note)["scope"] == scope


def test_the_program_says_it_and_ends_with_its_code(
    package: Path, original: Original, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy, kept = tmp_path / "policy.txt", tmp_path / "kept.note"
    policy.write_text(POLICY)
    kept.write_bytes(original.kept.note)
    words = [str(package), "--policy", str(policy), "--trust", str(kept)]

    assert program.main(words) == 0
    assert "nothing missing or altered" in capsys.readouterr().out
    (package / EVENTS).write_bytes((package / EVENTS).read_bytes()[:-1])
    assert program.main(words) == 4
    assert "NOT WHOLE: data/events.jsonl was changed" in capsys.readouterr().out
    assert program.main([*words, "--json"]) == 4


@pytest.mark.parametrize("at", [1, 7, 30])
def test_a_changed_event_is_named_though_the_manifests_tell_of_its_file(
    package: Path, original: Original, at: int
) -> None:
    lines = (package / EVENTS).read_bytes().split(b"\n")
    lines[at - 1] = lines[at - 1].replace(b'"v":1', b'"v":2')
    (package / EVENTS).write_bytes(b"\n".join(lines))

    assert fault(package, original) == f"position {at} was changed: its text is not in the tree"


@pytest.mark.parametrize(
    ("option", "content", "said"),
    [
        ("--trust", b"", "is no signed note"),
        ("--trust", b"\x8c", "is not UTF-8"),
        ("--policy", b"", "says no quorum"),
        ("--policy", b"\x8c", "decode"),
        ("--trust", None, "No such file"),
    ],
)
def test_a_file_of_the_auditor_that_cannot_be_read_accuses_nobody(
    package: Path, tmp_path: Path, option: str, content: bytes | None, said: str
) -> None:
    own = tmp_path / "own"
    if content is not None:
        own.write_bytes(content)
    words: list[str | Path] = [package, option, own]

    alone = ran(sys.executable, package / "data/verify.py", *words)
    wrapped = ran(Path(sys.executable).with_name("plenary"), "verify-package", *words)

    for each in (alone, wrapped):
        assert (each.returncode, each.stdout) == (2, ""), each
        assert said in each.stderr


def test_a_kept_checkpoint_that_nobody_signed_says_nothing_of_the_past(
    package: Path, original: Original
) -> None:
    kept = Note.read(original.kept.note.decode())
    lines = kept.text.split("\n")
    other = Note(text="\n".join([lines[0], "99", *lines[2:]]), signatures=kept.signatures)

    with pytest.raises(program.Fault, match="not valid"):
        program.verify(package, POLICY, other.whole.encode())


def test_it_says_whose_keys_counted(package: Path, original: Original) -> None:
    assert program.verify(package, POLICY, original.kept.note)["own_policy"] is True
    assert program.verify(package)["own_policy"] is False
    assert program.verify(package)["unvouched"] == []


def test_without_the_one_library_it_says_what_to_install(package: Path) -> None:
    without = ran(sys.executable, "-S", package / "data/verify.py", package)

    assert (without.returncode, without.stdout) == (2, "")
    assert "pip install cryptography" in without.stderr


async def test_a_package_of_a_case_holds_what_was_refused_on_it_and_its_rules(
    register: Connection, tmp_path: Path
) -> None:
    folder = await packed(register, tmp_path / "one", TWICE_TITLED)

    assert program.verify(folder, POLICY)["scope"] == TWICE_TITLED
    text = (folder / EVENTS).read_text()
    assert text.count('"type":"CommandRefused"') == 1
    assert '"type":"RulesAdopted"' in text


async def test_a_package_of_a_plenary_session_holds_its_minutes(
    register: Connection, tmp_path: Path
) -> None:
    session = await register.fetchval(
        "SELECT stream FROM event WHERE type = 'PlenarySessionPlanned' ORDER BY position LIMIT 1"
    )
    folder = await packed(register, tmp_path / "one", session)
    other = await packed(register, tmp_path / "other", TWICE_TITLED)

    held = Bag.of(folder).files
    drafted = json.loads(held[f"data/minutes/{session}.json"])
    assert program.verify(folder, POLICY)["scope"] == drafted["ref"] == session
    assert held[f"data/minutes/{session}.pdf"].startswith(b"%PDF-1.7")
    assert not any(path.startswith("data/minutes/") for path in Bag.of(other).files)


async def test_a_gateway_that_was_revoked_signs_nothing_more(
    register: Connection, tmp_path: Path
) -> None:
    at, key = await register.fetchrow(  # an act of one event, long after the gateway was admitted
        "SELECT first_position, body->'proof'->>'key_id' FROM command JOIN event "
        "ON position = first_position WHERE first_position = last_position "
        "AND first_position > 100 AND body->>'proof' IS NOT NULL AND stream <> 'refusals' LIMIT 1"
    ) or (0, "")
    kind = await register.fetchval("SELECT type FROM event WHERE position = $1", at)
    told = {"type": "GatewayKeyRevoked", "data": {"key_id": key, "because": "invented"}}
    await rechain(register, {at: told})
    await register.execute("UPDATE event SET type = $2 WHERE position = $1", at, told["type"])
    await register.execute(
        "UPDATE command SET outcome = replace(outcome::text, $2, $3)::json "
        "WHERE first_position = $1",
        at,
        f'"{kind}"',
        f'"{told["type"]}"',
    )
    folder = await sealed_anew(register, tmp_path)

    with pytest.raises(program.Fault, match="is signed with a key not known then"):
        program.verify(folder, LOGS_ALONE)


def test_a_kept_checkpoint_counts_though_its_key_was_revoked_since(
    package: Path, original: Original
) -> None:
    kept = Note.read(original.kept.note.decode())
    earlier = [each for each in kept.signatures if LOG_KEYS[1].verifier.made(each)]
    note = Note(text=kept.text, signatures=earlier).whole.encode()
    lines = POLICY.splitlines(keepends=True)
    without = "".join(line for line in lines if LOG_KEYS[1].verifier.text not in line)

    assert without != POLICY
    assert program.verify(package, without, note)["trusted_size"] == original.kept.size
    stranger = OTHER_KEYS[0].sign(kept.text)
    with pytest.raises(program.Fault, match="signed by no log of this package"):
        program.verify(package, without, Note(text=kept.text, signatures=[stranger]).whole.encode())


def test_a_file_larger_than_the_memory_is_no_crash(package: Path) -> None:
    with (package / "data/METHOD.md").open("r+b") as file:
        file.truncate(LITTLE + LITTLE // 2)

    words = f"resource.RLIMIT_AS, ({LITTLE}, {LITTLE})"
    told = f"sys.argv = ['verify', {str(package)!r}]; runpy.run_path(program, run_name='__main__')"
    within = f"import resource, runpy, sys; program = sys.argv[1]; resource.setrlimit({words})"
    found = ran(sys.executable, "-c", f"{within}; {told}", package / "data/verify.py")

    assert (found.returncode, found.stderr) == (4, "")
    assert "data/METHOD.md was changed" in found.stdout
