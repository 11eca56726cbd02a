"""The password or token of the mail account: where it comes from, and that it shows up nowhere."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Sequence

from reportgen.errors import EnvironmentLacksError, ReportgenError

PASSWORD_VARIABLE = "REPORTGEN_MAIL_PASSWORD"  # noqa: S105 (the name of it, not a password)
TOKEN_VARIABLE = "REPORTGEN_MAIL_TOKEN"  # noqa: S105 (a name, too)
KEYRING_SERVICE = "reportgen mail"
_TOKEN_SECONDS = 60


class Secret:
    """Words that neither `repr` nor `str` nor a pickle shows."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def reveal(self) -> str:
        """The words themselves, for the mail server only."""
        return self._words

    def scrubbed_from(self, text: str) -> str:
        """`text` without the words, should a server send them back: plain, or in base64 as the protocol has them."""
        for form in (self._words, base64.b64encode(self._words.encode()).decode()):
            text = text.replace(form, "…")
        return text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not pickled")


def password_for(login: str) -> Secret:
    """The password from the environment, else from the system's keyring. Raises EnvironmentLacksError without any."""
    words = os.environ.get(PASSWORD_VARIABLE, "")
    if words:
        return Secret(words)
    found = _from_keyring(login)
    if found is None:
        raise EnvironmentLacksError(
            f"There is no password for the mail account {login}.",
            cure=f"Put it into the environment variable {PASSWORD_VARIABLE}, or into the system's keyring:\n"
            f'keyring set "{KEYRING_SERVICE}" {login}\n'
            'The keyring needs pip install "reportgen[secrets]".',
        )
    return Secret(found)


def _from_keyring(login: str) -> str | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, login)
    except keyring.errors.KeyringError:  # a machine without one, or a locked one
        return None


def uses_token(command: Sequence[str]) -> bool:
    """Whether the account is entered with a token instead of a password."""
    return bool(command) or bool(os.environ.get(TOKEN_VARIABLE))


def token_from(command: Sequence[str]) -> Secret:
    """An access token: what `command` (words, no shell) prints, else that of the environment.

    A command comes first, since it can give a fresh one each time. Raises ReportgenError when it gives none; what it
    writes to stderr goes to the terminal as it is.
    """
    if not command:
        return Secret(os.environ.get(TOKEN_VARIABLE, ""))
    name = command[0]
    try:
        done = subprocess.run(
            list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=_TOKEN_SECONDS, check=False
        )
    except OSError as error:
        raise EnvironmentLacksError(
            f"The token command {name} cannot be started: {error.strerror or error}.",
            cure="Correct token_command under [mail]: a list of words, the program first.",
        ) from None
    except subprocess.TimeoutExpired:
        raise ReportgenError(f"The token command {name} gave nothing within {_TOKEN_SECONDS} s.") from None
    words = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not words or not (words.isascii() and words.isprintable()):
        came = f"ended with exit code {done.returncode}" if done.returncode else "printed no token"
        raise ReportgenError(
            f"The token command {name} {came}.", cure="Run it by hand: it must print one line, the access token."
        )
    return Secret(words)
