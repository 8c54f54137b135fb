"""What a cancelled task must still see through."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(steps: Coroutine[Any, Any, T]) -> T:
    """Runs the steps to their end, however often the task is cancelled meanwhile; then lets that go on.

    For what must not stop half-way: a commit, a rollback, giving a connection back. The steps run in a task
    of their own and must end by themselves, within a time limit.
    """
    task = asyncio.ensure_future(steps)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as cancellation:
            cancelled = cancellation
    if cancelled is None:
        return task.result()
    if not task.cancelled():
        task.exception()
    raise cancelled
