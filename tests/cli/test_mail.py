"""`reportgen mail`: from a roster to messages and to a real mail server, in words and exit codes."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.deliver.folder import held
from tests.deliver import post_office
from tests.deliver.post_office import PASSWORD, TOKEN, USER, PostOffice, by_name, opened, server_context

from .conftest import Cli

HEADING = "name,homeroom,email,language,state,careers\n"
ANA = "Ana Núñez,12,ana.nunez@example.org,Spanish,TX,29-2072; Electricians\n"
LUIS = "Luis Paz,12,luis@example.org,,TX,29-2072\n"
EVA = "Eva Fox,13,,,TX,29-2072\n"
ROOT = Path(__file__).resolve().parents[2]


def roster(*rows: str) -> str:
    Path("students.csv").write_text(HEADING + "".join(rows), encoding="utf-8")
    return "students.csv"


def many(count: int) -> str:
    return roster(*(f"Student {number},1,s{number}@example.org,,TX,29-2072\n" for number in range(count)))


def settings(text: str = "") -> None:
    Path("reportgen.toml").write_text(
        f'[mail]\nfrom = "Careers Office <{USER}>"\nschool = "Lincoln High"\nrate = 6000\nretry_after = 0.02\n{text}',
        encoding="utf-8",
    )


def through(office: PostOffice) -> None:
    settings(f'host = "127.0.0.1"\nport = {office.port}\ninsecure = true\n')


def messages(folder: str = "outbox") -> list[EmailMessage]:
    found = []
    for path in sorted(Path(folder, "messages").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def events(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of brochures that the tests share: the first one that needs a brochure makes it."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def post(cli: Cli, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`cli` with the shared brochures."""
    monkeypatch.setenv("REPORTGEN_MAIL_BROCHURES", str(shelf))
    return cli


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with opened(PostOffice(by_name)) as office:
        yield office


def test_written_and_not_sent(cli: Cli) -> None:
    settings()
    result = cli("mail", roster(ANA, LUIS, EVA))
    assert result.exit_code == 3  # Eva has no address
    assert result.stdout == "outbox\n"
    for said in (
        "2 brochures made.",
        "2 messages to send; outbox/index.html shows them.",
        "2 messages for these students: 2 pending.",
        "No message for (1):\n  row 4: no e-mail address. Fill it in, or give the brochures out on paper.",
    ):
        assert said in result.stderr, result.stderr
    ana, luis = messages()
    assert (ana["To"], luis["To"]) == ("ana.nunez@example.org", "luis@example.org")
    assert ana["Subject"] == "Sus folletos de orientación profesional de Lincoln High"
    assert luis["Subject"] == "Your career brochure from Lincoln High"
    names = [part.get_filename() for part in ana.iter_attachments()]
    assert names == ["Medical Records Specialists, Texas.pdf", "Electricians, Texas.pdf"]
    page = Path("outbox/index.html").read_text()
    assert "Ana Núñez" in page and "luis@example.org" in page
    # And no name where none belongs.
    said = result.stdout + result.stderr + cli("mail", "students.csv", "--json").stdout
    files = "\n".join(str(path) for path in Path("outbox").rglob("*"))
    log = Path("outbox/brochures/manifest.jsonl").read_text() + Path("outbox/brochures/manifest.csv").read_text()
    for words in ("Núñez", "nunez", "Luis", "luis", "Eva"):
        assert words not in said + files + log, words
    for path in Path("outbox/brochures").glob("*.pdf"):
        assert "Núñez" not in repr(pypdf.PdfReader(path).metadata)
    assert {path.stat().st_mode & 0o077 for path in Path("outbox").glob("*.sqlite")} == {0}


def test_a_dry_run_leaves_nothing(cli: Cli) -> None:
    settings()
    result = cli("mail", roster(ANA, LUIS, "Kim,1,kim@example.org,Vietnamese,TX,29-1141\n"), "--dry-run", "--json")
    assert result.exit_code == 0
    (plan,) = events(result.stdout)
    assert plan == {
        "event": "plan", "letters": 3, "done_before": 0, "brochures_to_make": 3, "brochures_kept": 0,
        "languages": ["en", "es"], "outbox": "outbox",
    }  # fmt: skip
    assert "In English for want of templates: vi." in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["reportgen.toml", "students.csv"]


