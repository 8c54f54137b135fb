"""The commands of the project: `python3 tools/dev.py NAME`, or `make NAME`.

Needs Python and nothing else. This file must stay readable for old Pythons, so that they hear which one is
wanted; what the commands do stands in commands.py.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "claimgraph needs Python 3.11 or newer, and this is %d.%d. Name another: make demo PYTHON=python3.12"
        % sys.version_info[:2]
    )

from commands import main

if __name__ == "__main__":
    main(sys.argv[1:])
