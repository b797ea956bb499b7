"""The gateway of a data folder, for commands: what is wrong with its keys is said in a sentence."""

from collections.abc import Callable
from pathlib import Path

from cli.exits import FULL, misused
from config.gateway import Gateway, gateway_as_kept, open_gateway


def gateway_of(data: Path) -> Gateway:
    """Return the gateway of a data folder; its keys are made at first use."""
    return _opened(open_gateway, data / "keys")


def kept_gateway_of(data: Path) -> Gateway:
    """Return the same without making or changing any file."""
    return _opened(gateway_as_kept, data / "keys")


def _opened(opening: Callable[[Path], Gateway], keys: Path) -> Gateway:
    try:
        return opening(keys)
    except OSError as fault:
        if fault.errno in FULL:
            raise
        why = fault.strerror
    except ValueError as fault:  # a file that is there and holds no key
        why = str(fault).rstrip(".")
    raise misused(
        f"the keys in {keys} cannot be opened: {why}; nothing was signed and nothing changed. Name "
        "another folder with --data, or mend this one"
    )
