"""Where passwords and tokens come from, and that they stay hidden."""

from __future__ import annotations

import pickle
import sys
import traceback

import keyring
import keyring.backend
import keyring.errors
import pytest

from reportgen.deliver.secret import KEYRING_SERVICE, Secret, password_for, token_from, uses_token
from reportgen.errors import EnvironmentLacksError, ReportgenError

WORDS = "correct horse"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self, locked: bool = False) -> None:
        super().__init__()
        self._locked = locked
        self._kept = {(KEYRING_SERVICE, "me@school.org"): WORDS}

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service, username]

    def get_password(self, service: str, username: str) -> str | None:
        if self._locked:
            raise keyring.errors.KeyringLocked("locked")
        return self._kept.get((service, username))


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPORTGEN_MAIL_PASSWORD", "REPORTGEN_MAIL_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("keyring.core._keyring_backend", Ring())


def test_a_secret_shows_nowhere() -> None:
    secret = Secret(WORDS)
    assert WORDS not in f"{secret} {secret!r} {[secret]} {vars(type(secret))}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret.scrubbed_from(f"no {WORDS} or Y29ycmVjdCBob3JzZQ== here") == "no … or … here"
    try:
        raise ReportgenError("what") from ValueError(secret)
    except ReportgenError:
        assert WORDS not in traceback.format_exc()


def test_the_environment_comes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    assert password_for("me@school.org").reveal() == WORDS
    monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", "other")
    assert password_for("me@school.org").reveal() == "other"


@pytest.mark.parametrize("lack", ["entry", "locked", "package"])
def test_without_any_the_cure_names_both(monkeypatch: pytest.MonkeyPatch, lack: str) -> None:
    if lack == "package":
        monkeypatch.setitem(sys.modules, "keyring", None)
    elif lack == "locked":
        monkeypatch.setattr("keyring.core._keyring_backend", Ring(locked=True))
    with pytest.raises(EnvironmentLacksError) as caught:
        password_for("you@school.org")
    assert "REPORTGEN_MAIL_PASSWORD" in caught.value.cure
    assert 'keyring set "reportgen mail" you@school.org' in caught.value.cure


def test_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    command = (sys.executable, "-c", "import sys; print('ya29.' + sys.argv[1])", "$HOME; `ls`")
    assert not uses_token(()) and uses_token(command)
    with pytest.raises(ReportgenError, match="printed no token"):  # spaces are no part of one; and no shell read it
        token_from((sys.executable, "-c", "print('a\\nb')"))
    assert token_from((*command[:3], "$HOME")).reveal() == "ya29.$HOME"
    monkeypatch.setenv("REPORTGEN_MAIL_TOKEN", "of the environment")
    assert uses_token(()) and token_from(()).reveal() == "of the environment"
    assert token_from((*command[:3], "x")).reveal() == "ya29.x"  # a command can give a fresh one


def test_commands_that_give_none(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReportgenError, match="ended with exit code 3") as caught:
        token_from(
            (sys.executable, "-c", "import sys; print('half'); print('log in first', file=sys.stderr); sys.exit(3)")
        )
    assert "half" not in str(caught.value)
    assert "log in first" in capfd.readouterr().err
    with pytest.raises(EnvironmentLacksError, match="cannot be started"):
        token_from(("no-such-program-here",))
