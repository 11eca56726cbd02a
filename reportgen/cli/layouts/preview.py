"""`reportgen layouts preview`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.making_options import brand_option, paper_option
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.batch.plan import Job
    from reportgen.preview.session import Round
    from reportgen.store.reader import Store

_FOLDER = Path("preview")


@click.command(name="preview")
@click.argument("layout", metavar="LAYOUT")
@click.argument("occupations", nargs=-1, metavar="[OCCUPATION]...")
@click.option("--state", "-s", default="TX", show_default=True, metavar="STATE", help="US, TX, Texas …")
@brand_option
@paper_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where pictures and PDF files go. [default: preview/NAME]",
)
@click.option(
    "--watch/--once",
    default=None,
    help="Draw again whenever a file is saved, until Ctrl-C, or draw once. [default: watch, on a terminal]",
)
@click.option("--open/--no-open", "opens", default=None, help="Open the page. [default: open, on a terminal]")
@click.pass_obj
def command(
    settings: Settings,
    layout: str,
    occupations: tuple[str, ...],
    state: str,
    brand: Path | None,
    paper: str,
    output: Path | None,
    watch: bool | None,
    opens: bool | None,
) -> None:
    """Draw LAYOUT (a name or a folder) with three brochures, and again whenever one of its files is saved.

    Unless occupations are named they are the one with most jobs in the state, one with few figures, and the
    one with the longest title. An HTML page shows all pages as pictures, with what was left out for want of
    room and what is wrong; it follows by itself. Faults in TOML, HTML or CSS are told with file and line, and
    the preview goes on. Ctrl-C ends it with exit code 0, since that is how it ends; --once ends with 1 when
    anything is wrong.

    \b
    Examples:
      reportgen layouts preview ./my-layout
      reportgen layouts preview ./my-layout electricians --state OH --brand school.toml
      reportgen layouts preview handout --once --no-open
    """
    from reportgen.batch.interrupt import watched
    from reportgen.batch.renderer import print_date
    from reportgen.batch.thumbnails import require_thumbnails
    from reportgen.cli.progress import processors
    from reportgen.errors import Terminated
    from reportgen.preview.proving import Recipe
    from reportgen.preview.session import Preview
    from reportgen.store.reader import open_store

    require_thumbnails()
    on_terminal = sys.stderr.isatty()
    watches = on_terminal if watch is None else watch
    opens = on_terminal if opens is None else opens
    name = _name(layout, may_be_broken=watches)
    with open_store(settings.store_to_read()) as store:
        jobs = _jobs(store, state, occupations)
        recipe = Recipe(store.path, layout, paper.lower(), print_date(), output or _FOLDER / name)
    context = click.get_current_context()
    with watched(), Preview(recipe, jobs, brand, min(processors(), 2)) as preview:
        if not watches:
            drawn = preview.once()
            _tell(drawn)
            click.echo(str(drawn.page))
            if opens:
                click.launch(str(drawn.page))
            context.exit(1 if drawn.has_faults else 0)
        shown = False

        def tell(drawn: Round, changed: tuple[str, ...]) -> None:
            nonlocal shown
            if changed:
                click.echo(f"\n{time.strftime('%H:%M:%S')}  changed: {', '.join(changed)}", err=True)
            _tell(drawn)
            if not shown:
                click.echo(str(drawn.page))
                click.echo("Save a file of the layout and it is drawn again. Ctrl-C ends.", err=True)
                if opens:
                    click.launch(str(drawn.page))
            shown = True

        try:
            preview.watch(tell)
        except Terminated:
            raise
        except KeyboardInterrupt:
            click.echo("\nThe preview has ended; the pictures stay.", err=True)


def _name(layout: str, *, may_be_broken: bool) -> str:
    """The layout's name. Raises ReportgenError for one that is not there, or is not right and is drawn but once."""
    from reportgen.errors import ReportgenError, UsageError
    from reportgen.render.layout import load_layout

    try:
        return load_layout(layout, subject=None).name
    except UsageError:
        raise
    except ReportgenError:
        if not may_be_broken:
            raise
        return Path(layout).resolve().name


def _jobs(store: Store, state: str, occupations: tuple[str, ...]) -> tuple[Job, ...]:
    from reportgen.errors import NoSuchDataError
    from reportgen.preview import samples
    from reportgen.store import resolve

    area = resolve.area(store, state)
    if occupations:
        return samples.named(store, area, [resolve.occupation(store, words) for words in occupations])
    jobs = samples.telling(store, area)
    if not jobs:
        raise NoSuchDataError(f"{area.name} publishes nothing.", cure="Choose another --state.")
    return jobs


def _tell(drawn: Round) -> None:
    """What to know of each page, and the layout's faults, on stderr."""
    for shown in drawn.shown:
        if shown.error or shown.proved is None:
            continue
        pages = len(shown.proved.pictures)
        click.echo(f"{shown.job.label}: {pages} {'page' if pages == 1 else 'pages'}", err=True)
        for note in shown.proved.notes:
            where = f"page {note.page}: " if note.page else ""
            click.echo(f"  {'FAULT: ' if note.is_fault else ''}{where}{note.text}", err=True)
    for error in drawn.errors:
        first, *rest = error.splitlines()
        click.echo("\n".join([f"Error: {first}", *(f"  {line}" for line in rest)]), err=True)