def test_sent_once(post: Cli, office: PostOffice) -> None:
    through(office)
    result = post("mail", roster(ANA, LUIS), "--send")
    assert result.exit_code == 0, result.stderr
    assert "2 messages sent now." in result.stderr and "2 sent." in result.stderr
    assert sorted(office.recipients) == ["ana.nunez@example.org", "luis@example.org"]
    written = [path.read_bytes() for path in sorted(Path("outbox/messages").glob("*.eml"))]
    assert [each.data for each in office.delivered] == written  # what was shown is what was sent
    again = post("mail", roster(ANA, LUIS), "--send")
    assert again.exit_code == 0 and "0 messages sent now." in again.stderr
    # From another folder, the same roster has the same outbox.
    Path("elsewhere").mkdir()
    post("mail", str(Path("elsewhere") / ".." / roster(ANA, LUIS)), "--send")
    assert len(office.delivered) == 2
    assert post("mail", roster(ANA, LUIS), "--send", "--again").exit_code == 0
    assert len(office.delivered) == 4 and set(office.times().values()) == {1}


def test_some_fail(post: Cli, office: PostOffice) -> None:
    through(office)
    names = ("busy", "gone", "dropped", "luis")
    file = roster(*(f"S {name},1,{name}@example.org,,TX,29-2072\n" for name in names))
    result = post("mail", file, "--send", "--json")
    assert result.exit_code == 3
    told = [(event["event"], event.get("rows")) for event in events(result.stdout)]
    for expected in (("deferred", [2]), ("failed", [3]), ("unknown", [4]), ("sent", [5]), ("sent", [2])):
        assert expected in told
    assert events(result.stdout)[-1] == {
        "event": "end", "sent": 2, "pending": 0, "deferred": 0, "failed": 1, "unknown": 1,
    }  # fmt: skip
    for said in (
        "Refused (1):\n  row 3: 550 5.1.1 <…>: no such user here\n",
        "Unknown: it may have arrived or not (1):\n  row 4: the connection broke before the server answered",
        "--retry-failed", "--resend-unknown",
    ):  # fmt: skip
        assert said in result.stderr, result.stderr
    assert "gone@example.org" not in result.stdout + result.stderr
    assert "row 3 (gone@example.org): 550" in post("mail", file, "--send", "--log-names").stderr
    office.behaviour = lambda to, tries: "accept"
    assert post("mail", file, "--send").exit_code == 3  # still as they were
    assert post("mail", file, "--send", "--retry-failed").exit_code == 3
    assert office.recipients.count("gone@example.org") == 1
    assert post("mail", file, "--send", "--resend-unknown").exit_code == 0
    assert office.recipients.count("dropped@example.org") == 2
    assert sorted(set(office.times().values())) == [1, 2]  # with its old number
    table = post("mail", "status").stdout
    assert re.search(r"^4 +sent ", table, re.MULTILINE)


def test_only_and_limit(post: Cli, office: PostOffice) -> None:
    through(office)
    file = many(8)
    assert post("mail", file, "--send", "--only", "3,5-6").exit_code == 0
    assert office.recipients == ["s1@example.org", "s3@example.org", "s4@example.org"]
    assert "3 messages sent now" in post("mail", file, "--send", "--limit", "3").stderr
    assert office.recipients[3:] == ["s0@example.org", "s2@example.org", "s5@example.org"]
    assert post("mail", file, "--only", "s99@example.org").exit_code == 2
    capped = post("mail", file, "--send", "--daily-cap", "7")
    assert capped.exit_code == 0 and "The daily cap of 7 is reached. The same command goes on from" in capped.stderr
    assert len(office.delivered) == 7


def test_a_test_marks_nothing_as_sent(post: Cli, office: PostOffice) -> None:
    through(office)
    file = many(5)
    result = post("mail", file, "--test-to", "me@school.org")
    assert result.exit_code == 0, result.stderr
    assert office.recipients == ["me@school.org"] * 3
    assert {each.message["Subject"] for each in office.delivered} == {"[TEST] Your career brochure from Lincoln High"}
    assert "Row 2: sent to me@school.org as a test." in result.stderr
    assert post("mail", file, "--test-to", "me@school.org", "--only", "6").exit_code == 0
    assert len(office.delivered) == 4 and set(office.times().values()) == {1}
    assert "s0@" not in office.delivered[0].data.decode()
    assert post("mail", file, "--send").exit_code == 0
    assert office.recipients[4:] == [f"s{number}@example.org" for number in range(5)]


def test_the_roster_decides_what_still_goes_out(post: Cli, office: PostOffice) -> None:
    through(office)
    post("mail", roster(ANA, LUIS))
    changed = LUIS.replace("29-2072", "29-1141")
    result = post("mail", roster(changed), "--send")
    assert result.exit_code == 0 and "2 messages removed that the roster asks for no more." in result.stderr
    (luis,) = office.delivered
    assert [part.get_filename() for part in luis.message.iter_attachments()] == ["Registered Nurses, Texas.pdf"]


