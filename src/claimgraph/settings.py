"""What can be set from outside: environment variables that begin with CLAIMGRAPH_, read once at the start.

The object is frozen and handed down by `cli` and `server`; nobody else reads the environment.
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

PREFIX = "CLAIMGRAPH_"
FOR_TESTS = f"{PREFIX}TEST_"

Words = Annotated[tuple[str, ...], NoDecode]
"""Several words with commas between them."""

LEAST_SECRET = 32
PORTS = {"http": 80, "https": 443}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class WrongSettings(Exception):
    """Something was set that cannot be; the message names each variable, and says what it takes."""


class DemoPerson(BaseModel):
    """Somebody of the demo as whom a visitor may look around with one click."""

    model_config = ConfigDict(frozen=True)

    role: str
    name: str
    email: str
    password: str = Field(repr=False)


class Settings(BaseSettings):
    """All settings, each by its name in capitals after CLAIMGRAPH_ (`CLAIMGRAPH_DATABASE_URL`).

    `load` makes one and says clearly what is wrong with it. Sizes are in bytes, times in seconds.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", validate_default=True, env_ignore_empty=True
    )

    data_folder: Path = Field(default=Path("var"), description="Where files, mails and the secret are kept.")
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{known['data_folder']}/claimgraph.sqlite3",
        description="sqlite:///FILE or postgresql://USER@HOST/NAME.",
        repr=False,
    )
    host: str = Field(default="127.0.0.1", description="The address that the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="The port that the server listens on.")
    public_url: str = Field(
        default_factory=lambda known: f"http://{_in_address(known['host'])}:{known['port']}",
        description="Under which address people reach the server; https but on this machine itself.",
    )
    allowed_hosts: Words = Field(
        default=(), description="Further host names under which it answers, by commas."
    )
    proxies: Words = Field(default=(), description="Addresses of proxies whose X-Forwarded-For is believed.")
    secret: SecretStr | None = Field(
        default=None, description="Signs addresses; made and kept in the data folder when not set."
    )

    mail_from: str = Field(default="claimgraph@localhost", description="The sender of mails.")
    mail_folder: Path = Field(
        default_factory=lambda known: known["data_folder"] / "mail",
        description="Where mails are written as files while no SMTP server is set.",
    )
    smtp_url: SecretStr | None = Field(
        default=None, description="smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://...:465."
    )

    explorer_folder: Path = Field(
        default_factory=lambda known: known["data_folder"] / "explorer",
        description="Where the built explorer is; without it a plain page is shown.",
    )
    demo_people: tuple[DemoPerson, ...] = Field(
        default=(), description="Set by the demo, never by hand.", repr=False
    )

    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="auto: for people on a terminal, else JSON."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that is logged."
    )

    request_seconds: float = Field(default=5, gt=0, le=60, description="How long one request may work.")
    body_seconds: float = Field(default=10, gt=0, le=60, description="How long a body may take to arrive.")
    upload_seconds: float = Field(
        default=120, gt=0, le=3600, description="How long a file may take to arrive."
    )
    header_bytes: int = Field(
        default=16_384, ge=1024, description="The most that a request's headers may have."
    )
    body_bytes: int = Field(default=2_000_000, ge=1024, description="The most that a body may have.")
    upload_bytes: int = Field(default=20_000_000, ge=1024, description="The most that a file may have.")

    @field_validator("allowed_hosts", "proxies", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return value if not isinstance(value, str) else [word for word in re.split(r"[,\s]+", value) if word]

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < LEAST_SECRET:
            raise ValueError(f"it needs {LEAST_SECRET} characters at least")
        return value

    @field_validator("public_url")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in PORTS or not parts.hostname or parts.username:
            raise ValueError("this is no address of the form https://claims.example.com")
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValueError("there may be no path in it: the server stands at the root of its host")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise ValueError(
                f"{parts.hostname} needs https, for passwords travel there; only loopback does not"
            )
        port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
        return f"{parts.scheme}://{_in_address(parts.hostname)}{port}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the server behind https."""
        return self.public_url.startswith("https:")

    @property
    def hosts(self) -> frozenset[str]:
        """The host names under which the server answers, in lower case and without ports."""
        public = _in_address(urlsplit(self.public_url).hostname or "")
        loopback = LOOPBACK if _is_loopback(public.strip("[]")) else ()
        return frozenset({public, *loopback, *(host.lower() for host in self.allowed_hosts)})

    @property
    def origins(self) -> frozenset[str]:
        """The origins from which a browser may act: the public one, or all names of this machine itself."""
        parts = urlsplit(self.public_url)
        if self.is_https:
            return frozenset({self.public_url})
        port = f":{parts.port}" if parts.port else ""
        return frozenset({self.public_url, *(f"http://{host}{port}" for host in LOOPBACK)})


def load(**given: object) -> Settings:
    """Reads the environment; what is given wins over it. Raises WrongSettings."""
    unknown = [name for name in sorted(os.environ) if _is_unknown(name)]
    if unknown:
        raise WrongSettings("\n".join(map(_there_is_no, unknown)))
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by the model itself
    except SettingsError as broken:
        raise WrongSettings(str(broken)) from None
    except ValidationError as wrong:
        raise WrongSettings(
            "\n".join(_told(error) for error in wrong.errors() if _is_a_cause(error))
        ) from None


def _is_unknown(variable: str) -> bool:
    name = variable.removeprefix(PREFIX)
    is_ours = name != variable and not variable.startswith(FOR_TESTS)
    return is_ours and name.lower() not in Settings.model_fields


def _there_is_no(variable: str) -> str:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    near = get_close_matches(variable, known, n=1)
    return f"There is no setting {variable}." + (f" Is {near[0]} meant?" if near else "")


def _is_a_cause(error: ErrorDetails) -> bool:
    """Not a default that only could not be worked out because something else is wrong."""
    return error["type"] != "default_factory_not_called"


def _told(error: ErrorDetails) -> str:
    """One line about one variable, without its value: that may be a secret."""
    name, *inner = map(str, error["loc"])
    place = f" ({'.'.join(inner)})" if inner else ""
    message = error["msg"].removeprefix("Value error, ")
    meaning = Settings.model_fields[name].description if name in Settings.model_fields else None
    return f"{PREFIX}{name.upper()}{place}: {message}." + (f" Meant: {meaning}" if meaning else "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _in_address(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
