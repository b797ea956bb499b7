"""Files of a backup as they were written: the name, size and SHA-256 of each, and the check."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.backup_manifest import BackupFaultError


class CopiedFile(BaseModel):
    """A file as it was written."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    size: int
    sha256: str


def listed(folder: Path) -> tuple[CopiedFile, ...]:
    """Return what lies in a folder, file by file; of folders in it, nothing."""
    return tuple(_read(file) for file in sorted(folder.iterdir()) if file.is_file())


def check_copied(folder: Path, files: Iterable[CopiedFile]) -> None:
    """Raise `BackupFaultError` for the first file that is not as it was written."""
    for told in files:
        try:
            found = _read(folder / told.name)
        except FileNotFoundError:
            raise BackupFaultError(f"{told.name} is missing") from None
        if found.size != told.size:
            raise BackupFaultError(
                f"{told.name} was changed: it has {found.size:,} bytes and had {told.size:,}"
            )
        if found.sha256 != told.sha256:
            raise BackupFaultError(f"{told.name} was changed: it does not give its checksum")


def _read(file: Path) -> CopiedFile:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        return CopiedFile(name=file.name, size=content.tell(), sha256=digest)