def test_own_templates_and_headers(post: Cli) -> None:
    Path("letters/en").mkdir(parents=True)
    Path("letters/en/subject.txt").write_text("Careers at {{ school }}")
    settings(
        'reply_to = "Ms. Peña <pena@school.org>"\nlist_unsubscribe = "mailto:no@school.org"\ntemplates = "letters"'
    )
    assert post("mail", roster(ANA, LUIS)).exit_code == 0
    ana, luis = messages()
    assert (luis["Subject"], luis["Reply-To"]) == ("Careers at Lincoln High", '"Ms. Peña" <pena@school.org>')
    assert luis["List-Unsubscribe"] == "<mailto:no@school.org>"
    assert str(ana["Subject"]).startswith("Sus folletos")
    Path("letters/en/subject.txt").write_text("For {{ names[0] }}")
    result = post("mail", roster(ANA, LUIS), "--dry-run")
    assert result.exit_code == 2 and "A subject sees no names." in result.stderr


def test_too_large(post: Cli) -> None:
    settings("max_size = 0.011\n")
    file = roster(ANA, LUIS)
    result = post("mail", file)
    assert result.exit_code == 2 and "--when-over split" in result.stderr
    assert not list(Path("outbox/messages").iterdir())
    assert post("mail", file, "--when-over", "skip").exit_code == 3


def test_starttls_password_and_certificate(post: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = post_office.certificate(tmp_path)
    with opened(PostOffice(), tls=server_context(certificate), starttls=True, auth=True) as office:
        settings(f'host = "127.0.0.1"\nport = {office.port}\nlogin = "{USER}"\n')
        file = roster(LUIS)
        assert "cannot be trusted" in post("mail", file, "--send").stderr
        trusting = ("mail", file, "--send", "--ca-file", str(certificate))
        monkeypatch.setitem(sys.modules, "keyring", None)
        lacking = post(*trusting)
        assert lacking.exit_code == 4 and "REPORTGEN_MAIL_PASSWORD" in lacking.stderr
        monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", "wrong words")
        refused = post(*trusting)
        assert refused.exit_code == 1 and f"does not let {USER} in: 535" in refused.stderr
        assert "wrong words" not in refused.stderr + refused.stdout and "1 pending" in refused.stderr
        assert not office.delivered
        monkeypatch.setenv("REPORTGEN_MAIL_PASSWORD", PASSWORD)
        assert post(*trusting).exit_code == 0
        monkeypatch.setenv("REPORTGEN_MAIL_TOKEN", "of the environment, and old")
        words = json.dumps([sys.executable, "-c", f"print('{TOKEN}')"])
        settings(f'host = "127.0.0.1"\nport = {office.port}\nlogin = "{USER}"\ntoken_command = {words}\n')
        assert post(*trusting, "--again").exit_code == 0
    assert len(office.delivered) == 2 and office.logins[-1] == (USER, TOKEN)
    assert PASSWORD.encode() not in b"".join(path.read_bytes() for path in Path("outbox").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--send", "--test-to", "a@example.org"), "say two things"),
        (("--again",), "Add --send"),
        (("--send",), "Through which mail server?"),
        (("--from", "nobody"), "--from “nobody”: it is no e-mail address"),
        (("--from", "A\nBcc: b@example.org <a@example.org>"), "line break"),
        (("--list-unsubscribe", "http://x.org"), "is no address to unsubscribe at"),
        (("--only", "x"), "no row and no address"),
        (("--host", "x", "--test-to", "me"), "it is no e-mail address"),
        (("--output", "."), "is no outbox: it holds other things"),
    ],
)
def test_words_that_make_no_sense(post: Cli, words: tuple[str, ...], said: str) -> None:
    settings()
    result = post("mail", roster(ANA, LUIS), *words)
    assert result.exit_code == 2 and said in result.stderr, result.stderr
    assert not list(Path().glob("outbox/messages/*"))


def test_without_a_sender_or_an_address(cli: Cli) -> None:
    result = cli("mail", roster(ANA))
    assert result.exit_code == 2 and 'from = "Lincoln High <careers@lincoln.org>"' in result.stderr
    settings()
    assert "no student with an e-mail address" in cli("mail", roster(EVA)).stderr


