"""`plenary up`: told to end it leaves nothing; it goes on where it ended; one a folder."""

import signal
from pathlib import Path

from tests.acceptance.conftest import Played
from tests.acceptance.plenaries import Up, begun, left_over, plenary, still, up


async def test_told_to_end_it_leaves_nothing_and_goes_on_at_the_next_start(
    played: Played, copy: Path
) -> None:
    for what in (signal.SIGINT, signal.SIGTERM):
        async with up(copy) as running:
            shown = await plenary("verify", "--json", "--data", copy)
            code = await running.told(what)
        print(f"a second start took {running.seconds:.1f} s")

        assert (shown.code, shown.told["head"]) == (0, played.told["head"])
        assert code == 0
        said = running.said[0]
        worker, servers = "stopping the sealer and the worker", "stopping Temporal and PostgreSQL"
        assert -1 < said.index(worker) < said.index(servers)
        assert "Traceback" not in said
        assert not still(running.pids.values())
        assert not left_over(copy)


async def test_interrupted_while_it_starts_it_ends_with_130(tmp_path: Path) -> None:
    data = tmp_path / "data"
    process = await begun("up", "--data", data)
    assert process.stderr is not None
    await process.stderr.readline()  # it says that it is starting
    process.send_signal(signal.SIGINT)
    _, err = await process.communicate()

    assert process.returncode == 130
    assert b"Traceback" not in err
    assert not left_over(data)


async def test_a_second_up_on_the_same_folder_is_a_conflict(standing: Up) -> None:
    ran = await plenary("up", "--json", "--data", standing.data)

    assert ran.code == 5
    assert ran.told["error"]["code"] == "in-use"
    assert f"{standing.data} is in use by process" in ran.told["error"]["message"]
    assert standing.process.returncode is None


async def test_the_register_of_one_assembly_is_never_that_of_another(copy: Path) -> None:
    other = await plenary("up", "--assembly", "pace", "--data", copy)
    assert other.code == 5
    assert "the register is that of the assembly turkpa, not of pace" in other.err
    assert "Say --assembly turkpa" in other.err
    async with up(copy):
        verified = await plenary("verify", "--data", copy)
    assert verified.code == 0, verified.err


async def test_two_stand_side_by_side(standing: Up, tmp_path: Path) -> None:
    async with up(tmp_path / "data", "--assembly", "quick") as other:
        assert other.temporal_address != standing.temporal_address
        ours = await plenary("show", "assembly", "--json", "--data", standing.data)
        theirs = await plenary("show", "assembly", "--json", "--data", other.data)

    assert ours.told["data"]["case"]["title"] != theirs.told["data"]["case"]["title"]
