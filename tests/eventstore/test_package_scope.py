"""What a package of one case holds: whole acts, however many events they have."""

from eventstore.connections import Pool
from eventstore.queries import query
from eventstore.registrar import Registrar
from eventstore.work import Accept
from tests.eventstore.example import LOG, JarFold, put, work


async def test_an_act_of_thousands_of_events_is_never_cut_apart(pool: Pool) -> None:
    long = Accept(facts=[*(put("jar/2") for _ in range(2_500)), put("jar/1")])
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take(work(stream="jar/3"))
        await registrar.take(work(long))
        await registrar.take(work(stream="jar/1"))
        await registrar.take(work(stream="jar/3"))

    async with pool.acquire() as connection:
        rows = await connection.fetch(query("package_case"), "jar/1", 2_503, [])
    assert [row["position"] for row in rows] == list(range(2, 2_504))
