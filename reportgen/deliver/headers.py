"""How headers are folded where Python's way would harm them. Its own refusal of line breaks in values stays.

- In a long text with accents, Python 3.11 loses a space between two encoded words, or leaves the first line empty.
- A URI longer than a line would become an encoded word, which no mail program takes for a link to unsubscribe at.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from email.headerregistry import Address, AddressHeader
from email.policy import EmailPolicy
from email.utils import quote

_LINE = 76
_BREAK = "\r\n"
_FRAME = "=?utf-8?b??="
_LONGEST_WORD = 36  # bytes of UTF-8; longer ones are torn


class _MailPolicy(EmailPolicy):
    """`email.policy.SMTP`, but for four headers."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if isinstance(value, AddressHeader) and name in ("From", "Reply-To"):
            return _mailbox(name, value.addresses[0])
        if name == "Subject" and not value.isascii():
            return f"{name}: {_encoded(name, value)}{_BREAK}".encode("ascii")
        if name == "List-Unsubscribe":
            return f"{name}: {value.replace(', ', f',{_BREAK} ')}{_BREAK}".encode("ascii")
        return super().fold_binary(name, value)


def _mailbox(header: str, mailbox: Address) -> bytes:
    """The header of one address with or without a name."""
    name, plain = mailbox.display_name, mailbox.addr_spec
    if not name:
        return f"{header}: {plain}{_BREAK}".encode("ascii")
    if not name.isascii():
        words = _encoded(header, name)
    elif name.replace(" ", "").isalnum():
        words = name
    else:
        words = f'"{quote(name)}"'
    last_line = f"{header}: {words}".rpartition(_BREAK)[2]
    gap = " " if len(last_line) + len(plain) + 3 <= _LINE else f"{_BREAK} "
    return f"{header}: {words}{gap}<{plain}>{_BREAK}".encode("ascii")


def _encoded(header: str, text: str) -> str:
    """`text` as encoded words of RFC 2047, one a line. They end after a space where there is one.

    Readers drop what stands between two encoded words, so the space belongs into them; some readers put one there all
    the same, and then it tears no word.
    """
    lines = [""]
    room_bytes = (_LINE - len(f"{header}: {_FRAME}")) // 4 * 3
    for piece in _pieces(text):
        if lines[-1] and len((lines[-1] + piece).encode()) > room_bytes:
            lines.append("")
            room_bytes = (_LINE - 1 - len(_FRAME)) // 4 * 3
        lines[-1] += piece
    words = (base64.b64encode(line.encode()).decode() for line in lines)
    return f"{_BREAK} ".join(f"=?utf-8?b?{word}?=" for word in words)


def _pieces(text: str) -> Iterator[str]:
    """Words with the space behind them; the letters of those that are too long."""
    for word in re.findall(r"\S+\s*|\s+", text):
        if len(word.encode()) <= _LONGEST_WORD:
            yield word
        else:
            yield from word


POLICY = _MailPolicy(linesep=_BREAK)
