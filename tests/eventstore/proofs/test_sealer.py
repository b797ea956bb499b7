"""The sealer on a real register: what it seals can be proved, and it never signs another past."""

import asyncpg
import pytest

from eventstore.connections import Pool
from eventstore.envelope import leaf
from eventstore.proofs import sealer
from eventstore.proofs.policies import quorum_policy
from eventstore.proofs.sealer import seal
from eventstore.proofs.signer import SignerRefusedError
from eventstore.proofs.stored_tiles import receipt
from eventstore.proofs.tree import ProofError, root
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, JarFold, work
from tests.eventstore.proofs.sealing import LOG_KEY, LOG_KEY_PQ, Remembered, signer

POLICY = quorum_policy([LOG_KEY.verifier, LOG_KEY_PQ.verifier], {}, 0)


async def recorded(pool: Pool, count: int) -> None:
    async with Registrar(pool, log=LOG, fold=JarFold(), views=[]) as registrar:
        await registrar.take_all([work() for _ in range(count)])


async def test_what_is_sealed_is_the_tree_over_the_leaves(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signing = signer()
    assert await seal(superuser, signing, LOG) is None
    await recorded(pool, 300)

    sealed = await seal(superuser, signing, LOG)

    assert sealed is not None
    rows = await superuser.fetch("SELECT leaf FROM event ORDER BY position")
    leaves = [row["leaf"] for row in rows]
    assert (sealed.checkpoint.size, sealed.checkpoint.root) == (300, root(leaves))
    assert POLICY.judge(sealed.note).checkpoint == sealed.checkpoint
    assert await seal(superuser, signing, LOG) is None


async def test_every_event_has_a_receipt_that_its_keeper_can_check(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signing = signer()
    for _ in range(3):
        await recorded(pool, 90)
        await seal(superuser, signing, LOG)
    await recorded(pool, 1)

    for row in await superuser.fetch("SELECT position, body::text AS body FROM event"):
        found = await receipt(superuser, row["position"])
        if row["position"] > 270:
            assert found is None
        else:
            assert found is not None
            assert found.check(leaf(row["body"].encode()), POLICY).checkpoint.size == 270
            with pytest.raises(ProofError):
                found.check(leaf(b"another"), POLICY)


async def test_checkpoints_grow_out_of_each_other(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signing, sealed = signer(), []
    for count in (1, 255, 1, 300):
        await recorded(pool, count)
        sealed.append(await seal(superuser, signing, LOG))

    rows = await superuser.fetch("SELECT leaf FROM event ORDER BY position")
    leaves = [row["leaf"] for row in rows]
    sizes = [each.checkpoint.size for each in sealed if each]
    assert sizes == [1, 256, 257, 557]
    for each in sealed:
        assert each is not None
        assert each.checkpoint.root == root(leaves[: each.checkpoint.size])


async def test_a_changed_past_is_not_signed(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signing = signer()
    await recorded(pool, 20)
    await seal(superuser, signing, LOG)
    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("DELETE FROM tile")
    await superuser.execute("DELETE FROM checkpoint")
    await superuser.execute("UPDATE event SET leaf = sha256('forged') WHERE position = 3")

    with pytest.raises(SignerRefusedError, match="over 20 events was signed before"):
        await seal(superuser, signing, LOG)
    assert await superuser.fetchval("SELECT count(*) FROM checkpoint") == 0


async def test_a_lost_tail_is_noticed(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    signing = signer()
    await recorded(pool, 20)
    await seal(superuser, signing, LOG)
    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("DELETE FROM checkpoint")
    await superuser.execute("DELETE FROM event WHERE position > 18")

    with pytest.raises(SignerRefusedError, match="has 18 events, but a checkpoint over 20"):
        await seal(superuser, signing, LOG)


async def test_a_signature_that_was_never_stored_does_not_hold_up_the_next(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    memory = Remembered()
    await recorded(pool, 300)
    await seal(superuser, signer(memory), LOG)
    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("DELETE FROM tile")
    await superuser.execute("DELETE FROM checkpoint")
    await superuser.execute("SET session_replication_role = origin")
    await recorded(pool, 5)

    sealed = await seal(superuser, signer(memory), LOG)

    assert sealed is not None
    assert sealed.checkpoint.size == 305


async def test_it_signs_with_no_key_that_is_not_admitted(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    admitted: dict[int, set[str]] = {}

    async def admission(size: int) -> set[str]:
        return admitted.get(size, set())

    signing = signer()
    await recorded(pool, 3)
    with pytest.raises(SignerRefusedError, match="no key of this sealer is admitted"):
        await seal(superuser, signing, LOG, admission)
    assert await superuser.fetchval("SELECT count(*) FROM checkpoint") == 0

    await recorded(pool, 2)
    admitted[5] = {LOG_KEY.verifier.text, "another"}
    sealed = await seal(superuser, signing, LOG, admission)

    assert sealed is not None
    (signature,) = sealed.note.signatures
    assert LOG_KEY.verifier.made(signature)


async def test_a_long_past_is_sealed_up_to_where_a_key_is_admitted(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]", monkeypatch: pytest.MonkeyPatch
) -> None:
    async def admission(size: int) -> set[str]:
        return {LOG_KEY.verifier.text} if size >= 5 else set()

    monkeypatch.setattr(sealer, "MOST_AT_ONCE", 2)
    await recorded(pool, 6)
    sealed = await seal(superuser, signer(), LOG, admission)
    assert sealed is not None
    assert sealed.checkpoint.size == 6


async def test_it_does_not_seal_the_register_of_another_assembly(
    pool: Pool, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await recorded(pool, 3)
    with pytest.raises(SignerRefusedError, match=r"not of another\.test/register"):
        await seal(superuser, signer(), "another.test/register")
    assert await superuser.fetchval("SELECT count(*) FROM checkpoint") == 0
