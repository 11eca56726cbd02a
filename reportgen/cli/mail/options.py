"""The options of `reportgen mail`, which are also the settings under [mail]. What they amount to is `words`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reportgen.cli.making_options import what_options
from reportgen.cli.roster_options import roster_options

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

_OPTIONS = [
    click.option("--send", "sends", is_flag=True, help="Send them. Without it they are only written."),
    click.option("--dry-run", is_flag=True, help="Check everything, say what would be done, and do nothing."),
    click.option(
        "--test-to", metavar="ADDRESS",
        help="Send them to this address instead, with [TEST] in the subject; 3 unless --limit says otherwise.",
    ),
    click.option(
        "--only", multiple=True, metavar="ROWS",
        help="Only these rows of the roster or addresses: 3,7-12 or ana@school.org; may be repeated.",
    ),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N students of those still to do."),
    click.option(
        "--from", "sender", envvar="REPORTGEN_MAIL_FROM", metavar="ADDRESS",
        help='From whom: "Lincoln High <careers@lincoln.org>".',
    ),
    click.option("--reply-to", metavar="ADDRESS", help="Where answers go, if not to --from."),
    click.option("--school", default="", metavar="NAME", help="A name for the subject: “from Lincoln High”."),
    click.option(
        "--templates", type=_FOLDER, metavar="FOLDER",
        help="Your own subject.txt, body.txt and body.html, in a folder for each language (en, es).",
    ),
    click.option(
        "--list-unsubscribe", "unsubscribe", multiple=True, envvar="REPORTGEN_MAIL_LIST_UNSUBSCRIBE", metavar="URI",
        help="mailto: or https: address for the header List-Unsubscribe; may be repeated.",
    ),
    click.option(
        "--max-size", type=click.FloatRange(min=0.01), default=10, show_default=True, metavar="MB",
        help="The largest message.",
    ),
    click.option(
        "--when-over", type=click.Choice(["stop", "split", "skip"]), default="stop", show_default=True,
        help="For a larger one: stop before anything is written, split it into several, or skip that student.",
    ),
    click.option(
        "--output", "-o", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
        help="The outbox folder. [default: outbox, beside the roster]",
    ),
    click.option(
        "--brochures", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
        help="Where brochures are kept, and made when they are missing. [default: within the outbox]",
    ),
    click.option("--jobs", "-j", "workers", type=click.IntRange(1, 64), metavar="N",
        help="Brochures rendered at the same time. [default: the number of processors, at most 8]"),
    click.option("--host", metavar="NAME", help="The mail server, such as smtp.office365.com."),
    click.option("--port", type=click.IntRange(1, 65535), metavar="N",
        help="The mail server's port. [default: 587 with starttls, 465 with tls]"),
    click.option(
        "--security", type=click.Choice(["starttls", "tls"]), default="starttls", show_default=True,
        help="How the connection is encrypted.",
    ),
    click.option("--insecure", is_flag=True, help="Do not encrypt; for a mail server on this machine only."),
    click.option(
        "--ca-file", type=_FILE, metavar="FILE", help="Certificates to trust beside the system's, for a school's own.",
    ),
    click.option(
        "--login", metavar="NAME",
        help="The account's name. Its password comes from REPORTGEN_MAIL_PASSWORD or the keyring, never from here.",
    ),
    click.option(
        "--token-command", multiple=True, metavar="WORD",
        help="Program and arguments that print an access token (XOAUTH2), one word each time; no shell.",
    ),
    click.option(
        "--rate", type=click.FloatRange(min=0.1, max=6000), default=20, show_default=True, metavar="N",
        help="Messages a minute.",
    ),
    click.option(
        "--daily-cap", type=click.IntRange(min=1), default=400, show_default=True, metavar="N",
        help="Messages in any 24 hours.",
    ),
    click.option(
        "--attempts", type=click.IntRange(1, 20), default=5, show_default=True, metavar="N",
        help="How often a message that the server puts off is tried.",
    ),
    click.option(
        "--retry-after", type=click.FloatRange(min=0.01, max=3600), default=60, show_default=True,
        metavar="SECONDS", help="The pause before the second try; doubled for each further one.",
    ),
    click.option(
        "--wait/--no-wait", "waits", default=True,
        help="Wait for messages that were put off, or leave them to the next run. [default: wait]",
    ),
    click.option("--again", is_flag=True, help="Send also what was sent before, or refused."),
    click.option("--resend-unknown", is_flag=True, help="Send again what may have arrived or not."),
    click.option("--retry-failed", is_flag=True, help="Try again what was refused."),
    click.option("--log-names", is_flag=True, help="Name addresses beside rows in what is printed."),
    click.option("--json", "as_json", is_flag=True, help="Print what happens as JSON Lines for a program to read."),
    click.option("--open", "opens", is_flag=True, help="Open the page that shows the messages."),
]  # fmt: skip


def mail_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """All options of `reportgen mail`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return roster_options(what_options(command))
