"""Files that pages load, from a folder that may be missing, half, or exchanged meanwhile."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.responses import FileResponse, Response

from claimgraph.errors import NotFound

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"

_HASHED = re.compile(r".*-[\w-]{8}\.\w+")

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}


def asset(folder: Path, path: str) -> Response:
    """A file below the folder. Raises NotFound, also for a path that leads out of it."""
    file = file_below(folder, path)
    if file is None:
        raise NotFound("There is nothing at this address.")
    # The type is said here: what the machine's own tables say differs from machine to machine.
    media_type = _TYPES.get(file.suffix, "application/octet-stream")
    caching = FOR_EVER if _HASHED.fullmatch(file.name) else ASK_FIRST
    return FileResponse(file, media_type=media_type, headers={"Cache-Control": caching})


def file_below(folder: Path, path: str) -> Path | None:
    """The file that a path means below the folder; None when there is none, or it lies elsewhere."""
    try:
        file = (folder / path).resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        return None
