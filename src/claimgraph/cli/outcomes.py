"""How a command ends: 0 done, 1 refused, 2 wrongly used or set, 3 something that it needs is not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import click

from claimgraph.errors import Refusal, RequestError, Unavailable
from claimgraph.settings import WrongSettings
from claimgraph.storage.failures import Failure

REFUSED, WRONG, MISSING = 1, 2, 3

T = TypeVar("T")


class Refused(click.ClickException):
    """A rule said no; nothing was done."""

    exit_code = REFUSED

    def show(self, file: Any = None) -> None:
        """Writes the reasons, one a line."""
        click.secho(self.format_message(), fg="red", file=file, err=True)


class Wrong(Refused):
    """The command was used wrongly, or a setting is wrong."""

    exit_code = WRONG


class Missing(Refused):
    """Something that the command needs is not there: the database, its tables, a free port."""

    exit_code = MISSING


def refused(reasons: list[Refusal]) -> Refused:
    """The refusal that tells these reasons."""
    return Refused("\n".join(f"{one.code}: {one.message}" for one in reasons))


def told(command: Callable[..., Coroutine[Any, Any, T]]) -> Callable[..., T]:
    """Runs an asynchronous command, and tells what goes wrong in a sentence and by the exit code."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> T:
        with telling():
            return asyncio.run(command(*arguments, **options))

    return run


@contextmanager
def telling() -> Iterator[None]:
    """Turns what is known to go wrong into a sentence and an exit code."""
    try:
        yield
    except WrongSettings as wrong:
        raise Wrong(str(wrong)) from None
    except Unavailable as missing:
        raise Missing(missing.message) from None
    except RequestError as error:
        raise Refused(f"{error.code}: {error.message}") from None
    except Failure as failure:
        raise Missing(str(failure)) from None
    except OSError as error:
        raise Missing(f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")) from None
