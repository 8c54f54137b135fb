"""The server as a program of its own: `python program.py PORT DATA_FOLDER`, with the tests' own schema."""

from __future__ import annotations

import sys
from pathlib import Path

from claimgraph.server.app import serve
from claimgraph.settings import load
from tests.server.stand_in import answering

if __name__ == "__main__":
    port, folder = sys.argv[1:]
    serve(load(port=int(port), data_folder=Path(folder)), answering)
