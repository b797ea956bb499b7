"""`plenary seed`: an assembly is founded in the register of servers and workers run by others."""

import asyncio

from domain.assemblies.loader import load, seed_acts
from tests.acceptance import forking
from tests.acceptance.plenaries import Ran, environment
from tests.house import House
from workers.main import serving


async def seeded(house: House, *words: str) -> Ran:
    """Run the command as an operator does who knows where the servers are."""
    named = {
        "DATABASE_URL": house.database_url,
        "TEMPORAL_ADDRESS": house.client.service_client.config.target_host,
        "TEMPORAL_NAMESPACE": house.client.namespace,
    }
    command = ["seed", "--data", str(house.data), *words]
    return Ran(*await asyncio.to_thread(forking.ran, command, {**environment(), **named}, b""))


async def test_an_assembly_is_founded_once_in_the_register_of_others(house: House) -> None:
    async with serving(house.settings, house.client):
        first = await seeded(house)
        again = await seeded(house, "--json")
        other = await seeded(house, "--assembly", "pace", "--json")

    acts = len(list(seed_acts(load("turkpa"))))
    assert first.code == 0, first.err
    assert f"seeding the assembly turkpa: {acts} acts" in first.err
    assert "the assembly turkpa is founded" in first.out
    assert (again.code, again.told["data"]) == (0, {"assembly": "turkpa"})
    assert "seeding" not in again.err
    types = await house.events("assembly")
    assert types.count("GatewayKeyAdmitted") == 1
    assert again.told["position"] == len(await house.query("SELECT 1 FROM event"))
    assert (other.code, other.told["error"]["code"]) == (5, "other-assembly")
