"""`reportgen mail`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reportgen.cli.mail.command_group import CommandWithCommands
from reportgen.cli.mail.options import mail_options
from reportgen.cli.mail.outbox import purge, status
from reportgen.cli.mail.words import Words, require_sense
from reportgen.cli.settings import Settings


@click.command(name="mail", cls=CommandWithCommands)
@click.argument("roster_file", metavar="ROSTER", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@mail_options
@click.pass_obj
def command(settings: Settings, /, roster_file: Path, **words: Any) -> None:
    """Write, and with --send also send, each student's brochures by e-mail.

    ROSTER is a list of students with their addresses and careers (docs/roster.md). Each address gets its own
    message, in the student's language; nobody's name stands in a subject or a file name. The messages are written
    into an outbox folder as .eml files with a page that shows them. The outbox remembers what was sent: the same
    command goes on after an interruption, and sends nothing twice. The sender (--from) and the mail server are best
    written down once, in reportgen.toml (docs/mail.md).

    \b
    Examples:
      reportgen mail students.csv --from me@school.org --dry-run
      reportgen mail students.csv
      reportgen mail students.csv --test-to me@school.org
      reportgen mail students.csv --send
      reportgen mail purge --older-than 30d
    """
    wanted = Words(**words)
    require_sense(wanted)
    from reportgen.cli.mail.run import mail

    mail(settings, roster_file, wanted)


command.add_command(status)
command.add_command(purge)

__all__ = ["command"]
