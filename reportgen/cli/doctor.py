"""`reportgen doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.settings import Settings

LACKING = 4


@click.command(name="doctor")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), default=Path("output"), show_default=True, metavar="FOLDER",
    help="The folder for brochures, to see whether it can be written to.",
)  # fmt: skip
@json_option
@click.pass_obj
def command(settings: Settings, output: Path, as_json: bool) -> None:
    """Check what this machine needs to make brochures, and print the cure for what is missing.

    Ends with exit code 4 when something is missing. A note is on what would be good to have.

    \b
    Example:
      reportgen doctor
    """
    from reportgen.cli.environment import examine

    findings = list(examine(settings.store_to_read(), output, settings.store_to_write))
    lacking = [finding for finding in findings if finding.is_needed and not finding.ok]
    if as_json:
        print_json({"ok": not lacking, "findings": findings})
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            state = "ok" if finding.ok else "MISSING" if finding.is_needed else "note"
            click.echo(f"{state:<7} {finding.name.ljust(width)}  {finding.detail}")
            if finding.cure:
                click.echo(f"{'':<7} {'':<{width}}  → {finding.cure}")
        click.echo(
            f"{len(lacking)} of {len(findings)} things are missing." if lacking else "Everything is there.", err=True
        )
    if lacking:
        click.get_current_context().exit(LACKING)
