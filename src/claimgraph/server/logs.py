"""The log: one JSON object a line, or lines for people on a terminal.

Nothing that a request brings is logged but its method, path, size and id: no header, no query string, no
variable, so that no password, token or link's secret can get into it.
"""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from claimgraph.settings import Settings

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(settings: Settings) -> None:
    """Sends all logging of the process, that of the libraries too, to the standard error stream."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_endings(settings)],
            foreign_pre_chain=_SHARED,
        )
    )
    # Libraries would tell statements with their values when asked for everything: only we are.
    logging.basicConfig(handlers=[handler], level=max(logging.INFO, _level(settings)), force=True)
    logging.getLogger("claimgraph").setLevel(_level(settings))
    # Our own line per request says more, and knows what must not be said.
    logging.getLogger("uvicorn.access").disabled = True


def _level(settings: Settings) -> int:
    return logging.getLevelNamesMapping()[settings.log_level.upper()]


def _endings(settings: Settings) -> list[Processor]:
    is_terminal = sys.stderr.isatty()
    if settings.log_format == "console" or (settings.log_format == "auto" and is_terminal):
        # The richer tracebacks would show the values of variables.
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(colors=is_terminal, exception_formatter=plain)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
