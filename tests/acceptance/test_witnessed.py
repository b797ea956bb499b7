"""Sealed, witnessed and stamped on real servers, by witnesses and a clock of somebody else."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.checking_receipts import check_receipt
from cli.exits import ConsoleError
from cli.output import Output
from eventstore.envelope import leaf
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.policies import Policy, quorum_policy
from eventstore.proofs.receipts import Receipt
from tests.acceptance.plenaries import Up, begun, plenary, up
from tests.authority import StampingAuthority, serving

SECONDS = 30
BODY = "SELECT body::text AS body FROM event WHERE position = $1"


@asynccontextmanager
async def witness(data: Path, name: str, *logs: str) -> AsyncIterator[Mapping[str, Any]]:
    """Have a witness that answers inside the block; give what it says of itself."""
    words = [each for log in logs for each in ("--log", log)]
    process = await begun("witness", name, *words, "--data", data, "--json")
    try:
        assert process.stdout is not None
        yield json.loads(await process.stdout.readline())["data"]
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = await process.communicate()
        assert b"Traceback" not in err


async def log_keys(running: Up) -> list[str]:
    rows = await running.query(
        "SELECT body->'data'->>'key' AS key FROM event WHERE type = 'LogKeyAdmitted' ORDER BY 1"
    )
    return [row["key"] for row in rows]


async def admit(data: Path, name: str, told: Mapping[str, Any]) -> None:
    """Admit a witness with the first of its keys."""
    fields = {"witness": name, "key": told["keys"][0], "url": told["url"]}
    words = [each for field in fields.items() for each in ("-f", "=".join(field))]
    by = ("--as", "secretariat", "--source", "invented for tests", "--data", data)
    ran = await plenary("submit", "AdmitWitness", "assembly", *words, *by)
    assert ran.code == 0, ran.err


async def sealing(data: Path, wanted: int) -> dict[str, Any]:
    """Return how far the register is sealed, once so many witnesses confirm its head."""
    found: dict[str, Any] = {}
    for _ in range(SECONDS):
        ran = await plenary("verify", "--json", "--data", data)
        assert ran.code == 0, ran.err
        found = ran.told["data"]["sealing"] or {}
        whole = found.get("size") == ran.told["data"]["events"]
        if whole and len(found["witnesses"]) == wanted:
            return found
        await asyncio.sleep(1)
    raise AssertionError(found)


async def unwitnessed(data: Path, package: Path) -> None:
    """Ask for both witnesses when neither answers: what goes out is what they did confirm."""
    by = ("--as", "secretariat", "--source", "invented for tests", "--data", data)
    number = ("-f", "least:=2", "-f", "decision=Council 3")
    ran = await plenary("submit", "SetWitnessQuorum", "assembly", *number, *by)
    assert ran.code == 0, ran.err
    found = await sealing(data, 0)
    assert found["witnessed"] is False
    before, last = found["witnessed_size"], found["size"]
    assert 0 < before < last
    for position, proved, size in ((3, "witnessed", before), (last, "sealed", last)):
        ran = await plenary("receipt", str(position), "--json", "--data", data)
        assert (ran.told["data"]["proved"], ran.told["data"]["size"]) == (proved, size)
    ran = await plenary("verify", "--data", data)
    assert (
        f"not witnessed, but the first {before:,} events are, by ankara, baku" in ran.out + ran.err
    )
    ran = await plenary("export", "package", "all", "--to", package, "--data", data)
    assert ran.code == 0, ran.err
    assert "not sealed and witnessed yet, so not in it" in ran.err
    ran = await plenary("verify-package", package)
    assert (ran.code, "witnessed by ankara, baku" in ran.out) == (0, True), ran.out


async def it_proves_its_event_and_no_other(data: Path, folder: Path, policy: Policy) -> None:
    """Kept in files, a receipt is checked without asking anybody."""
    kept, event, other = folder / "3.tlog-proof", folder / "3.json", folder / "other.json"
    mine, strict = folder / "policy.txt", folder / "strict.txt"
    ran = await plenary("receipt", "3", "--to", kept, "--event", event, "--data", data)
    assert ran.code == 0, ran.err
    mine.write_text(policy.text)
    other.write_text(event.read_text().replace('"position":3', '"position":4'))
    strict.write_text("quorum none\n")

    assert check_receipt(Output(), kept, event, mine) == 0
    for text, keys, said in (
        (other, mine, "does not prove the event"),
        (event, strict, "no log that the policy knows"),
    ):
        with pytest.raises(ConsoleError, match=said) as refused:
            check_receipt(Output(), kept, text, keys)
        assert refused.value.exit_code == 4


async def test_a_register_is_sealed_and_witnessed_and_its_receipts_hold(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with up(data, "--assembly", "quick") as running:
        keys = await log_keys(running)
        assert (await sealing(data, 0))["witnessed"] is False
        async with (
            witness(tmp_path / "baku", "baku.example/witness", *keys) as baku,
            witness(tmp_path / "ankara", "ankara.example/witness", *keys) as ankara,
        ):
            await admit(data, "baku", baku)
            await admit(data, "ankara", ankara)
            found = await sealing(data, 2)
            assert (found["witnesses"], found["witnessed"]) == (["ankara", "baku"], True)

            ran = await plenary("receipt", "3", "--data", data)
            row = (await running.query(BODY, 3))[0]
            policy = quorum_policy(
                [VerifierKey.read(key) for key in keys],
                {"baku": VerifierKey.read(baku["keys"][0])},
                1,
            )
            await it_proves_its_event_and_no_other(data, tmp_path, policy)
        await unwitnessed(data, tmp_path / "package")
        receipt = Receipt.read(ran.out)
        assert receipt.check(leaf(row["body"].encode()), policy).quorum


async def stamped(data: Path, name: str) -> dict[str, Any]:
    """Return the last time-stamp of an authority, once there is one."""
    for _ in range(SECONDS):
        ran = await plenary("verify", "--json", "--data", data)
        assert ran.code == 0, ran.err
        stamps = (ran.told["data"]["sealing"] or {}).get("stamps", [])
        if found := [each for each in stamps if each["authority"] == name]:
            return dict(found[0])
        await asyncio.sleep(1)
    raise AssertionError(f"{name} stamped nothing in {SECONDS} s")


async def admit_authority(data: Path, name: str, fields: Mapping[str, Any]) -> None:
    words = [each for field, value in fields.items() for each in ("-f", f"{field}{value}")]
    by = ("--as", "secretariat", "--source", "invented for tests", "--data", data)
    act = ("submit", "AdmitTimestampAuthority", "assembly", "-f", f"authority={name}")
    ran = await plenary(*act, *words, *by)
    assert ran.code == 0, ran.err


async def test_an_authority_states_when_a_register_was_as_it_is(tmp_path: Path) -> None:
    data, package = tmp_path / "data", tmp_path / "package"
    clock = StampingAuthority.made("clock")
    texts = f":={json.dumps(clock.texts)}"
    async with up(data, "--assembly", "quick"):
        with serving(clock) as url:
            await admit_authority(data, "other", {"certificates": texts, "url": "=http://[::1]:9"})
            await admit_authority(data, "clock", {"certificates": texts, "url": f"={url}"})
            found = await stamped(data, "clock")
        assert abs(datetime.now(UTC) - datetime.fromisoformat(found["stated"])) < timedelta(hours=1)

        ran = await plenary("verify", "--data", data)
        assert f"time-stamped by clock {found['stated'][:10]}" in ran.out.replace("\n", " ")
        ran = await plenary("doctor", "--json", "--data", data)
        health = {each["check"]: each["health"] for each in ran.told["data"]["checks"]}
        assert (health["time by clock"], health["time by other"]) == ("ok", "warn")
        ran = await plenary("export", "package", "all", "--to", package, "--data", data)
        assert ran.code == 0, ran.err
    ran = await plenary("verify-package", package)
    assert (ran.code, "time-stamped by clock at" in ran.out) == (0, True), ran.out


PERSON = {"subject": "aa-chair", "name": "Ayla Example", "contact": "ayla@example.org"}
WHY = ("--authority", "Decision 7 of the Council", "--because", "the person asked for it")


async def kept(running: Up) -> list[str]:
    rows = await running.query("SELECT value FROM person WHERE value IS NOT NULL ORDER BY 1")
    return [row["value"] for row in rows]


async def test_a_person_is_erased_and_every_proof_still_holds(tmp_path: Path) -> None:
    data = tmp_path / "data"
    fields = [each for field in PERSON.items() for each in ("-f", "=".join(field))]
    by = ("--as", "secretariat", "--source", "invented for tests", "--data", data)
    async with up(data, "--assembly", "quick") as running:
        nobody = await plenary("erase", "aa-chair", *WHY, "--data", data)
        assert (nobody.code, nobody.out) == (6, "")
        assert "nothing is kept of aa-chair" in nobody.err
        ran = await plenary("submit", "RegisterPerson", "assembly", *fields, *by)
        assert ran.code == 0, ran.err
        assert await kept(running) == ["Ayla Example", "ayla@example.org"]

        ran = await plenary("erase", "aa-chair", *WHY, "--data", data)

        assert ran.code == 0, ran.err
        assert "ErasePerson" in ran.out
        assert "backups" in ran.err
        assert await kept(running) == []
        await sealing(data, 0)
        whole = tmp_path / "package"
        ran = await plenary("export", "package", "all", "--to", whole, "--data", data)
        assert ran.code == 0, ran.err
    assert not any(b"Ayla" in file.read_bytes() for file in whole.rglob("*") if file.is_file())
    ran = await plenary("verify-package", whole)
    assert ran.code == 0, ran.out
    assert "Decision 7 of the Council" in ran.out


async def test_a_second_witness_does_not_share_a_memory(tmp_path: Path) -> None:
    key = "x+3f6f7d6d+AQ=="
    refused = await plenary("witness", "baku", "--log", key, "--data", tmp_path)
    assert refused.code == 2
    assert "--log" in refused.err
