"""The first that runs: Ctrl-C while Python still loads ends it, without a stack trace."""

import signal
from importlib import import_module


def main() -> None:
    """Load `plenary` and run it."""
    is_told = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_told:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = import_module("cli.main")
    if is_told:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command.main()
