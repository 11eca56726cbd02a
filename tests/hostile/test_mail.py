"""What stands in a roster or in the settings never becomes a header, an element or a recipient of a message."""

from __future__ import annotations

import csv
import email
import email.policy
import re
from collections.abc import Sequence
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

from .conftest import Cli
from .words import FORMULA, HARMFUL, SCRIPT, store_with

HTML = "</p></title><style>*{}</style><b onload='x'>\"'</b>"
NAMES = (
    HTML, SCRIPT, FORMULA, "{{ 7*7 }}{% include '/etc/passwd' %}", "Ana\r\nBcc: other@example.org",
    "Eva\n\n<p>a body</p>", "Bell\x07\x1b[2J", "gnp.\u202eexe", "護士 مرحبا 😀",
)  # fmt: skip
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language",
    "Auto-Submitted",
}  # fmt: skip


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes += [name for name, _ in attrs]


def mailed(cli: Cli, *words: str, names: Sequence[str] = NAMES) -> Result:
    settings = "[mail]\nfrom = 'Careers <careers@school.example.org>'\n"
    Path("reportgen.toml").write_text(settings, encoding="utf-8")
    with Path("students.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name", "homeroom", "email", "language", "state", "careers"))
        rows.writerows((name, name, f"s{place}@example.org", "", "TX", "29-2072") for place, name in enumerate(names))
    return cli("mail", "students.csv", *words)


def messages() -> list[EmailMessage]:
    found = []
    for path in sorted(Path("outbox/messages").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def test_a_name_is_only_words(cli: Cli) -> None:
    result = mailed(cli)
    assert result.exit_code in (0, 3), result.stderr
    written = messages()
    assert len(written) >= 8  # who cannot be greeted by such a name is told of
    greeted = ""
    for message in written:
        assert set(message.keys()) <= HEADERS
        assert re.fullmatch(r"s\d@example\.org", str(message["To"]))
        assert not message.defects and not message["To"].defects
        page, plain = message.get_body(("html",)), message.get_body(("plain",))
        assert page is not None and plain is not None
        elements = Elements(page.get_content())
        assert not {"script", "b", "style", "img", "iframe"} & set(elements.found[elements.found.index("body") :])
        assert not [name for name in elements.attributes if name.startswith("on")]
        greeted += plain.get_content()
        for part in message.iter_attachments():
            assert part.get_filename() == "Medical Records Specialists, Texas.pdf"
    assert "{{ 7*7 }}{% include '/etc/passwd' %}" in greeted and SCRIPT in greeted and "49" not in greeted
    assert not re.search("[\x00\u202e]", greeted)


def test_the_page_of_the_outbox_runs_nothing(cli: Cli) -> None:
    mailed(cli)
    page = Path("outbox/index.html").read_text(encoding="utf-8")
    elements = Elements(page)
    assert [tag for tag in ("object", "img", "base", "form") if tag in elements.found] == []
    assert elements.found.count("script") == 1  # its own: no data in it
    assert page.count("<iframe ") == page.count(" sandbox loading=") == len(NAMES)  # each message, where nothing runs
    assert not [name for name in elements.attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_name_is_told(cli: Cli) -> None:
    result = mailed(cli)
    said = result.stdout + result.stderr
    for words in (HTML, SCRIPT, FORMULA, "Ana", "Eva", "other@example.org"):
        assert words not in said
    assert not re.search("[\x00-\x08\x1b\u202e]", said)


@pytest.mark.parametrize(("name", "told"), [("W" * 3000, "it has 3,000 characters"), ("Nul\0l", "it holds NUL bytes")])
def test_what_no_letter_holds_is_refused(cli: Cli, name: str, told: str) -> None:
    result = mailed(cli, names=["Luis", name])
    assert result.exit_code == 2
    assert told in result.stderr and "students.csv" in result.stderr
    assert len(result.stderr) < 1000 and not Path("outbox").exists()


def test_titles_in_subjects_and_names_of_attachments(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "../../etc/" + HARMFUL
    monkeypatch.setenv("REPORTGEN_STORE", str(store_with(tmp_path, {"29-2072": title})))
    assert mailed(cli).exit_code in (0, 3)
    for message in messages():
        assert set(message.keys()) <= HEADERS
        for part in message.iter_attachments():
            name = part.get_filename() or ""
            assert name.endswith(", Texas.pdf") and not set('/\\"<>|:*?\r\n\0') & set(name), name
            assert not name.startswith(".")


def test_a_line_end_in_the_name_of_the_school_is_a_blank(cli: Cli) -> None:
    assert mailed(cli, "--school", "Lincoln\r\nBcc: b@example.org", names=["Luis"]).exit_code == 0
    (message,) = messages()
    assert message["Bcc"] is None and str(message["Subject"]).endswith("from Lincoln Bcc: b@example.org")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "A\r\nBcc: b@example.org <a@example.org>"), "line break"),
        (("--from", "a@example.org, b@example.org"), "it holds 2 addresses"),
        (("--reply-to", "a@example.org\nBcc: b@example.org"), "it holds 2 addresses"),
        (("--school", "Lincoln\x07"), "control characters"),
        (("--list-unsubscribe", "javascript:alert(1)"), "no address to unsubscribe at"),
        (("--list-unsubscribe", "https://example.org/>\r\nBcc: b@example.org"), "no address to unsubscribe at"),
    ],
)
def test_what_would_become_a_header_is_refused(cli: Cli, words: tuple[str, ...], told: str) -> None:
    result = mailed(cli, *words)
    assert result.exit_code == 2
    assert told in result.stderr, result.stderr
    assert not Path("outbox").exists()
