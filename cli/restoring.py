"""`restore`: a backup becomes a data folder, once it is shown to be what was copied.

It is laid beside its place. Only a register that passes every check is put there; one that does
not is left beside, named doubtful, and what was half done is removed.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from cli.backup_folder import BASE, CHECKPOINT, DUMP, Backup, Kind, read_about
from cli.exits import ConsoleError, Exit, held_by_another, misused
from cli.kept_checkpoint import Kept, demand_agreement, differs, read_kept, tail_lost
from cli.known_errors import explained
from cli.logs import log_to
from cli.output import Head, Output
from cli.restored_shape import demand_shape
from cli.trusting import trust_of
from cli.verifying import sentence, verified
from config.backup_manifest import BackupFaultError, check_base
from config.copied_files import check_copied
from config.data_lock import lock_on
from config.endpoints import in_use
from config.postgres_backup import lay_base, lay_dump
from config.postgres_programs import ProgramError
from config.postgres_server import PostgresServer
from config.private import moved_whole
from config.register import connected
from domain.text import counted
from eventstore.durability import Connection
from eventstore.queries import query
from eventstore.verify import Fault, Verified

log = structlog.get_logger()

RESTORING, DOUBTFUL = "restoring", "doubtful"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A backup, what it says of itself, and the checkpoints it is to be held against."""

    backup: Path
    about: Backup
    kept: tuple[Kept, ...]
    trust: Path | None
    """A checkpoint that is kept elsewhere, if one was given."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A restored register that passed, and whether its views were compared with it."""

    register: Verified
    views: bool


async def restore(output: Output, backup: Path, data: Path, trust: Path | None) -> int:
    """Make a data folder of a backup; end with 4 where it is not what was recorded or kept."""
    about = read_about(backup)
    kept = [read_kept(trust)] if trust else []
    _demand_free(data)
    with explained(), _explained(data):
        output.say(f"checking the files of {backup}")
        await _check_files(output, backup, about)
        kept += [read_kept(backup / CHECKPOINT)] if about.sealed else []
        wanted = Wanted(backup=backup, about=about, kept=tuple(kept), trust=trust)
        with _beside(data) as fresh:
            output.say(f"restoring {backup}")
            found = await _restored(wanted, fresh, data)
    _told(output, data, found, wanted)
    return Exit.DONE


async def _check_files(output: Output, backup: Path, about: Backup) -> None:
    """Hold every file against the checksum that it had when it was written."""
    if about.files is not None:
        check_copied(backup, about.files)
    elif about.kind is Kind.LOGICAL:
        output.say(f"an earlier release made {backup}: it names no checksums, none was compared")
    if about.kind is Kind.BASE:
        await check_base(backup / BASE)


def _demand_free(data: Path, *, beside: Sequence[str] = (RESTORING, DOUBTFUL)) -> None:
    if data.is_mount() or (data.exists() and (not data.is_dir() or any(data.iterdir()))):
        raise misused(f"{data} is not an empty folder; a register is restored beside, never over")
    for each in (_beside_name(data, word) for word in beside):
        if in_use(each):
            raise held_by_another(
                f"another restore to {data} runs; nothing was changed: wait until it ends, "
                "or name another folder with --data"
            )
        if each.exists():
            raise misused(f"{each} is there from an earlier restore: look at it and move it away")


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    """Have a folder beside its place, and nobody else in it; moved there at the end."""
    fresh = _beside_name(data, RESTORING)
    with lock_on(fresh), moved_whole(fresh, data):
        _demand_free(data, beside=[DOUBTFUL])  # not any more, where another restore ended since
        log_to(fresh)
        yield fresh


def _beside_name(data: Path, word: str) -> Path:
    place = data.resolve()
    return place.with_name(f"{place.name}.{word}")


async def _restored(wanted: Wanted, fresh: Path, data: Path) -> Found:
    """Lay the register and hold it against all that is known of it."""
    try:
        async with _laid(wanted, fresh) as connection:
            found = await _checked(connection, wanted)
    except ConsoleError as error:
        if error.exit_code is not Exit.VERIFICATION_FAILED:
            raise
        doubtful = _set_aside(fresh, data)
        told = f"{error.sentence}. Nothing is at {data}; the restored register is in {doubtful}"
        raise differs(told, code=error.code) from error
    return found


def _set_aside(fresh: Path, data: Path) -> Path:
    return fresh.rename(_beside_name(data, DOUBTFUL))


@asynccontextmanager
async def _laid(wanted: Wanted, fresh: Path) -> AsyncIterator[Connection]:
    """Have the restored register answering inside the block."""
    if wanted.about.kind is Kind.BASE:
        await lay_base(wanted.backup / BASE, fresh)
    server = PostgresServer(fresh, log=log)
    try:
        await server.start()
        async with connected(server.url) as connection:
            if wanted.about.kind is Kind.LOGICAL:
                await lay_dump(connection, server.url, wanted.backup / DUMP)
            yield connection
    finally:
        await server.stop()


async def _checked(connection: Connection, wanted: Wanted) -> Found:
    found = await verified(connection)
    if isinstance(found, Fault):
        raise differs(found.sentence, code="verification-failed")
    trust = await trust_of(connection)
    for kept in wanted.kept:
        await demand_agreement(connection, kept, found, trust)
    await _demand_promised(connection, wanted.about, found)
    return Found(register=found, views=await demand_shape(connection))


async def _demand_promised(connection: Connection, about: Backup, found: Verified) -> None:
    """Raise the error for a register that lacks what the backup says of itself."""
    if missing := max(about.position - found.size, 0):
        raise tail_lost(
            missing, f"the backup was made at {counted(about.position, 'event')}", found
        )
    rows = await connection.fetch(query("leaves_after"), about.position - 1, 1)
    if about.position and rows[0]["leaf"].hex() != about.leaf:
        raise differs(
            f"position {about.position} is not the event that was copied", code="other-past"
        )


def _told(output: Output, data: Path, found: Found, wanted: Wanted) -> None:
    register = found.register
    held = [f"{kept.file} ({counted(kept.checkpoint.size, 'event')})" for kept in wanted.kept]
    against = f"agrees with {' and '.join(held)}" if held else "no checkpoint to hold it against"
    views = "are what its events give" if found.views else "are of an earlier release, not compared"
    if output.as_json:
        told = {"data": str(data), "events": register.size, "agrees_with": held}
        output.object(
            {**told, "views_compared": found.views},
            head=Head(position=register.size, leaf=register.leaf),
        )
    else:
        said = f"{sentence(register)}; {against}; its views {views}"
        output.good_news(f"restored to {data}: {said}")
    output.say(
        "its keys are not in a backup: put back your copy of keys and sealer, or new ones "
        "are made and admitted at the next start"
    )
    if wanted.trust is None:
        output.say(
            "whether an end was lost that the backup never held cannot be seen from it: give a "
            "checkpoint that somebody else keeps with --trust"
        )


@contextmanager
def _explained(data: Path) -> Iterator[None]:
    try:
        yield
    except BackupFaultError as error:
        raise differs(f"{error}; nothing was restored to {data}", code="backup-damaged") from error
    except ProgramError as error:
        raise ConsoleError(
            "restore-failed", f"{error}; nothing was left at {data}", exit_code=Exit.UNEXPECTED
        ) from error
