"""`reportgen texts check`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.settings import Settings


@click.group(name="texts")
def command() -> None:
    """Look after the texts of the brochures.

    \b
    Example:
      reportgen texts check my-texts --partial
    """


@command.command(name="check", short_help="Check form, length, language and facts of texts.")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--partial", is_flag=True, help="Let files leave fields out, as a folder for --texts may.")
@json_option
@click.pass_obj
def check(settings: Settings, path: Path | None, partial: bool, as_json: bool) -> None:
    """Check texts: form, lengths, plain language, no figures, true to BLS, no repeats, spelling.

    PATH is a file or a folder of texts; without it the shipped ones are checked. Ends with exit code 1 when
    anything was found.

    \b
    Examples:
      reportgen texts check
      reportgen texts check my-texts --partial
    """
    from reportgen.editorial.check import check_texts
    from reportgen.editorial.known import known_here
    from reportgen.editorial.report import summary
    from reportgen.sources.editorial import shipped_folder

    report = check_texts(path or shipped_folder(), known_here(settings.store), partial=partial)
    if as_json:
        print_json(report)
    else:
        for finding in report.findings:
            click.echo(str(finding))
    for left_out in report.not_checked:
        click.echo(f"Warning: {left_out}", err=True)
    click.echo(summary(report), err=True)
    if report.findings:
        click.get_current_context().exit(1)
