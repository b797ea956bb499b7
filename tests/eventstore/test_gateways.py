"""Evidence for who vouched for whom: a key that nobody known had admitted signs nothing."""

from dataclasses import replace

import asyncpg
import pytest

from eventstore.connections import Pool
from eventstore.registrar import Registrar
from eventstore.verify import Fault, Verified, verify
from eventstore.work import Accept, Fact, Work
from tests.eventstore.example import LOG, JarFold, work

OWN, OTHER = "example", "other"


def told(type_: str, key: str) -> Work:
    return work(Accept(facts=[Fact(stream="jar/1", type=type_, schema=1, data={"key_id": key})]))


def by(key: str, act: Work) -> Work:
    """Name another gateway as the one that signed; whether it did is not looked at here."""
    return replace(act, proof={**(act.proof or {}), "key_id": key})


async def recorded(pool: Pool, url: str, *acts: Work) -> Verified | Fault:
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        for act in acts:
            assert (await registrar.take(act)).kind == "accepted"
    connection = await asyncpg.connect(url)
    try:
        return await verify(connection)
    finally:
        await connection.close()


ADMITTED, REVOKED = "GatewayKeyAdmitted", "GatewayKeyRevoked"
NOT_KNOWN = "is signed with the key other, which is not admitted by then, or revoked"


@pytest.mark.parametrize(
    ("acts", "position"),
    [
        ([work(), told(ADMITTED, OWN), work()], None),
        ([work(), told(ADMITTED, OWN), told(ADMITTED, OTHER), by(OTHER, work())], None),
        ([work(), told(ADMITTED, OWN), by(OTHER, work())], 3),
        ([work(), by(OTHER, work()), told(ADMITTED, OWN)], 2),
        (
            [
                told(ADMITTED, OWN),
                told(ADMITTED, OTHER),
                by(OTHER, work()),
                told(REVOKED, OTHER),
                by(OTHER, work()),
            ],
            5,
        ),
    ],
    ids=["founding", "vouched for", "stranger", "before any", "revoked"],
)
async def test_only_gateways_that_others_vouched_for_sign(
    pool: Pool, superuser_url: str, acts: list[Work], position: int | None
) -> None:
    found = await recorded(pool, superuser_url, *acts)

    if position is None:
        assert isinstance(found, Verified), found
    else:
        assert found == Fault(position=position, sentence=f"position {position} {NOT_KNOWN}")


async def test_one_that_admits_itself_is_told_of_and_once_revoked_does_not_come_back(
    pool: Pool, superuser_url: str
) -> None:
    coming = by(OTHER, told(ADMITTED, OTHER))
    found = await recorded(
        pool, superuser_url, work(), told(ADMITTED, OWN), coming, by(OTHER, work())
    )
    assert isinstance(found, Verified), found
    assert found.unvouched == (3,)

    again = by(OTHER, told(ADMITTED, OTHER))
    assert await recorded(pool, superuser_url, told(REVOKED, OTHER), again) == Fault(
        position=6, sentence=f"position 6 {NOT_KNOWN}"
    )
