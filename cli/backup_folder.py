"""A backup as it lies on disk: what it is, how far the register reached, and its checkpoint."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from cli.exits import ConsoleError, Exit, not_found
from config.copied_files import CopiedFile
from config.private import write_whole

BASE, DUMP = "base", "plenary.dump"
CHECKPOINT, ABOUT = "checkpoint.txt", "backup.json"


class Kind(StrEnum):
    """The two ways of copying a register."""

    BASE = "base"
    """The files of the cluster, with the write-ahead log that makes them whole."""
    LOGICAL = "logical"
    """The statements that make the database again, also on a later release of PostgreSQL."""


class Backup(BaseModel):
    """What a backup says of itself: the register reached at least to this event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Kind
    made_at: str
    postgresql: str
    position: int
    leaf: str
    """In hex; 64 zeros where nothing was recorded."""
    sealed: int
    """How many events the checkpoint beside it stands for; 0: there was none."""
    files: tuple[CopiedFile, ...] | None = None
    """What lies beside this; None where an earlier release made the backup."""


def write_about(folder: Path, about: Backup) -> None:
    """Say what a backup is; written last, so that whatever has it is whole."""
    write_whole(folder / ABOUT, about.model_dump_json(indent=2).encode() + b"\n")


def read_about(folder: Path) -> Backup:
    """Return what a backup says of itself."""
    try:
        return Backup.model_validate_json((folder / ABOUT).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise not_found(f"{folder} is no backup: it has no {ABOUT}") from None
    except ValidationError as fault:
        raise ConsoleError(
            "backup-damaged",
            f"{folder / ABOUT} cannot be read: {fault.errors()[0]['msg']}",
            exit_code=Exit.VERIFICATION_FAILED,
        ) from None
