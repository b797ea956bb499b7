"""The first that runs: Ctrl-C while Python still loads ends it, without a stack trace."""

import signal
from importlib import import_module


def main() -> None:
    """Load `plenary` and run it."""
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = import_module("cli.main")
    signal.signal(signal.SIGINT, usual)
    command.main()
