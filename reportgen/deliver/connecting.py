"""Opening a connection to the mail server: encrypted, its certificate checked, logged in."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from typing import Any

from reportgen.deliver.account import Server
from reportgen.deliver.replies import ServerError, Unreachable, words_of

_LOOK_AT = "Look at host, port and security under [mail] in reportgen.toml."


def connect(server: Server) -> smtplib.SMTP:
    """A connection that is encrypted and logged in. Raises ServerError with what stands against it."""
    where = f"{server.host}, port {server.port}"
    try:
        context = ssl.create_default_context()
        if server.ca_file:
            context.load_verify_locations(server.ca_file)
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=server.command_seconds, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.command_seconds)
        try:
            if server.security == "none":
                _require_this_machine(smtp, server.host)
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo()
            _log_in(smtp, server)
        except BaseException:
            smtp.close()
            raise
    except smtplib.SMTPNotSupportedError as error:
        raise ServerError(f"The mail server {where} cannot do what it has to: {error}", cure=_LOOK_AT) from None
    except ssl.SSLCertVerificationError as error:
        raise ServerError(
            f"The certificate of the mail server {where} cannot be trusted: {error.verify_message}.",
            cure="Look at the host's name. A school's own authority goes into ca_file under [mail].",
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(f"The mail server {where} cannot be reached: {reason_of(error)}.", cure=_LOOK_AT) from None
    return smtp


def _require_this_machine(smtp: smtplib.SMTP, host: str) -> None:
    assert smtp.sock is not None
    if not ipaddress.ip_address(smtp.sock.getpeername()[0]).is_loopback:
        raise ServerError(
            f"{host} is another machine: without encryption everybody on the way could read the messages.",
            cure="Leave --insecure out; it is for a mail server on this machine.",
        )


def _log_in(smtp: smtplib.SMTP, server: Server) -> None:
    login = server.login
    if login is None:
        return
    secret = login.secret()
    try:
        if login.mechanism == "xoauth2":
            smtp.user = login.user
            smtp.auth("XOAUTH2", _xoauth2(login.user, secret.reveal()))
        else:
            smtp.login(login.user, secret.reveal())
    except smtplib.SMTPAuthenticationError as error:
        reply = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        raise ServerError(
            f"The mail server does not let {login.user} in: {secret.scrubbed_from(words_of(error.smtp_code, reply))}",
            cure="docs/mail.md says which kind of password or token Gmail and Microsoft 365 want.",
        ) from None
    except UnicodeEncodeError:  # whose text would show the password
        raise ServerError("The password or token holds letters that a mail server cannot take.") from None


def _xoauth2(user: str, token: str) -> Any:
    """The answers of the mechanism: who and the token; then an empty one, upon which the server says what is wrong."""

    def answer(challenge: bytes | None = None) -> str:
        return f"user={user}\x01auth=Bearer {token}\x01\x01" if challenge is None else ""

    return answer


def reason_of(error: Exception) -> str:
    """What broke, in words that hold no address. `smtplib` puts the time-out into the text of its own error."""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return words_of(error.smtp_code, reply)
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
