"""`index.html` of an outbox: the messages as their recipients see them. Opens from the file system; loads nothing else.

What it shows is read back from the .eml files: they are what is sent.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen import __version__
from reportgen.deliver.entry import STATES, Entry
from reportgen.deliver.folder import Folder
from reportgen.deliver.texts import SHIPPED

_SHOWN = ("From", "To", "Reply-To", "Subject", "Date")
_ATTACHMENTS = b"Content-Type: application/pdf"


def write_preview(folder: Folder, entries: Iterable[Entry], brochures: Path) -> Path:
    """Write the page that shows these messages; those whose .eml file was purged are left out. Returns its path."""
    entries = [entry for entry in entries if folder.message(entry).is_file()]
    page = (
        _environment()
        .get_template("preview.html")
        .render(
            summary=counted(entries),
            note=f"Written by reportgen {__version__}.",
            messages=[_shown(folder, entry, brochures) for entry in entries],
        )
    )
    folder.write(folder.page, page.encode("utf-8"))
    return folder.page


def counted(entries: Sequence[Entry]) -> str:
    """How many are in which state: "12 sent, 1 failed"."""
    counts = {state: sum(entry.state == state for entry in entries) for state in STATES}
    return ", ".join(f"{count:,} {state}" for state, count in counts.items() if count) or "no messages"


def _environment() -> jinja2.Environment:
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(str(SHIPPED)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(folder: Folder, entry: Entry, brochures: Path) -> dict[str, Any]:
    path = folder.message(entry)
    message, names = _read(path)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return {
        "id": entry.id,
        "rows": ", ".join(str(row) for row in entry.rows),
        "to": str(message["To"]),
        "mailbox": str(message["To"]).partition("@")[0],
        "domain": str(message["To"]).partition("@")[2],
        "subject": str(message["Subject"]),
        "language": str(message["Content-Language"]),
        "headers": [(name, str(message[name])) for name in _SHOWN if message[name]],
        "plain": plain.get_content() if plain else "",
        "html": html.get_content() if html else "",
        "brochures": [
            {"name": name, "href": _href(folder, brochures / file)}
            for name, file in zip(names, entry.brochures, strict=False)
        ],
        "size": _size(path.stat().st_size),
        "state": entry.state,
        "reply": entry.reply,
        "file": path.name,
    }


def _read(path: Path) -> tuple[EmailMessage, list[str]]:
    """The message without the bytes of its attachments, which would take a hundred times longer, and their names."""
    head, *attached = path.read_bytes().split(_ATTACHMENTS)
    message = email.message_from_bytes(head, policy=email.policy.default)
    names = []
    for each in attached:
        part = email.message_from_bytes(_ATTACHMENTS + each.partition(b"\r\n\r\n")[0], policy=email.policy.default)
        names.append(part.get_filename("").removesuffix(".pdf"))
    return message, names


def _href(folder: Folder, path: Path) -> str:
    """A link from the page to a brochure; "" when it is gone."""
    if not path.is_file():
        return ""
    if path.is_relative_to(folder.path):
        return quote(path.relative_to(folder.path).as_posix())
    return path.resolve().as_uri()


def _size(count_bytes: int) -> str:
    return f"{count_bytes / 1e6:.1f} MB" if count_bytes >= 1_000_000 else f"{count_bytes / 1e3:.0f} KB"
