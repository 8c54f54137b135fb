"""A thread that does one step after the other, and tells the event loop when each is done.

`concurrent.futures` does the same; the way there and back costs twice as much with it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Job(Generic[T]):
    """One step: `done` becomes its result, or what it raised."""

    def __init__(self, step: Callable[[], T]) -> None:
        self.step = step
        self.loop = asyncio.get_running_loop()
        self.done: asyncio.Future[T] = self.loop.create_future()

    def run(self) -> None:
        """Does the step, in the thread."""
        try:
            result = self.step()
        except BaseException as error:
            self._tell(self.done.set_exception, error)
        else:
            self._tell(self.done.set_result, result)

    def _tell(self, end: Callable[..., object], *outcome: object) -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
            self.loop.call_soon_threadsafe(self._end, end, outcome)

    def _end(self, end: Callable[..., object], outcome: tuple[object, ...]) -> None:
        if not self.done.done():
            end(*outcome)


class SerialThread:
    """A thread of its own for a connection; it starts with the first step and ends with the program."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._is_ended = False

    def give(self, step: Callable[[], T]) -> Job[T]:
        """Has the step done after those that were given before; after `end` it fails as for a closed file."""
        job = Job(step)
        if self._is_ended:
            job.done.set_exception(sqlite3.ProgrammingError("The database was closed."))
            job.done.exception()
        else:
            self._jobs.put(job)
            if self._thread.ident is None:
                self._thread.start()
        return job

    def end(self) -> None:
        """Ends the thread after the steps that were given."""
        self._is_ended = True
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # what it holds is not kept while the thread waits
