"""No password or token stands in what is printed, logged or written, with all logging on and errors in full."""

from __future__ import annotations

import base64
import logging
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from tests.deliver import post_office
from tests.deliver.post_office import USER, PostOffice, opened, server_context

from .conftest import Cli

SECRET = "hunter2-Kx9wQ"
FORMS = (SECRET, base64.b64encode(SECRET.encode()).decode(), base64.b64encode(f"\0{USER}\0{SECRET}".encode()).decode())


def settings(text: str) -> None:
    Path("reportgen.toml").write_text(
        f'[mail]\nfrom = "Careers <{USER}>"\nlogin = "{USER}"\nrate = 6000\n{text}', encoding="utf-8"
    )
    Path("students.csv").write_text("name,email,state,careers\nLuis,luis@example.org,TX,29-2072\n", encoding="utf-8")


def require_none(*texts: str, folder: Path = Path()) -> None:
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for form in FORMS:
        assert form.encode() not in written
        assert all(form not in text for text in texts)


@pytest.mark.parametrize(("variable", "accepts"), [("REPORTGEN_MAIL_PASSWORD", False), ("REPORTGEN_MAIL_TOKEN", True)])
def test_of_the_mail_account(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str], variable: str, accepts: bool,
) -> None:  # fmt: skip
    certificate = post_office.certificate(tmp_path)
    monkeypatch.setenv(variable, SECRET)
    monkeypatch.setattr(post_office, "PASSWORD" if "PASSWORD" in variable else "TOKEN", SECRET if accepts else "other")
    caplog.set_level(logging.DEBUG)
    with opened(PostOffice(), tls=server_context(certificate), starttls=True, auth=True) as office:
        settings(f'host = "127.0.0.1"\nport = {office.port}\nca_file = "{certificate}"\n')
        result = cli("mail", "students.csv", "--send")
        assert result.exit_code == (0 if accepts else 1), result.stderr
        monkeypatch.setenv("REPORTGEN_DEBUG", "1")
        full = CliRunner().invoke(main, ["mail", "students.csv", "--send", "--again", "--json"])
    assert len(office.delivered) == 2 * accepts
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail.log"))
    require_none(result.output, full.output, repr(full.exception), logged, *capfd.readouterr())


@pytest.mark.parametrize(
    "words",
    [
        ("--output", f"s3://key:{SECRET}@bucket/folder"),
        ("--output", f"https://example.org/folder?sig={SECRET}"),
        ("--scheduler", f"tcp://user:{SECRET}@scheduler:8786"),
        ("--scheduler", f"tls://{SECRET}@scheduler:8786"),
    ],
)
def test_in_an_address(cli: Cli, caplog: pytest.LogCaptureFixture, words: tuple[str, ...]) -> None:
    caplog.set_level(logging.DEBUG)
    result = cli("brochure", "29-2072", *words)
    assert result.exit_code == 2, result.output
    require_none(result.output, caplog.text)


def test_nothing_turns_on_the_log_of_a_conversation() -> None:
    package = Path(__file__).resolve().parents[2] / "reportgen"
    found = [
        path
        for path in package.rglob("*.py")
        if re.search(r"set_debuglevel|debuglevel|HTTPConnection", path.read_text(encoding="utf-8"))
    ]
    assert not found
