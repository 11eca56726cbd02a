"""The mail account: from whom, through which server, how fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.headerregistry import Address
from pathlib import Path
from typing import Literal

from reportgen.deliver.secret import Secret
from reportgen.errors import UsageError
from reportgen.values import dataclass

Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
_UNSUBSCRIBE = re.compile(r"(mailto:[^\s<>,@]+@[^\s<>,@]+|https://[^\s<>,]+)")
ID = "{id}"


@dataclass(frozen=True, slots=True)
class Sender:
    """What the headers say of the sender.

    `unsubscribe` are addresses (mailto: or https:) for List-Unsubscribe; "{id}" in one becomes the message's own
    number. `school` is a name for the texts, "" for none.
    """

    mailbox: Address
    reply_to: Address | None = None
    unsubscribe: tuple[str, ...] = ()
    school: str = ""

    @property
    def name(self) -> str:
        """How a text signs."""
        return self.mailbox.display_name or self.mailbox.addr_spec

    @property
    def answer_to(self) -> str:
        """Where an answer goes."""
        return (self.reply_to or self.mailbox).addr_spec


def require_unsubscribe(words: str) -> str:
    """`words`, when they may stand in List-Unsubscribe. Raises UsageError otherwise."""
    if not _UNSUBSCRIBE.fullmatch(words.replace(ID, "id")) or not words.isascii() or not words.isprintable():
        raise UsageError(
            f"“{words}” is no address to unsubscribe at.",
            cure="Write mailto:someone@school.org, or a page that begins with https://.",
        )
    return words


@dataclass(frozen=True, slots=True)
class Login:
    """`secret` gives the password or a fresh token; it is asked anew for every connection."""

    user: str
    mechanism: Literal["password", "xoauth2"]
    secret: Callable[[], Secret]


@dataclass(frozen=True, slots=True)
class Server:
    """`security` "none" is for this machine only. `ca_file`: certificates to trust beside the system's own.

    `end_seconds` is how long the answer to a whole message may take: RFC 5321 asks for ten minutes, because whoever
    hangs up earlier does not know whether it was accepted.
    """

    host: str
    port: int
    security: Security
    login: Login | None = None
    ca_file: Path | None = None
    command_seconds: float = 60.0
    end_seconds: float = 600.0
