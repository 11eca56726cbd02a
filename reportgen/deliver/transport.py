"""The way to the mail server. It always knows on which side of the final dot something broke.

Until the dot that ends a message has begun to leave, the server cannot have accepted it. From then on only its answer
tells: without one the fate of the message is unknown.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Callable
from types import TracebackType

from reportgen.deliver.account import Server
from reportgen.deliver.connecting import connect, reason_of
from reportgen.deliver.entry import DEFERRED, FAILED, UNKNOWN
from reportgen.deliver.replies import TOO_LARGE, Outcome, ServerError, outcome_of, words_of

_LEADING_DOT = re.compile(rb"(?m)^\.")
_GOES_AWAY = 421


class Connection:
    """A connection that opens itself when it is needed, and anew when the server has closed it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._is_fresh = True

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: TracebackType | BaseException | None) -> None:
        if kind is None and self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._drop()

    def send(self, sender: str, recipient: str, data: bytes, before_end: Callable[[], None]) -> Outcome:
        """Hand over one message to one recipient. `before_end` is called right before the byte that decides.

        Raises ServerError when no message would be taken.
        """
        if (early := self._introduce(sender, recipient, len(data))) is not None:
            return early
        smtp = self._open()
        try:
            code, reply = smtp.docmd("DATA")
            if code != 354:
                return self._refused(code, words_of(code, reply, recipient))
            smtp.send(_LEADING_DOT.sub(b"..", data) + (b"" if data.endswith(b"\r\n") else b"\r\n"))
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(DEFERRED, f"the connection broke before the message was whole ({reason_of(error)})")
        except BaseException:
            self._drop()  # with half a message in it, it must not be used again
            raise
        return self._finish(smtp, recipient, before_end)

    def _introduce(self, sender: str, recipient: str, size_bytes: int) -> Outcome | None:
        """MAIL and RCPT. None when both are taken."""
        while True:
            smtp = self._open()
            fresh, self._is_fresh = self._is_fresh, False
            try:
                options = [f"SIZE={size_bytes}"] if smtp.has_extn("size") else []
                code, reply = smtp.mail(sender, options)
                if code == _GOES_AWAY and not fresh:  # it has had enough of this connection, not of us
                    self._drop()
                    continue
                if code != 250:
                    return self._sender_refused(code, words_of(code, reply, recipient))
                code, reply = smtp.rcpt(recipient)
                return None if code in (250, 251) else self._refused(code, words_of(code, reply, recipient))
            except (smtplib.SMTPException, OSError) as error:
                self._drop()
                if fresh:
                    return Outcome(DEFERRED, f"the connection broke ({reason_of(error)})")

    def _sender_refused(self, code: int, words: str) -> Outcome:
        outcome = self._refused(code, words)
        if outcome.state == FAILED and code != TOO_LARGE:
            raise ServerError(
                f"The mail server does not take messages from this sender: {words}",
                cure="Look at from and login under [mail]: the account must be allowed to send as that address.",
            )
        return outcome

    def _refused(self, code: int, words: str) -> Outcome:
        """A no before the final dot; the connection is made ready for the next message."""
        if code == _GOES_AWAY or self._smtp is None:
            self._drop()
        else:
            try:
                self._smtp.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        return outcome_of(code if 400 <= code < 600 else 0, words, decided=False)

    def _finish(self, smtp: smtplib.SMTP, recipient: str, before_end: Callable[[], None]) -> Outcome:
        try:
            before_end()
            assert smtp.sock is not None
            smtp.sock.settimeout(self._server.end_seconds)
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
            smtp.sock.settimeout(self._server.command_seconds)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(UNKNOWN, f"the connection broke before the server answered ({reason_of(error)})")
        except BaseException:
            self._drop()
            raise
        if code == _GOES_AWAY or not 200 <= code < 600:
            self._drop()
        return outcome_of(code, words_of(code, reply, recipient), decided=True)

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = connect(self._server)
            self._is_fresh = True
        return self._smtp

    def _drop(self) -> None:
        """Close it without a word: what is half said stays half said."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
