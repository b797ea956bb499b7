"""A checkpoint that was kept elsewhere, and what it says against a register that was restored."""

from dataclasses import dataclass
from pathlib import Path

from cli.exits import ConsoleError, Exit, misused, not_found
from domain.text import counted
from eventstore.against_checkpoint import compared, remembered
from eventstore.checking_seals import Trust
from eventstore.durability import Connection
from eventstore.proofs.checkpoints import Checkpoint
from eventstore.proofs.notes import Note, NoteError
from eventstore.verify import Verified


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A signed checkpoint and the file it stands in."""

    note: Note
    checkpoint: Checkpoint
    file: Path


def read_kept(file: Path) -> Kept:
    """Read a signed checkpoint (C2SP signed-note)."""
    try:
        note = Note.read(file.read_text(encoding="utf-8"))
        return Kept(note=note, checkpoint=Checkpoint.read(note.text), file=file)
    except FileNotFoundError:
        raise not_found(f"there is no file {file}") from None
    except (NoteError, UnicodeDecodeError, IsADirectoryError) as fault:
        raise misused(f"{file} is no signed checkpoint: {fault}") from None


async def demand_agreement(
    connection: Connection, kept: Kept, found: Verified, trust: Trust
) -> None:
    """Raise the error that says how a register differs from what was kept."""
    told, where = kept.checkpoint, f"the checkpoint in {kept.file}"
    if found.size and told.origin != found.log:
        raise differs(
            f"{where} is of {told.origin}, this register is {found.log}", code="other-register"
        )
    _demand_untouched(kept, trust)
    result = await compared(connection, told)
    if result.missing:
        raise tail_lost(result.missing, f"{where} stands for {counted(told.size, 'event')}", found)
    if not result.same:
        raise differs(
            f"the first {told.size:,} events are not those that were sealed: they give another "
            f"root than {where}",
            code="other-past",
        )
    if not _signers(kept, trust):
        raise differs(
            f"{where} bears no signature of a key that counted then", code="checkpoint-not-signed"
        )


async def demand_remembered(connection: Connection, signed: Checkpoint, found: Verified) -> str:
    """Hold a register against what the sealer of this machine signed last.

    Return what is to be said besides; raise the error that says how the register differs.
    """
    result = await remembered(connection, signed)
    told = f"the sealer of this machine signed a checkpoint over {counted(signed.size, 'event')}"
    if result.missing:
        raise tail_lost(result.missing, told, found)
    if not result.same:
        raise differs(
            f"{told}, and the register holds others in their place: they give another root. "
            "Either they or the sealer's memory were altered: --trust a checkpoint kept elsewhere",
            code="other-past",
        )
    if result.stored:
        return ""
    return f"{told}; it is not in the register: it is being stored now, or was removed"


def tail_lost(missing: int, known: str, found: Verified) -> ConsoleError:
    """Return the error for a register that ends too early, by what is known of it."""
    return differs(
        f"{counted(missing, 'event')} {'is' if missing == 1 else 'are'} missing at the end: "
        f"a tail was lost ({known}, the register has {found.size:,})",
        code="tail-lost",
    )


def differs(sentence: str, *, code: str) -> ConsoleError:
    """Return the error for a register that is not what it should be."""
    return ConsoleError(code, sentence, exit_code=Exit.VERIFICATION_FAILED)


def _demand_untouched(kept: Kept, trust: Trust) -> None:
    """Raise the error for a file that was altered after a key of this register signed it."""
    try:
        _signers(kept, trust)
    except NoteError as fault:
        raise differs(
            f"the checkpoint in {kept.file} was altered: {fault}", code="checkpoint-not-signed"
        ) from fault


def _signers(kept: Kept, trust: Trust) -> int:
    """Return how many keys of the log signed; raise `NoteError` where one did not."""
    found = 0
    for spell in trust.spells:
        for signature in kept.note.signatures:
            if spell.key.made(signature):
                spell.key.check(signature, kept.note.text)
                found += spell.witness is None and spell.covers(kept.checkpoint.size)
    return found
