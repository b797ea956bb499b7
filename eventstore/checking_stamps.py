"""Checks that time-stamps are of authorities that were admitted, and over these checkpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import Note, NoteError
from eventstore.proofs.timestamps import Authority, vouched
from eventstore.queries import query
from eventstore.spells import Spell
from eventstore.stored import StampRecord


@dataclass(frozen=True, kw_only=True)
class AuthoritySpell(Spell):
    """An authority, and over which checkpoints its time-stamps count."""

    authority: Authority


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """When a checkpoint existed at the latest, as an authority states it."""

    authority: str
    size: int
    stated: datetime


async def stored_stamps(connection: Connection) -> dict[int, list[StampRecord]]:
    """Return every time-stamp by the size of its checkpoint; none in one of an earlier release."""
    found: dict[int, list[StampRecord]] = {}
    if await connection.fetchval(query("stamps_expected")):
        for row in await connection.fetch(query("verify_stamps")):
            found.setdefault(row["size"], []).append(StampRecord(**row))
    return found


def check_stamp(
    record: StampRecord,
    checkpoint: Checkpoint,
    spells: Sequence[AuthoritySpell],
    logs: Sequence[VerifierKey],
) -> Stamp:
    """Return what a stored time-stamp states; raise `NoteError` where it does not hold."""
    name, size = record.authority, checkpoint.size
    note = Note.read(record.note)
    if note.text != vouched(checkpoint, name, record.token):
        raise NoteError(f"the time-stamp of {name} is not the one that the log kept")
    signed = [(key, each) for key in logs for each in note.signatures if key.made(each)]
    for key, signature in signed:
        key.check(signature, note.text)
    if not signed or len(signed) < len(note.signatures):
        raise NoteError(f"no key that was admitted then vouches for the time-stamp of {name}")
    counting = [each for each in spells if each.authority.name == name and each.covers(size)]
    if not counting:
        raise NoteError(f"{name} stamped it, and was no authority that was admitted then")
    stated = counting[-1].authority.check(record.token, checkpoint.text)
    return Stamp(authority=name, size=size, stated=stated)
