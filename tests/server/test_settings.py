"""Settings: what stands in the environment counts, and what is wrong there is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.server.app import mailer_of
from claimgraph.server.signing import secret_of
from claimgraph.settings import Settings, WrongSettings, load


def wrong(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What is said against these variables."""
    for name, value in variables.items():
        monkeypatch.setenv(f"CLAIMGRAPH_{name}", value)
    with pytest.raises(WrongSettings) as refused:
        load()
    return str(refused.value)


def test_without_any_it_serves_this_machine() -> None:
    settings = load()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.database_url == "sqlite:///var/claimgraph.sqlite3"
    assert settings.explorer_folder == Path("var/explorer")
    assert settings.hosts == {"127.0.0.1", "localhost", "[::1]"}


def test_variables_count_and_what_is_given_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_PORT", "9001")
    monkeypatch.setenv("CLAIMGRAPH_DATA_FOLDER", "/srv/claims")
    monkeypatch.setenv("CLAIMGRAPH_ALLOWED_HOSTS", "Claims.internal, claims")
    settings = load(port=9002)
    assert settings.public_url == "http://127.0.0.1:9002"
    assert settings.mail_folder == Path("/srv/claims/mail")
    assert {"claims.internal", "claims"} < settings.hosts


def test_behind_https_only_the_public_origin_is_ours() -> None:
    settings = load(public_url="https://Claims.Example:443/")
    assert settings.public_url == "https://claims.example"
    assert settings.origins == {"https://claims.example"}
    assert settings.hosts == {"claims.example"}


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"PORT": "high"}, "CLAIMGRAPH_PORT: Input should be a valid integer"),
        ({"PORT": "70000"}, "CLAIMGRAPH_PORT: Input should be less than or equal to 65535"),
        ({"PROT": "8000"}, "There is no setting CLAIMGRAPH_PROT. Is CLAIMGRAPH_PORT meant?"),
        ({"HOST": "0.0.0.0"}, "CLAIMGRAPH_PUBLIC_URL: 0.0.0.0 needs https"),
        ({"PUBLIC_URL": "http://claims.example"}, "CLAIMGRAPH_PUBLIC_URL: claims.example needs https"),
        ({"PUBLIC_URL": "https://claims.example/app"}, "there may be no path in it"),
        ({"PUBLIC_URL": "claims.example"}, "of the form https://claims.example.com"),
        ({"PUBLIC_URL": "https://claims.example:99999"}, "CLAIMGRAPH_PUBLIC_URL: Port out of range"),
        ({"LOG_FORMAT": "xml"}, "CLAIMGRAPH_LOG_FORMAT: Input should be 'auto', 'json' or 'console'"),
        ({"REQUEST_SECONDS": "nan"}, "CLAIMGRAPH_REQUEST_SECONDS"),
        ({"SECRET": "hunter2"}, "CLAIMGRAPH_SECRET: it needs 32 characters at least"),
        ({"DEMO_PEOPLE": "hunter2"}, "demo_people"),
    ],
)
def test_what_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], says: str
) -> None:
    message = wrong(monkeypatch, **variables)
    assert says in message
    assert "hunter2" not in message


def test_everything_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = wrong(monkeypatch, PORT="high", BODY_BYTES="1").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["CLAIMGRAPH_PORT", "CLAIMGRAPH_BODY_BYTES"]


def test_an_address_for_mails_that_is_none_is_named_without_its_password() -> None:
    settings = load(smtp_url="imap://claims:hunter2@mail.example")
    with pytest.raises(WrongSettings, match="CLAIMGRAPH_SMTP_URL") as refused:
        mailer_of(settings)
    assert "hunter2" not in str(refused.value)


def test_printed_settings_tell_no_secret() -> None:
    settings = load(
        secret="hunter2" * 5,
        smtp_url="smtp://claims:hunter2@mail.example",
        database_url="postgresql://claims:hunter2@db/claims",
        demo_people=[{"role": "contact", "name": "Ada", "email": "ada@example.com", "password": "hunter2"}],
    )
    assert "hunter2" not in f"{settings!r} {settings}"


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().port = 9


def test_the_secret_is_made_once_for_the_servers_eyes_alone(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path / "data")
    secret = secret_of(settings)
    assert len(secret) >= 64
    assert secret_of(settings) == secret
    assert [path.name for path in settings.data_folder.iterdir()] == ["secret"]
    assert (settings.data_folder / "secret").stat().st_mode & 0o777 == 0o600
    assert settings.data_folder.stat().st_mode & 0o777 == 0o700


def test_a_secret_that_is_set_is_written_nowhere(tmp_path: Path) -> None:
    settings = load(data_folder=tmp_path / "data", secret="s" * 32)
    assert secret_of(settings) == "s" * 32
    assert not settings.data_folder.exists()
