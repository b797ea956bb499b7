"""A base backup against its own manifest: every file that was written, and nothing else.

This is what `pg_verifybackup` does. The wheel ships that program damaged (docs/known-hacks.md).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.postgres_programs import ProgramError, run_program

MANIFEST = "backup_manifest"
WAL = "pg_wal"
_CHECKSUM = b'"Manifest-Checksum"'


class BackupFaultError(Exception):
    """A backup is not as it was made; the sentence names the first file that differs."""


class _Written(BaseModel):
    """A file as it was written."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    plain: str | None = Field(default=None, alias="Path")
    encoded: str = Field(default="", alias="Encoded-Path")
    """In hex, where a path is not UTF-8."""
    algorithm: str = Field(alias="Checksum-Algorithm")
    checksum: str = Field(alias="Checksum")

    @property
    def path(self) -> str:
        return self.plain or bytes.fromhex(self.encoded).decode(errors="replace")


class _Range(BaseModel):
    """The write-ahead log without which the files are not whole."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    timeline: int = Field(alias="Timeline")
    start: str = Field(alias="Start-LSN")
    end: str = Field(alias="End-LSN")


class Manifest(BaseModel):
    """What PostgreSQL says of a base backup."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    files: tuple[_Written, ...] = Field(alias="Files")
    ranges: tuple[_Range, ...] = Field(alias="WAL-Ranges", min_length=1)
    checksum: str = Field(alias="Manifest-Checksum")


async def check_base(base: Path) -> None:
    """Raise `BackupFaultError` unless a base backup is whole, its WAL included."""
    manifest = check_files(base)
    for each in manifest.ranges:
        await _check_wal(base, each)


def check_files(base: Path) -> Manifest:
    """Return the manifest once every file agrees with it."""
    manifest = _read(base / MANIFEST)
    listed = {each.path: each for each in manifest.files}
    for path in _stored(base):
        if path not in listed:
            raise BackupFaultError(f"{path} is in the backup, but not in its manifest")
    for each in manifest.files:
        _check_file(base, each)
    return manifest


def _read(file: Path) -> Manifest:
    try:
        raw = file.read_bytes()
        manifest = Manifest.model_validate_json(raw)
    except FileNotFoundError:
        raise BackupFaultError(f"{file.name} is missing") from None
    except ValidationError as error:
        raise BackupFaultError(f"{file.name} cannot be read") from error
    if manifest.checksum != hashlib.sha256(raw[: raw.rindex(_CHECKSUM)]).hexdigest():
        raise BackupFaultError(f"{file.name} was changed: it does not give its own checksum")
    return manifest


def _stored(base: Path) -> Iterator[str]:
    for file in sorted(base.rglob("*")):
        path = file.relative_to(base)
        if not file.is_dir() and path.parts[0] not in (WAL, MANIFEST):
            yield path.as_posix()


def _check_file(base: Path, told: _Written) -> None:
    try:
        with (base / told.path).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise BackupFaultError(f"{told.path} is missing") from None
    if (told.algorithm, told.checksum) != ("SHA256", found):
        raise BackupFaultError(f"{told.path} was changed: it does not give its checksum")


async def _check_wal(base: Path, needed: _Range) -> None:
    span = ("--timeline", str(needed.timeline), "--start", needed.start, "--end", needed.end)
    try:
        await run_program("pg_waldump", "--quiet", "--path", str(base / WAL), *span)
    except ProgramError as error:
        raise BackupFaultError(f"the write-ahead log is not whole: {error}") from error
