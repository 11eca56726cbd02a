"""The bytes of a message, read back by three parsers: Python's new one, its old one, and git's."""

from __future__ import annotations

import datetime
import email
import email.policy
import mailbox
import subprocess
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest

from reportgen.deliver.account import Sender, require_unsubscribe
from reportgen.deliver.address import mailbox_of
from reportgen.deliver.letter import Enclosure
from reportgen.deliver.message import Attachment, Envelope, attachment_name, message_bytes, sent_size_bytes
from reportgen.deliver.texts import Text, Texts
from reportgen.errors import UsageError
from reportgen.model.soc import SocCode

from .letters import ELECTRICIANS, HELPERS, SENDER, TEXAS, letters, making, student

WHEN = datetime.datetime(2026, 3, 4, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))
NUMBER = "0123456789abcdef" * 2


def made(folder: Path, sender: Sender = SENDER, *, number: str = NUMBER, language: str = "es", **text: str) -> bytes:
    (letter,) = letters(student(2, "ana@example.org", HELPERS, ELECTRICIANS, name="Ana Núñez", language=language))
    brochures = making(folder, [letter])
    written = replace(Texts().write(letter, letter.enclosures, 1, 1, sender), **text)
    attachments = [Attachment(attachment_name(each), brochures.jobs[each].path) for each in letter.enclosures]
    return message_bytes(Envelope("ana@example.org", number, WHEN), sender, written, attachments)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_headers(tmp_path: Path) -> None:
    message = parsed(made(tmp_path))
    assert message["From"] == "Lincoln High <careers@school.example.org>"
    assert [each.addr_spec for each in message["To"].addresses] == ["ana@example.org"]
    assert message["Cc"] is message["Bcc"] is message["Reply-To"] is message["List-Unsubscribe"] is None
    assert message["Subject"] == "Sus folletos de orientación profesional de Lincoln High"
    assert message["Date"].datetime == WHEN
    assert message["Message-ID"] == f"<{NUMBER}@school.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "es"
    assert not message.defects


def test_structure(tmp_path: Path) -> None:
    message = parsed(made(tmp_path))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf", "application/pdf",
    ]  # fmt: skip
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain and plain.get_content().startswith("Hola, Ana Núñez:\r\n")
    assert html and "Hola, Ana Núñez:" in html.get_content()
    attached = list(message.iter_attachments())
    assert [each.get_filename() for each in attached] == [
        "Helpers - Electricians, Texas.pdf",
        "Electricians, Texas.pdf",
    ]
    files = sorted(tmp_path.glob("*.pdf"), reverse=True)
    assert [each.get_content() for each in attached] == [file.read_bytes() for file in files]


def test_bytes_that_every_server_takes(tmp_path: Path) -> None:
    data = made(tmp_path)
    lines = data.split(b"\r\n")
    assert data.isascii() and max(len(line) for line in lines) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    assert not [line for line in lines[: lines.index(b"")] if not line.strip()]
    assert data == made(tmp_path)  # the same parts, the same bytes
    assert data != made(tmp_path, number="f" * 32)


def test_no_name_but_in_the_bodies(tmp_path: Path) -> None:
    message = parsed(made(tmp_path))
    outside = "\n".join(f"{name}: {value}" for part in message.walk() for name, value in part.items())
    assert "Núñez" not in outside and "Ana " not in outside


def test_other_parsers_read_the_same(tmp_path: Path) -> None:
    sender = Sender(mailbox_of("Consejería Peña, “La Loma” de la escuela Año Nuevo <careers@school.example.org>"))
    data = made(tmp_path, sender)
    box = mailbox.Maildir(tmp_path / "box")
    old = box[box.add(data)]  # Python's old parser, as mail boxes have it
    subject = "Sus folletos de orientación profesional"
    assert str(make_header(decode_header(old["Subject"]))) == subject
    assert str(make_header(decode_header(old["From"]))).startswith(
        "Consejería Peña, “La Loma” de la escuela Año Nuevo <"
    )
    names = [part.get_filename() for part in old.walk() if part.get_content_type() == "application/pdf"]
    assert names == ["Helpers - Electricians, Texas.pdf", "Electricians, Texas.pdf"]
    told = subprocess.run(
        ["git", "mailinfo", tmp_path / "text", tmp_path / "rest"], input=data, capture_output=True, check=True,
        cwd=tmp_path,
    ).stdout.decode()  # fmt: skip
    assert "Author: Consejería Peña, “La Loma” de la escuela Año Nuevo\n" in told
    assert "Email: careers@school.example.org\n" in told
    assert f"Subject: {subject}\n" in told


