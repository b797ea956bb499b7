"""Where the program's own log goes: a file of the data folder, so that screens stay readable."""

import logging
from pathlib import Path

import structlog

from cli.exits import misused
from config.postgres_folder import data_folder
from config.private import private_folder


def log_to(data: Path) -> None:
    """Write the log as JSON lines to a file only we can read, warnings of libraries among them."""
    try:
        data_folder(data)
        private_folder(data / "logs")
    except OSError as fault:
        raise misused(f"{data} cannot be a data folder: {fault.strerror}") from None
    file = data / "logs" / "plenary.log"
    file.touch(mode=0o600)
    handler = logging.FileHandler(file, encoding="utf-8")
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(handler.stream),
        cache_logger_on_first_use=False,
    )
