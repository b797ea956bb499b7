"""`doctor` on a disk that fills up."""

from pathlib import Path

import pytest

from cli.doctor import LEAST, MEBI, ROOM, disk_space, findings
from cli.finding import Health


@pytest.mark.parametrize(
    ("free", "health", "says"),
    [
        (ROOM, Health.OK, "1,024 MiB are free"),
        (ROOM - 1, Health.WARN, "1,023 MiB are free"),
        (LEAST, Health.WARN, "64 MiB are free"),
        (LEAST - 1, Health.FAIL, "63 MiB are free: PostgreSQL and Temporal stop when it is full"),
        (0, Health.FAIL, "0 MiB are free: PostgreSQL and Temporal stop when it is full"),
    ],
)
def test_a_disk_is_said_to_be_full_before_it_is(free: int, health: Health, says: str) -> None:
    found = disk_space(Path("data"), free)

    assert (found.health, found.says) == (health, says)
    assert bool(found.remedy) is (health is not Health.OK)


async def test_the_disk_of_the_folder_is_looked_at(tmp_path: Path) -> None:
    looked = {each.what: each.says async for each in findings(tmp_path)}

    assert int(looked["disk"].split()[0].replace(",", "")) * MEBI > 0
