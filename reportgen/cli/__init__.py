"""The command line: words in, words out, exit codes. Commands translate words into calls and compute nothing.

Only click is imported here. A command's module is loaded when the command is used, and what it works with (the
store, pandas, WeasyPrint, rich) when it runs, so that `reportgen --help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import __version__
from reportgen.cli.root import RootGroup
from reportgen.cli.settings import Settings

_COMMANDS = {
    "brochure": ("reportgen.cli.brochure", "Make brochures as PDF files."),
    "compare": ("reportgen.cli.compare", "Set two to four occupations side by side."),
    "poster": ("reportgen.cli.poster", "Make a wall poster of one occupation group."),
    "batch": ("reportgen.cli.batch", "Make the brochures that a file lists, and go on after an interruption."),
    "roster": ("reportgen.cli.roster", "Check a list of students and the careers that they asked for."),
    "mail": ("reportgen.cli.mail", "Write and send each student's brochures by e-mail."),
    "occupations": ("reportgen.cli.occupations", "List, find and show occupations."),
    "data": ("reportgen.cli.data", "Look after the data store: status, import, update, verify, explain."),
    "texts": ("reportgen.cli.texts", "Check the texts of the brochures."),
    "layouts": ("reportgen.cli.layouts", "List, make, preview and check layouts."),
    "brand": ("reportgen.cli.brand", "Begin or check your school's brand file."),
    "check": ("reportgen.cli.check", "Check finished PDF files."),
    "cache": ("reportgen.cli.cache", "Look at or remove what is kept to make brochures quickly."),
    "doctor": ("reportgen.cli.doctor", "Check what this machine needs, with the cure for what is missing."),
}


@click.group(
    cls=RootGroup,
    commands_in=_COMMANDS,
    context_settings={"auto_envvar_prefix": "REPORTGEN", "help_option_names": ["-h", "--help"]},
    epilog="Settings may stand in reportgen.toml in the current folder, in the user's settings file, or in "
    "REPORTGEN_* variables. REPORTGEN_DEBUG=1 shows the whole trace of an error.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The data store to use, instead of your own or the shipped one.",
)
@click.version_option(__version__, "-V", "--version", prog_name="reportgen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, store: Path | None) -> None:
    """Printable career brochures from official US data.

    \b
    Examples:
      reportgen brochure "medical records" --state TX
      reportgen brochure --state TX --top 50
      reportgen occupations search nurse
    """
    from reportgen.cli import config

    context.default_map, common = config.load(context)
    context.obj = Settings(store=store or common.store)


__all__ = ["main"]
