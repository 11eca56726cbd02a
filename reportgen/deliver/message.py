"""A finished message: headers, texts and PDF files, as the bytes that an .eml file holds and a mail server gets.

The same parts give the same bytes: numbers, dates and boundaries come from the outbox, none is invented here.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from reportgen.deliver.account import ID, Sender
from reportgen.deliver.headers import POLICY
from reportgen.deliver.letter import Enclosure
from reportgen.deliver.texts import Text
from reportgen.values import dataclass

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME = 120
_BASE64 = 78 / 57  # a line of 76 characters and its end carries 57 bytes
_MARGIN_BYTES = 1_000  # the headers of a part


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF file and the name that the reader sees."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who gets a message, and what makes it this one: `number` is its own (hexadecimal), `when` an aware time."""

    to: str
    number: str
    when: datetime.datetime


def attachment_name(enclosure: Enclosure) -> str:
    """Occupation and place, nothing else: "Medical Records Specialists, Texas.pdf". ASCII wherever they are."""
    plain = _FORBIDDEN.sub(" ", enclosure.title.replace("--", " - "))
    stem = " ".join(f"{plain}, {enclosure.area.name}".split()).lstrip(" .-,")  # no hidden file
    if len(stem) > _LONGEST_NAME:  # the place tells two of an occupation apart, so it is the title that is cut
        room = _LONGEST_NAME - len(enclosure.area.name) - 2
        stem = f"{plain[:room].rpartition(' ')[0].rstrip(' ,-')}, {enclosure.area.name}"
    return f"{stem}.pdf"


def sent_size_bytes(file_sizes: Sequence[int], text: Text) -> int:
    """About how large a message with files of these sizes is on its way; never less than it will be."""
    texts = 3 * (len(text.plain.encode()) + len(text.html.encode()) + len(text.subject.encode()))
    return int(sum(size * _BASE64 + _MARGIN_BYTES for size in file_sizes)) + texts + 4 * _MARGIN_BYTES


def message_bytes(envelope: Envelope, sender: Sender, text: Text, attachments: Sequence[Attachment]) -> bytes:
    """The message, lines ending in CRLF. Raises OSError for a file that cannot be read."""
    message = EmailMessage(POLICY)
    message["From"] = sender.mailbox
    message["To"] = Address(addr_spec=envelope.to)  # without a name: mail servers write it into their logs
    if sender.reply_to:
        message["Reply-To"] = sender.reply_to
    message["Subject"] = text.subject
    message["Date"] = format_datetime(envelope.when)
    message["Message-ID"] = f"<{envelope.number}@{sender.mailbox.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    _unsubscribe(message, sender, envelope.number)
    # Quoted-printable whatever the words: no server on the way has to take 8-bit lines or long ones.
    message.set_content(text.plain, cte="quoted-printable")
    message.add_alternative(text.html, subtype="html", cte="quoted-printable")
    for each in attachments:
        message.add_attachment(each.path.read_bytes(), maintype="application", subtype="pdf", filename=each.name)
    message["Content-Language"] = text.language  # last: setting the content removes such headers
    for depth, part in enumerate(message.walk()):
        if depth:
            del part["MIME-Version"]  # it belongs to the message alone
        if part.is_multipart():
            part.set_boundary(f"=_{hashlib.sha256(f'{envelope.number} {depth}'.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def _unsubscribe(message: EmailMessage, sender: Sender, number: str) -> None:
    """List-Unsubscribe. One click is promised (RFC 8058) only where the page learns from the link who it is."""
    if sender.unsubscribe:
        message["List-Unsubscribe"] = ", ".join(f"<{each.replace(ID, number)}>" for each in sender.unsubscribe)
        if any(each.startswith("https:") and ID in each for each in sender.unsubscribe):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
