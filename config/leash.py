"""Launch a server that cannot outlive its starter: run as a script, standard library only.

PostgreSQL refuses to be root, so as root it becomes an ordinary account first. It then has no
capability at all, unless a folder above its files is closed to that account: then it keeps
CAP_DAC_READ_SEARCH, because nothing less lets it walk there. With it PostgreSQL, and so whoever
has the superuser's password, can read every file of the machine; it can write only its own.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 2


def main() -> None:
    """Leave root where an account is named, tie the leash, become the command."""
    parent, orphaned, account, command = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    os.umask(0o077)
    if account:
        uid, gid, *passage = account.split(":")
        leave_root(int(uid), int(gid))
        if passage:
            keep_passage()
    # The leash comes after the change of account, which would untie it.
    tie(int(orphaned))
    if os.getppid() != int(parent):
        sys.exit("the starter is gone")
    os.execv(command[0], command)


def tie(orphaned: int) -> None:
    """Have the kernel send this signal when the starter dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, orphaned, 0, 0, 0)


def leave_root(uid: int, gid: int) -> None:
    """Become an ordinary account; what root could do is only permitted until the next program."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def keep_passage() -> None:
    """Take one capability along, to walk and to read; where it is not to be had, go without."""
    libc = ctypes.CDLL(None)
    mask = 1 << CAP_DAC_READ_SEARCH
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if libc.capset(header, sets) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0)


if __name__ == "__main__":
    main()
