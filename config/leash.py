"""Launch a server that cannot outlive its starter: run as a script, standard library only."""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE = 1


def main() -> None:
    """Leave root where an account is named, tie the leash, become the command."""
    parent, orphaned, account, command = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    if account:
        leave_root(*map(int, account.split(":")))
    # The leash comes after the change of account, which would untie it.
    tie(int(orphaned))
    if os.getppid() != int(parent):
        sys.exit("the starter is gone")
    os.execv(command[0], command)  # noqa: S606


def tie(orphaned: int) -> None:
    """Have the kernel send this signal when the starter dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, orphaned, 0, 0, 0)


def leave_root(uid: int, gid: int) -> None:
    """Become an ordinary account which may still walk to folders inside a closed home."""
    libc = ctypes.CDLL(None)
    if sys.platform == "linux":
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if sys.platform == "linux":
        keep_passage(libc)


def keep_passage(libc: ctypes.CDLL) -> None:
    """Keep one capability: to walk to files; where it is not to be had, folders must be open."""
    mask = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    if libc.capset(header, sets) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


if __name__ == "__main__":
    main()