def test_settings_and_variables(post: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('output = "box"\nreply_to = "settings@example.org"\n')
    monkeypatch.setenv("REPORTGEN_MAIL_FROM", "variable@example.org")
    monkeypatch.setenv("REPORTGEN_MAIL_REPLY_TO", "variable@example.org")
    assert post("mail", roster(LUIS), "--reply-to", "option@example.org").stdout == "box\n"
    (message,) = messages("box")
    assert (message["From"], message["Reply-To"]) == ("variable@example.org", "option@example.org")
    assert "pending" in post("mail", "status").stdout  # the same outbox
    assert post("mail", "purge", "--everything", "--yes").exit_code == 0 and not Path("box").exists()
    settings('password = "correct horse"\n')
    refused = post("mail", roster(LUIS))
    assert refused.exit_code == 2 and "there is no setting “mail.password”" in refused.stderr
    assert "correct horse" not in refused.stderr


def test_faulty_rows(post: Cli) -> None:
    settings()
    file = roster(ANA, "Kim,1,kim@@example.org,,TX,29-2072\n")
    assert post("mail", file).exit_code == 2 and not Path("outbox").exists()
    assert post("mail", file, "--skip-bad").exit_code == 3
    assert len(messages()) == 1


def test_purge(post: Cli, office: PostOffice) -> None:
    through(office)
    file = many(3)
    post("mail", file, "--send")
    assert post("mail", "purge").exit_code == 2
    assert "“soon” is no age" in post("mail", "purge", "--older-than", "soon").stderr
    assert "0 messages removed, 3 kept." in post("mail", "purge", "--older-than", "1h").stderr
    assert "3 messages removed, 0 kept." in post("mail", "purge", "--older-than", "0d").stderr
    assert not list(Path("outbox/messages").iterdir()) and "s0@" not in Path("outbox/index.html").read_text()
    assert "purged" in post("mail", "status").stdout
    post("mail", file, "--send")
    assert len(office.delivered) == 3
    refused = CliRunner().invoke(main, ["mail", "purge", "--everything"], input="n\n")
    assert refused.exit_code == 1 and Path("outbox").exists()
    assert post("mail", "purge", "--everything", "--yes").exit_code == 0
    assert not Path("outbox").exists()
    assert post("mail", "status").exit_code == 5


def test_status_for_programs(post: Cli) -> None:
    settings()
    post("mail", roster(LUIS))
    (entry,) = json.loads(post("mail", "status", "--json").stdout)
    assert (entry["state"], entry["rows"]) == ("pending", [2]) and "to" not in entry
    assert json.loads(post("mail", "status", "--json", "--log-names").stdout)[0]["to"] == "luis@example.org"


@pytest.fixture
def environment(tiny_store: Path, clean_home: Path) -> Mapping[str, str]:
    return {**os.environ, "REPORTGEN_STORE": str(tiny_store), "PYTHONPATH": str(ROOT)}


def started(environment: Mapping[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "mail", *words], env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def test_stops_and_kills_of_the_whole_command(post: Cli, environment: Mapping[str, str], shelf: Path) -> None:
    """The brochures are there already, so that no process has to render."""
    environment = {**environment, "REPORTGEN_MAIL_BROCHURES": str(shelf)}
    with opened(PostOffice(delay_seconds=0.05)) as office:
        through(office)
        file = many(12)
        assert post("mail", file).exit_code == 0
        for number, code in ((signal.SIGTERM, 143), (signal.SIGKILL, -9)):
            before = len(office.delivered)
            process = started(environment, file, "--send")
            while len(office.delivered) < before + 2 and process.poll() is None:
                time.sleep(0.002)
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
            assert process.returncode == code, said
            assert code < 0 or "Interrupted; the same command goes on." in said
        last = post("mail", file, "--send")
        assert set(office.times().values()) == {1}
        entries = json.loads(post("mail", "status", "--json", "--log-names").stdout)
        unknown = {entry["to"] for entry in entries if entry["state"] == "unknown"}
        assert len(unknown) <= 1 and last.exit_code == (3 if unknown else 0)
        assert {f"s{number}@example.org" for number in range(12)} - unknown <= set(office.recipients)


def test_two_commands_at_once(post: Cli) -> None:
    settings()
    with held(Path("outbox"), 0):
        result = post("mail", roster(LUIS))
    assert result.exit_code == 1
    assert f"Another reportgen mail is at work in outbox (process {os.getpid()}, since" in result.stderr


def test_real_brochures(clean_home: Path) -> None:
    with opened(PostOffice()) as office:
        through(office)
        done = CliRunner().invoke(main, ["mail", roster(ANA), "--send", "--layout", "handout"])
        assert done.exit_code == 0, done.output
    (delivered,) = office.delivered
    attached = list(delivered.message.iter_attachments())
    assert [part.get_filename() for part in attached] == [
        "Medical Records Specialists, Texas.pdf", "Electricians, Texas.pdf",
    ]  # fmt: skip
    files = sorted(Path("outbox/brochures").glob("*.pdf"))
    for part, file in zip(attached, files, strict=True):
        assert part.get_content() == file.read_bytes()
        reader = pypdf.PdfReader(file)
        assert "Texas" in reader.pages[0].extract_text()
        assert "Núñez" not in repr(reader.metadata)
