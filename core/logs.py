"""Structured logs: one line an event, with the run and the source that it is about.

People on a terminal get readable lines; anything else, and the workspace's log file, gets JSON.
`structlog.contextvars.bind_contextvars(run_id=..., source=...)` puts both on every line that follows.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

_SHARED: "list[Processor]" = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]

# Here, not in `configure`: structlog by itself writes to stdout, which is for answers, if one forgets to configure.
structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=False,
)

_CHATTY = ("alembic", "apscheduler", "scrapy", "trafilatura", "htmldate")
"""Libraries whose ordinary news is noise in ours."""


def configure(level: str = "INFO", file: Path | None = None, *, console: bool = True) -> None:
    """Send every log record (ours and the libraries') to stderr and, if given, to `file` as JSON lines."""
    handlers: list[logging.Handler] = []
    if console:
        handlers.append(_handler(logging.StreamHandler(sys.stderr), pretty=sys.stderr.isatty()))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(_handler(logging.FileHandler(file, encoding="utf-8", delay=True), pretty=False))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    for handler in handlers or [logging.NullHandler()]:
        root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger named after its module."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def _handler(handler: logging.Handler, *, pretty: bool) -> logging.Handler:
    """The records of our libraries pass through the same processors as our own."""
    render: list[Processor] = (
        [structlog.dev.ConsoleRenderer()]
        if pretty
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
    )
    handler.setFormatter(formatter)
    return handler
