"""What the mail server answered, and what follows from it."""

from __future__ import annotations

import re

from reportgen.deliver.entry import DEFERRED, FAILED, SENT, UNKNOWN
from reportgen.errors import ReportgenError
from reportgen.values import dataclass

_LONGEST = 300
# Refusals that say "enough for today" although they begin with 5: Gmail's 5.4.5, Exchange Online's 5.1.90 (too many
# recipients in 24 hours) and 5.2.0 with the words submission quota.
_ENOUGH = re.compile(r"\b5\.4\.5\b|\b5\.1\.90\b|SubmissionQuotaExceeded", re.IGNORECASE)
TOO_LARGE = 552


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: a state of the outbox, and the server's words without the recipient in them."""

    state: str
    reply: str


class ServerError(ReportgenError):
    """The server, or the way to it, does not let us send anything. No message is to blame."""


class Unreachable(ServerError):
    """No connection came about. It may work in a while."""


class EnoughForToday(ServerError):
    """The provider takes no more messages of this account today. What went out did; the rest waits."""

    exit_code = 3


def words_of(code: int, reply: bytes, recipient: str = "") -> str:
    """A reply in one line, to show and to keep: without control characters and without the recipient's address."""
    text = " ".join(reply.decode("utf-8", "replace").split())
    text = "".join(each for each in text if each.isprintable())
    if recipient:
        for hidden in (recipient, recipient.rpartition("@")[0]):
            # The local part alone only where it is long enough not to tear up other words.
            if len(hidden) > 3:
                text = re.sub(rf"(?<![\w.]){re.escape(hidden)}(?![\w])", "…", text, flags=re.IGNORECASE)
    return f"{code} {text}"[:_LONGEST].rstrip()


def outcome_of(code: int, words: str, *, decided: bool) -> Outcome:
    """What a reply to the recipient or to the message means.

    `decided`: it answers the whole message, so that a reply that is none (a garbled or impossible one) leaves open
    whether the message was accepted. Raises EnoughForToday.
    """
    if 500 <= code < 600 and _ENOUGH.search(words):
        raise EnoughForToday(
            f"The provider takes no more messages of this account today: {words}",
            cure="The same command goes on tomorrow. Set --daily-cap below the provider's limit.",
        )
    if 200 <= code < 300:
        return Outcome(SENT, words)
    if 500 <= code < 600:
        return Outcome(FAILED, words)
    if 400 <= code < 500 or not decided:
        return Outcome(DEFERRED, words)
    return Outcome(UNKNOWN, words)
