"""Program output: structlog, one line per happening, on standard error; never a ballot."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger
from temporalio import workflow


def silent_on_re_execution(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop what a workflow says again while Temporal re-executes it."""
    if workflow.in_workflow():
        if workflow.unsafe.is_replaying_history_events():
            raise structlog.DropEvent
        info = workflow.info()
        event.update(workflow=info.workflow_id, run=info.run_id)
    return event


def configure(level: str) -> None:
    """Log from `level` on: coloured on a terminal, JSON elsewhere."""
    renderer = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            silent_on_re_execution,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=level.upper(), stream=sys.stderr, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # each request is no news
