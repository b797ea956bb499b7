"""`backup`: a copy of the whole register, checked, in a folder of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cli.administering import administrator_of
from cli.backup_folder import BASE, CHECKPOINT, DUMP, Backup, Kind, write_about
from cli.exits import ConsoleError, Exit, misused
from cli.known_errors import explained
from cli.output import Head, Output
from cli.places import demand_free
from config.backup_manifest import BackupFaultError
from config.copied_files import listed
from config.postgres_backup import take_base, take_dump
from config.postgres_programs import ProgramError
from config.private import moved_whole, write_whole
from config.register import connected
from domain.text import counted
from eventstore.durability import Connection
from eventstore.proofs.stored_tiles import latest_checkpoint
from eventstore.read import head

LEFT_OUT = (
    "not in it: the private keys and what they signed last (keys and sealer in the data folder); "
    "keep a copy of both elsewhere, as a secret"
)


async def back_up(output: Output, data: Path, to: Path, kind: Kind) -> int:
    """Copy the register into a new folder, whole and checked, or leave nothing there."""
    with explained(), _explained(to), _whole_or_nothing(to) as fresh:
        async with administrator_of(data) as url, connected(url) as connection:
            output.say(f"copying the register of {data}")
            about = await _describe(connection, fresh, kind)
            await _copy(url, fresh, kind)
        write_about(fresh, about.model_copy(update={"files": listed(fresh)}))
    _told(output, to, about)
    return Exit.DONE


@contextmanager
def _whole_or_nothing(to: Path) -> Iterator[Path]:
    """Have a folder beside its place, moved there at the end and removed on any failure."""
    demand_free(to)
    fresh = to.with_name(f"{to.name}.new")
    try:
        fresh.mkdir(mode=0o700)
    except FileExistsError:
        raise misused(
            f"{fresh} is there, from a backup that runs or was killed: nothing was changed; "
            "wait until it ends, or remove it"
        ) from None
    with moved_whole(fresh, to):
        yield fresh


async def _describe(connection: Connection, fresh: Path, kind: Kind) -> Backup:
    """Say how far the register reaches before it is copied; keep its checkpoint for others."""
    end, sealed = await head(connection), await latest_checkpoint(connection)
    if sealed is not None:
        write_whole(fresh / CHECKPOINT, sealed.note.whole.encode())
    return Backup(
        kind=kind,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        postgresql=str(await connection.fetchval("SHOW server_version")),
        position=end.position,
        leaf=end.leaf.hex(),
        sealed=sealed.size if sealed else 0,
    )


async def _copy(url: str, fresh: Path, kind: Kind) -> None:
    match kind:
        case Kind.BASE:
            await take_base(url, fresh / BASE)
        case Kind.LOGICAL:
            await take_dump(url, fresh / DUMP)


def _told(output: Output, to: Path, about: Backup) -> None:
    where = Head(position=about.position, leaf=about.leaf)
    sealed = (
        f"its checkpoint over {counted(about.sealed, 'event')} is {to / CHECKPOINT}: "
        "keep that elsewhere too"
        if about.sealed
        else "no checkpoint was signed yet"
    )
    text = f"{counted(about.position, 'event')} copied to {to} ({about.kind}); {sealed}"
    output.object(
        {
            "folder": str(to),
            **about.model_dump(mode="json", exclude={"files"}),
            "left_out": ["keys", "sealer"],
        },
        head=where,
        text=text,
    )
    output.say(LEFT_OUT)


@contextmanager
def _explained(to: Path) -> Iterator[None]:
    try:
        yield
    except (ProgramError, BackupFaultError) as error:
        raise ConsoleError(
            "backup-failed", f"{error}; nothing was left at {to}", exit_code=Exit.UNEXPECTED
        ) from error
