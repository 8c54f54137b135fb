"""The browser that the browser tests drive."""

from __future__ import annotations

import os
import shutil

CHOSEN = "CLAIMGRAPH_TEST_BROWSER"
KNOWN = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

MISSING = f"no browser: apt-get install chromium-headless-shell, or set {CHOSEN}"


def find() -> str | None:
    """The path of the browser that CLAIMGRAPH_TEST_BROWSER names, else of the first known one on PATH."""
    chosen = os.environ.get(CHOSEN)
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, KNOWN)), None)
