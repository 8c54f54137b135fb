"""What can go wrong, and how it is told.

A `Refusal` is a value: a business rule that said no (or that wants attention, as a warning). It reaches
the user in `userErrors` or `warnings` of a payload. Whatever is raised is for the client's developer: a
`RequestError` stands in `errors` of the answer with its code in `extensions`.

    Exception
    └── RequestError          code in extensions; message safe to show
        ├── Unauthenticated   nobody is signed in
        ├── Forbidden         seen, but not his to see or do
        ├── NotFound          does not exist for the viewer
        ├── BadInput          the request cannot be understood
        └── Unavailable       a part of the server is gone for the moment
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that said no: its code, a sentence that says how to mend it, and where in the input.

    `path` holds names and list places as text, from "input" on; empty when the refusal concerns the whole.
    """

    code: str
    message: str
    path: tuple[str, ...] = ()

    def at(self, *path: str) -> Refusal:
        """The same refusal, found below `path` of the input."""
        return replace(self, path=(*path, *self.path))


class RequestError(Exception):
    """An error of the request; its `code` reaches the client in `extensions.code`."""

    code = "INTERNAL"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def extensions(self) -> dict[str, str]:
        """What GraphQL copies into the error's extensions."""
        return {"code": self.code}


class Unauthenticated(RequestError):
    """Nobody is signed in, or the token is no longer accepted."""

    code = "UNAUTHENTICATED"

    def __init__(self, message: str = "Sign in first, or send a bearer token that is still valid.") -> None:
        super().__init__(message)


class Forbidden(RequestError):
    """The viewer sees the object, but this is not his to see or to do."""

    code = "FORBIDDEN"


class NotFound(RequestError):
    """The object does not exist for the viewer."""

    code = "NOT_FOUND"

    def __init__(self, message: str = "There is nothing with this id.") -> None:
        super().__init__(message)


class BadInput(RequestError):
    """The request cannot be understood; the message says what, where and how to mend it."""

    code = "BAD_INPUT"


class Unavailable(RequestError):
    """A part of the server is gone for the moment; the same request may be sent again later."""

    code = "INTERNAL"
