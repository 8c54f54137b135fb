"""Signed addresses: whoever has one may send the file that was announced, and nothing else."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import Signer

from claimgraph.server.refusals import Refused
from claimgraph.settings import Settings

FILE_NAME = "secret"


class Signing:
    """Signs and checks the addresses to which announced files are sent."""

    def __init__(self, secret: str, public_url: str) -> None:
        self._signer = Signer(secret, salt="claimgraph.upload")
        self._public_url = public_url

    def upload_address(self, upload: str, until: datetime) -> str:
        """The address to which the file that was announced as `upload` is sent; it works before `until`."""
        expires = str(int(until.timestamp()))
        signature = self._signer.get_signature(_signed(upload, expires))
        query = urlencode({"expires": expires, "signature": signature.decode()})
        return f"{self._public_url}/uploads/{upload}?{query}"

    def check(self, upload: str, expires: str, signature: str, now: datetime) -> None:
        """Raises Refused for an address that was not made here (403), or that works no longer (410)."""
        # letter by letter: several spellings in base64 mean the same bytes
        right = self._signer.get_signature(_signed(upload, expires))
        if not secrets.compare_digest(right, signature.encode()):
            raise Refused(
                403, "This address was not made by this server: take it from createUpload as it is."
            )
        if now >= datetime.fromtimestamp(int(expires), UTC):
            raise Refused(410, "This address works no longer: announce the file again with createUpload.")


def _signed(upload: str, expires: str) -> str:
    return f"{upload} until {expires}"


def secret_of(settings: Settings) -> str:
    """The secret that was set, else the one kept in the data folder, made at the first start.

    Raises OSError when the folder cannot be written.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    path = settings.data_folder / FILE_NAME
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    """Of two programs that start at the same time, the first one's secret becomes that of both."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
