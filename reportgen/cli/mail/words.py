"""What the options of `reportgen mail` amount to: who sends, through which server, how fast, what again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.values import dataclass

if TYPE_CHECKING:
    from email.headerregistry import Address

    from reportgen.deliver.account import Security, Sender, Server
    from reportgen.deliver.pace import Pace
    from reportgen.deliver.todo import Wishes
    from reportgen.deliver.writing import WhenOver

OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Words:
    """What the options say, by the names of their parameters."""

    state: str | None
    columns: tuple[str, ...]
    skip_bad: bool
    layout: str
    brand: Path | None
    paper: str
    pdf_variant: str
    texts: Path | None
    sends: bool
    dry_run: bool
    test_to: str | None
    only: tuple[str, ...]
    limit: int | None
    sender: str | None
    reply_to: str | None
    school: str
    templates: Path | None
    unsubscribe: tuple[str, ...]
    max_size: float
    when_over: WhenOver
    output: Path | None
    brochures: Path | None
    workers: int | None
    host: str | None
    port: int | None
    security: Security
    insecure: bool
    ca_file: Path | None
    login: str | None
    token_command: tuple[str, ...]
    rate: float
    daily_cap: int
    attempts: int
    retry_after: float
    waits: bool
    again: bool
    resend_unknown: bool
    retry_failed: bool
    log_names: bool
    as_json: bool
    opens: bool

    def folder(self, roster: Path) -> Path:
        """The outbox: the same for a roster wherever the command is run."""
        return self.output or roster.parent / OUTBOX

    @property
    def tester(self) -> str:
        """The address of --test-to, "" without it. Raises UsageError when it is none."""
        return _mailbox("--test-to", self.test_to).addr_spec if self.test_to else ""

    @property
    def pace(self) -> Pace:
        """How fast and how often."""
        from reportgen.deliver.pace import Pace

        return Pace(self.rate, self.daily_cap, self.attempts, self.retry_after)

    @property
    def wishes(self) -> Wishes:
        """What of that which ended is to be sent once more."""
        from reportgen.deliver.todo import Wishes

        return Wishes(self.again, self.resend_unknown, self.retry_failed)


def require_sense(words: Words) -> None:
    """Raise UsageError for options that contradict each other or come to nothing."""
    from reportgen.errors import UsageError

    if words.sends and words.tester:
        raise UsageError("--send and --test-to say two things.", cure="First --test-to; when it looks right, --send.")
    for name, given in (
        ("--again", words.again), ("--resend-unknown", words.resend_unknown), ("--retry-failed", words.retry_failed),
    ):  # fmt: skip
        if given and not words.sends:
            raise UsageError(f"{name} is about sending.", cure="Add --send, with --dry-run to see what it would do.")


def sender_of(words: Words) -> Sender:
    """Who sends. Raises UsageError when it is missing or no address."""
    from reportgen.deliver.account import Sender, require_unsubscribe
    from reportgen.errors import UsageError

    if not words.sender:
        raise UsageError(
            "From whom are the messages?",
            cure='Put it into reportgen.toml:\n[mail]\nfrom = "Lincoln High <careers@lincoln.org>"\n'
            "or give it with --from.",
        )
    school = " ".join(words.school.split())
    if not school.isprintable():
        raise UsageError("The name of the school holds control characters.", cure="Write it in plain letters.")
    return Sender(
        _mailbox("--from", words.sender),
        _mailbox("--reply-to", words.reply_to) if words.reply_to else None,
        tuple(require_unsubscribe(each) for each in words.unsubscribe),
        school,
    )


def _mailbox(option: str, words: str) -> Address:
    from reportgen.deliver.address import mailbox_of
    from reportgen.errors import UsageError

    try:
        return mailbox_of(words)
    except UsageError as error:
        raise UsageError(f"{option} “{words}”: {error.what}.", cure=error.cure) from None


def server_of(words: Words) -> Server:
    """The mail server. Raises UsageError when it is not named; asks for no password yet."""
    from reportgen.deliver import secret
    from reportgen.deliver.account import PORTS, Login, Server
    from reportgen.errors import UsageError

    if not words.host:
        raise UsageError(
            "Through which mail server?",
            cure='Put it into reportgen.toml:\n[mail]\nhost = "smtp.school.org"\nlogin = "careers@school.org"\n'
            "docs/mail.md has it for Gmail and Microsoft 365.",
        )
    security: Security = "none" if words.insecure else words.security
    login = None
    if words.login:
        if secret.uses_token(words.token_command):
            login = Login(words.login, "xoauth2", partial(secret.token_from, words.token_command))
        else:
            login = Login(words.login, "password", partial(secret.password_for, words.login))
    return Server(words.host, words.port or PORTS[security], security, login, words.ca_file)
