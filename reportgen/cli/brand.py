"""`reportgen brand check` and `new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.brand import Reading

_PROOF_LAYOUT = "handout"


@click.group(name="brand")
def command() -> None:
    """Begin or check a brand file: your school's name, logo, colors and contact.

    \b
    Examples:
      reportgen brand new school.toml
      reportgen brand check school.toml
    """


@command.command(name="check", short_help="Tell what a brand file says, or what is wrong.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--proof", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.pdf",
    help="Keep the handout that is made as a proof.",
)  # fmt: skip
@json_option
@click.pass_obj
def check(settings: Settings, file: Path, proof: Path | None, as_json: bool) -> None:
    """Tell what the brand file FILE says, and make a handout with it as a proof.

    Every fault is told with its line, and how colors with too little contrast are darkened. Ends with exit
    code 2 when the brand cannot be used.

    \b
    Examples:
      reportgen brand check school.toml
      reportgen brand check school.toml --proof proof.pdf
    """
    from reportgen.batch.renderer import print_date
    from reportgen.brand import BrandError, read_brand
    from reportgen.brand.report import described, facts

    try:
        reading = read_brand(file)
    except BrandError as error:
        if not as_json:
            raise
        print_json({"file": file, "ok": False, "problems": error.problems})
        click.get_current_context().exit(error.exit_code)
    if as_json:
        print_json({"file": file, "ok": True, **facts(reading)})
    else:
        rows = described(reading, print_date())
        width = max(len(what) for what, _ in rows)
        for what, words in rows:
            click.echo(f"{what.ljust(width)}  {words}")
    for sentence in (*reading.changes, *reading.notes):
        click.echo(f"Note: {sentence[:1].upper()}{sentence[1:]}", err=True)
    _prove(settings, reading, proof)


def _prove(settings: Settings, reading: Reading, proof: Path | None) -> None:
    """Make one handout. Raises ReportgenError where the brand does not go on the page after all."""
    from reportgen.batch import files
    from reportgen.batch.plan import plan
    from reportgen.batch.renderer import Recipe, make_render, print_date
    from reportgen.store.reader import open_store

    with open_store(settings.store_to_read()) as store:
        (job,) = plan(store, [store.nation], Path(), top=1).jobs
        recipe = Recipe(store.path, _PROOF_LAYOUT, "letter", print_date(), brand=reading.brand)
    rendered = make_render(recipe)(job)
    if proof:
        files.require_writable(proof.parent)
        files.write_whole(proof, rendered.data)
        click.echo(f"Proof: {proof} ({job.title})", err=True)
    else:
        click.echo(f"A handout was made with it ({job.title}); --proof FILE.pdf keeps it.", err=True)


@command.command(name="new", short_help="Write a brand file to start from.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path), default=Path("school.toml"))
def new(file: Path) -> None:
    """Write a brand file to start from, school.toml unless named, with the logo of a made-up school beside it.

    \b
    Example:
      reportgen brand new school.toml
    """
    from reportgen.brand.start import start

    for written in start(file):
        click.echo(str(written))
    click.echo(f"Put your own words into {file}, then: reportgen brand check {file}", err=True)
