"""`reportgen roster check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.roster_options import column_mapping, default_area, roster_options
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.roster.read import Examination

_FAULTY, _SOME_LEFT_OUT = 2, 3


@click.group(name="roster")
def command() -> None:
    """Look after lists of students and the careers that they asked for.

    \b
    Example:
      reportgen roster check students.xlsx --state TX
    """


@command.command(name="check", short_help="Tell every problem of a list of students at once.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@roster_options
@json_option
@click.pass_obj
def check(
    settings: Settings, path: Path, state: str | None, columns: tuple[str, ...], skip_bad: bool, as_json: bool
) -> None:
    """Check a list of students: every problem at once, then what would be made from it.

    FILE is CSV, TSV or XLSX; its columns are found by their names (docs/roster.md). Ends with exit code 2 when
    anything is wrong, and with 3 when --skip-bad would leave rows out. Nothing is made.

    \b
    Examples:
      reportgen roster check students.csv --state TX
      reportgen roster check survey.xlsx --column careers="Which jobs interest you?"
      reportgen roster check students.csv --skip-bad
    """
    from reportgen.cli import roster_report
    from reportgen.roster.read import examine
    from reportgen.store.reader import open_store

    mapping = column_mapping(columns)
    with open_store(settings.store_to_read()) as store:
        default = default_area(store, state)
        found = examine(path, store, area=default, mapping=mapping)
    if as_json:
        print_json(roster_report.as_data(found))
    else:
        for line in roster_report.lines(found, (default or store.nation).name):
            click.echo(line)
    click.echo(roster_report.verdict(found, skip_bad=skip_bad), err=True)
    click.get_current_context().exit(_exit_code(found, skip_bad))


def _exit_code(found: Examination, skip_bad: bool) -> int:
    if not found.roster.students:
        return _FAULTY
    if found.problems:
        return _SOME_LEFT_OUT if skip_bad else _FAULTY
    return 0