def test_long_and_foreign_headers(tmp_path: Path) -> None:
    page = "https://school.example.org/a/long/way/to/the/page/where/one/says/no/more/of/it?message={id}"
    sender = Sender(
        mailbox_of(f"{'Año ' * 20}<{'c' * 60}@{'d' * 60}.example.org>"), mailbox_of('"A. Office" <o@example.org>'),
        (require_unsubscribe(page), "mailto:no@example.org"),
    )  # fmt: skip
    message = parsed(made(tmp_path, sender))
    (address,) = message["From"].addresses
    # Python's parser of names puts a space of its own between encoded words.
    assert " ".join(address.display_name.split()) == ("Año " * 20).strip()
    assert address.addr_spec == f"{'c' * 60}@{'d' * 60}.example.org"
    assert message["Reply-To"] == '"A. Office" <o@example.org>'
    assert message["Message-ID"] == f"<{NUMBER}@{'d' * 60}.example.org>"
    raw = made(tmp_path, sender).partition(b"\r\n\r\n")[0]
    unsubscribe = f"List-Unsubscribe: <{page.replace('{id}', NUMBER)}>,\r\n <mailto:no@example.org>\r\n"
    assert unsubscribe.encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    head = raw.split(b"\r\n")
    assert not [line for line in head if line.endswith(b":")]


def test_one_click_is_promised_only_where_the_page_knows_who(tmp_path: Path) -> None:
    for uri in ("https://school.example.org/no", "mailto:no@example.org?subject={id}"):
        message = parsed(made(tmp_path, replace(SENDER, unsubscribe=(require_unsubscribe(uri),))))
        assert message["List-Unsubscribe"] and message["List-Unsubscribe-Post"] is None
    for words in (
        "http://x.org",
        "https://x.org\r\nBcc: a@b.org",
        "javascript:x",
        "https://x.org>,<y",
        "https://ñ.org",
    ):
        with pytest.raises(UsageError):
            require_unsubscribe(words)


@pytest.mark.parametrize("subject", ["Año " * 45, "ñ" * 200, "x" * 60 + "ñ", "ñ", "Brochures " * 20, "日本語 " * 30])
def test_long_subjects_come_through(tmp_path: Path, subject: str) -> None:
    data = made(tmp_path, subject=subject.strip())
    assert parsed(data)["Subject"] == subject.strip()
    old = str(make_header(decode_header(email.message_from_bytes(data)["Subject"])))
    assert old.replace("\r\n", "") == subject.strip()
    assert max(len(line) for line in data.split(b"\r\n")) <= 78


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\r\n "])
def test_line_breaks_never_become_headers(tmp_path: Path, breaks: str) -> None:
    with pytest.raises(ValueError):
        made(tmp_path, subject=f"ñ{breaks}Bcc: b@example.org")


def test_names_of_files() -> None:
    def name(title: str) -> str:
        return attachment_name(Enclosure(SocCode("11-1111"), title, TEXAS))

    assert name('A/B\\C:"D"*?<E>|F') == "A B C D E F, Texas.pdf"
    assert name("Café Workers") == "Café Workers, Texas.pdf"
    long = name("Word " * 60)
    assert len(long) <= 124 and long.endswith(" Word, Texas.pdf")


def test_a_foreign_file_name_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    text = Text("en", "Subject", "Text\n", "<p>Text</p>\n")
    data = message_bytes(Envelope("a@example.org", NUMBER, WHEN), SENDER, text, [Attachment("Café, Texas.pdf", path)])
    assert b"filename*=utf-8''Caf%C3%A9" in data  # RFC 2231
    (attached,) = parsed(data).iter_attachments()
    assert attached.get_filename() == "Café, Texas.pdf"
    old = [part.get_filename() for part in email.message_from_bytes(data).walk()]
    assert old[-1] == "Café, Texas.pdf"


@pytest.mark.parametrize("size", [0, 1, 1000, 500_000])
def test_the_size_is_never_guessed_too_small(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"x" * size)
    text = Text("en", "Añadir" * 10, "ñ" * 500, "<p>ñ</p>" * 100)
    files = [Attachment("Electricians, Texas.pdf", path)] * 3
    actual = len(message_bytes(Envelope("a@example.org", NUMBER, WHEN), SENDER, text, files))
    assert actual <= sent_size_bytes([size] * 3, text) <= actual + 15_000
