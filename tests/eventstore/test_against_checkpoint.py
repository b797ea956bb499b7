"""What was signed, against what a register holds now."""

import asyncpg

from eventstore.against_checkpoint import Compared, remembered
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.tree import root
from eventstore.registrar import Registrar
from tests.eventstore.example import LOG, work

STORE = "INSERT INTO checkpoint (size, root, note, recorded_at) VALUES ($1, $2, '', now())"


async def test_what_was_signed_is_held_against_length_store_and_leaves(
    registrar: Registrar, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await registrar.take_all([work() for _ in range(3)])
    rows = await superuser.fetch("SELECT leaf FROM event ORDER BY position")
    signed = Checkpoint(origin=LOG, size=3, root=root(row["leaf"] for row in rows))
    other = Checkpoint(origin=LOG, size=3, root=bytes(32))

    assert await remembered(superuser, signed) == Compared(missing=0, same=True)
    assert await remembered(superuser, other) == Compared(missing=0, same=False)
    await superuser.execute(STORE, signed.size, signed.root)
    assert await remembered(superuser, signed) == Compared(missing=0, same=True, stored=True)
    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("DELETE FROM event WHERE position = 3")
    assert await remembered(superuser, signed) == Compared(missing=1, same=False)
