"""Where the program's own log goes: a file of the data folder, so that screens stay readable."""

import logging
from pathlib import Path

import structlog


def log_to(file: Path) -> None:
    """Write the log as JSON lines to a file, warnings of libraries among them."""
    file.parent.mkdir(parents=True, exist_ok=True)
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
