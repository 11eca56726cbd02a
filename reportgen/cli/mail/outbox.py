"""`reportgen mail status` and `reportgen mail purge`: looking into an outbox, and clearing it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import click

from reportgen.cli.mail.words import OUTBOX
from reportgen.cli.output import json_option, print_json, print_table

VARIABLE = "REPORTGEN_MAIL_OUTPUT"
_AGE = re.compile(r"(\d{1,5})\s*([dwh])", re.IGNORECASE)
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400}

_output = click.option(
    "--output", "-o", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="The outbox folder. [default: that of the settings, or outbox in the current folder]",
)  # fmt: skip


@click.command(name="status")
@_output
@click.option("--log-names", is_flag=True, help="Name addresses beside rows.")
@json_option
@click.pass_context
def status(context: click.Context, output: Path | None, log_names: bool, as_json: bool) -> None:
    """List the messages of an outbox and what became of them.

    \b
    Example:
      reportgen mail status --output outbox
    """
    from reportgen.deliver.folder import held

    with held(_folder(context, output), time.time(), create=False) as folder:
        entries = folder.outbox.all()
    if as_json:
        print_json(
            [
                {
                    "rows": entry.rows, "state": entry.state, "part": entry.part, "parts": entry.parts,
                    "file": entry.file_name, "brochures": entry.brochures, "attempts": entry.attempts,
                    "ended_at": _day(entry.ended_at), "reply": entry.reply,
                }
                | ({"to": entry.recipient} if log_names else {})
                for entry in entries
            ]
        )  # fmt: skip
        return
    print_table(
        ["Row", "State", "When", "Brochures", "File", "To" if log_names else "", "Answer"],
        [
            [
                ", ".join(str(row) for row in entry.rows) or "purged", entry.state, _day(entry.ended_at),
                str(len(entry.brochures)), entry.file_name, entry.recipient if log_names else "",
                entry.reply if entry.state != "sent" else "",
            ]
            for entry in entries
        ],
        right=(3,),
    )  # fmt: skip


@click.command(name="purge", short_help="Remove students' data from an outbox.")
@_output
@click.option("--older-than", metavar="AGE", help="What ended, or was last written, before: 30d, 2w or 12h.")
@click.option("--everything", is_flag=True, help="The whole outbox, with its memory of what was sent.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def purge(context: click.Context, output: Path | None, older_than: str | None, everything: bool, yes: bool) -> None:
    """Remove students' data from an outbox: addresses, rows, and the messages themselves.

    With --older-than, the outbox still knows by a hash that these were sent, so that nothing goes out twice; unsent
    drafts of that age are removed. With --everything that memory goes too, and the brochures.

    \b
    Examples:
      reportgen mail purge --older-than 30d
      reportgen mail purge --everything --output outbox
    """
    from reportgen.deliver.folder import held
    from reportgen.deliver.preview import write_preview
    from reportgen.errors import UsageError

    if everything == bool(older_than):
        raise UsageError("What is to be removed?", cure="Say --older-than 30d, or --everything.")
    now, path = time.time(), _folder(context, output)
    with held(path, now, create=False) as folder:
        if older_than:
            count = folder.purge(now - age_seconds(older_than))
            left = [entry for entry in folder.outbox.all() if entry.recipient]
            write_preview(folder, left, folder.brochures)
            click.echo(f"{count:,} {'message' if count == 1 else 'messages'} removed, {len(left):,} kept.", err=True)
            return
        waiting = sum(entry.state in ("pending", "deferred") for entry in folder.outbox.all())
        if not yes:
            click.confirm(
                f"Remove {path}, {waiting:,} unsent messages and the memory of what was sent?", abort=True, err=True
            )
        folder.remove()
        click.echo(f"{path} removed.", err=True)


def _folder(context: click.Context, output: Path | None) -> Path:
    """The outbox that is meant: what holds for `reportgen mail` holds here too."""
    if output is None and context.parent is not None:
        output = Path(os.environ.get(VARIABLE) or context.parent.lookup_default("output") or OUTBOX)
    return output or Path(OUTBOX)


def age_seconds(words: str) -> int:
    """30d, 2w or 12h. Raises UsageError for other words."""
    from reportgen.errors import UsageError

    found = _AGE.fullmatch(words.strip())
    if found is None:
        raise UsageError(f"“{words}” is no age.", cure="Write days, weeks or hours: 30d, 2w, 12h.")
    return int(found[1]) * _SECONDS[found[2].lower()]


def _day(when: float | None) -> str:
    import datetime

    return "" if when is None else f"{datetime.datetime.fromtimestamp(when).astimezone():%Y-%m-%d %H:%M}"
