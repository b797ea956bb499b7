"""Asking witnesses to cosign a checkpoint, and keeping what they say."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import structlog

from eventstore.durability import Connection
from eventstore.proofs.keys import VerifierKey
from eventstore.proofs.notes import NoteError, Signature, is_size
from eventstore.proofs.stored_tiles import StoredCheckpoint, prove_growth
from eventstore.proofs.witness import Answer, Asked
from eventstore.queries import query

DONE, CONFLICT = 200, 409

log = structlog.get_logger()

Send: TypeAlias = Callable[[str, str], Awaitable[Answer]]
"""Sends a text to an address and returns the answer; raises `OSError` where there is none."""


@dataclass(frozen=True, kw_only=True)
class KnownWitness:
    """A witness whom the assembly admitted: name, key, and where it takes checkpoints."""

    name: str
    key: VerifierKey
    url: str


async def cosign(
    connection: Connection, witness: KnownWitness, send: Send, latest: StoredCheckpoint
) -> bool:
    """Ask one witness for a checkpoint; tell whether its cosignature is kept now."""
    if any(witness.key.made(each) for each in latest.note.signatures):
        return True
    old = await connection.fetchval(query("last_cosigned"), witness.name) or 0
    answer = await _ask(connection, witness, send, latest, old)
    if (known := _known_size(answer, latest.size)) is not None:
        answer = await _ask(connection, witness, send, latest, known)
    if answer.status == DONE:
        return await _keep(connection, witness, latest, answer.text)
    log.warning("witness.refused", witness=witness.name, status=answer.status, said=answer.text)
    return False


def _known_size(answer: Answer, latest: int) -> int | None:
    """Return up to where the witness knows the register, where it says that we were wrong."""
    said = answer.text.strip()
    if answer.status != CONFLICT or not is_size(said) or int(said) > latest:
        return None
    return int(said)


async def _ask(
    connection: Connection, witness: KnownWitness, send: Send, latest: StoredCheckpoint, old: int
) -> Answer:
    proof = await prove_growth(connection, old, latest.size)
    asked = Asked(old=old, proof=proof, note=latest.note)
    return await send(f"{witness.url.rstrip('/')}/add-checkpoint", asked.text)


async def _keep(
    connection: Connection, witness: KnownWitness, latest: StoredCheckpoint, lines: str
) -> bool:
    """Keep the line of the admitted key, if it is valid; those of other keys are ignored."""
    for line in lines.splitlines():
        try:
            signature = Signature.read(line)
            if witness.key.made(signature):
                witness.key.check(signature, latest.note.text)
                await connection.execute(
                    query("append_cosignature"), latest.size, witness.name, signature.line
                )
                return True
        except NoteError as error:
            log.warning("witness.not_valid", witness=witness.name, reason=str(error))
    return False
