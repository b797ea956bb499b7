"""Leaving a process that has talked to Temporal: everything written, nothing torn down twice."""

import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End with a code, everything written."""
    logging.shutdown()
    with suppress(BrokenPipeError):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed before we began
                stream.flush()
    # Python's own farewell may be crashed by threads of the Temporal client: sdk-python #300.
    os._exit(code)
