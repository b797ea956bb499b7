"""An older database under a newer memory: the end of the record is lost, and everything says so."""

import shutil
import signal
from pathlib import Path

from eventstore.proofs.checkpoints import Checkpoint
from tests.acceptance.plenaries import Ran, copied, plenary, up
from tests.acceptance.test_witnessed import sealing

BY = ("--as", "secretariat/secretary", "--source", "invented for tests")


async def claimed(data: Path) -> Ran:
    told = ("-f", "claim=something", "-f", "according_to=somebody")
    return await plenary("submit", "RecordClaim", "assembly", *told, *BY, "--data", data)


async def of_another_name(data: Path) -> None:
    """As if the register that was sealed here had been emptied, or renamed."""
    memory = data / "sealer" / "other.last"
    memory.write_text(Checkpoint(origin="other", size=3, root=bytes(32)).text)
    told = await plenary("verify", "--data", data)
    said = "a checkpoint over 3 events of 'other' was signed here, and the register calls itself"
    assert (told.code, said in told.err) == (4, True), told
    memory.unlink()


async def test_a_lost_end_of_the_record_is_said_by_all_who_look(copy: Path, tmp_path: Path) -> None:
    data, older, kept = copy, tmp_path / "older", tmp_path / "kept.note"
    before = (await sealing(data, 0))["size"]
    await copied(data / "postgres", older)
    async with up(data) as running:
        assert (await claimed(data)).code == 0
        after = (await sealing(data, 0))["size"]
        row = (await running.query("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"))[0]
        kept.write_text(row["note"])
        whole = await plenary("verify", "--trust", kept, "--data", data)
        assert (whole.code, f"checkpoint in {kept}" in whole.out) == (0, True), whole
        await of_another_name(data)
    shutil.rmtree(data / "postgres")
    older.rename(data / "postgres")
    lost = "missing at the end: a tail was lost"

    async with up(data) as running:
        told = await plenary("verify", "--data", data)
        assert (told.code, lost in told.err) == (4, True), told
        assert (await plenary("verify", "--trust", kept, "--data", data)).code == 4
        asked = await plenary("doctor", "--json", "--data", data)
        assert asked.code == 7
        seals = next(each for each in asked.told["data"]["checks"] if each["check"] == "seals")
        assert seals["health"] == "fail"
        assert f"{after - before:,} of them are missing at the end" in seals["says"]
        await running.query("GRANT UPDATE ON event TO plenary_app")
        asked = await plenary("doctor", "--json", "--data", data)
        guards = next(each for each in asked.told["data"]["checks"] if each["check"] == "guards")
        assert "plenary_app may UPDATE in event" in guards["says"]
        await running.told(signal.SIGTERM)
        assert "WARNING, seals: a checkpoint over" in running.said[0]
