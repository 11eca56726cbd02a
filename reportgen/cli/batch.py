"""`reportgen batch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.book_options import BookWords, book_options
from reportgen.cli.making_options import (
    DEFAULT_FOLDER,
    PDF_VARIANTS,
    brand_from,
    how_options,
    tell_changes,
    what_options,
)
from reportgen.cli.print_options import print_options
from reportgen.cli.roster_options import roster_options
from reportgen.cli.settings import Settings
from reportgen.cli.where import OutputType, places, where_options

if TYPE_CHECKING:
    from reportgen.render.printing import PrintOptions


@click.command(name="batch")
@click.argument("plan_file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@what_options
@print_options
@click.option(
    "--output", "-o", type=OutputType(may_be_file=False), default=DEFAULT_FOLDER, show_default=True,
    metavar="FOLDER", help="The folder of all the brochures, or an address such as s3://bucket/folder.",
)  # fmt: skip
@where_options
@how_options
@click.option("--skip-unpublished", is_flag=True, help="Leave out rows whose figures are not published.")
@click.option("--dry-run", is_flag=True, help="Check the plan, show it, and make nothing.")
@roster_options
@book_options
@click.pass_obj
def command(
    settings: Settings,
    plan_file: Path,
    layout: str,
    brand: Path | None,
    paper: str,
    pdf_variant: str,
    texts: Path | None,
    printing: PrintOptions,
    output: Path | str,
    manifest: Path | None,
    reread: bool,
    scheduler: str | None,
    workers: int | None,
    resume: bool,
    time_limit: float,
    memory_limit: int,
    thumbnails: bool,
    as_json: bool,
    opens: bool,
    skip_unpublished: bool,
    dry_run: bool,
    state: str | None,
    columns: tuple[str, ...],
    skip_bad: bool,
    book: BookWords,
) -> None:
    """Make the brochures that FILE lists: a plan, or a roster of students.

    A plan is CSV, TSV, XLSX or JSON Lines with the columns occupation, state, layout, brand, output and group; all
    but the first may be left out. A roster has a column careers, and name, homeroom or e-mail (docs/roster.md);
    with --book its brochures are put in order for the print room (docs/printing.md). A brochure that fails, or takes
    its process down, does not stop the others; the same command goes on where an interrupted one stopped. The folder
    gets manifest.jsonl, manifest.csv and a catalogue, index.html.

    \b
    Examples:
      reportgen batch plan.csv --output career-day
      reportgen batch plan.xlsx --dry-run
      reportgen batch plan.csv --thumbnails --jobs 4
      reportgen batch students.csv --state TX --group-by homeroom --book
      reportgen batch plan.csv --output s3://bucket/folder --scheduler tcp://host:8786
    """
    from reportgen.batch.plan_rows import plan_from_file
    from reportgen.batch.renderer import Recipe, print_date
    from reportgen.book.roster_plan import plan_from_roster
    from reportgen.cli.book_making import make_from_roster
    from reportgen.cli.making import Making, make_many
    from reportgen.cli.roster_options import load_roster
    from reportgen.cli.roster_task import RosterTask, is_for_roster
    from reportgen.render.layout import load_layout
    from reportgen.render.printing import require_printable
    from reportgen.sources.editorial import read_texts
    from reportgen.store.reader import open_store

    require_printable(load_layout(layout), printing)  # an unknown one is said before anything is made
    book.require_printing(printing)
    folder, place = places(output, manifest, reread=reread, thumbnails=thumbnails, opens=opens, scheduler=scheduler)
    task: RosterTask | None = None
    of_roster = is_for_roster(plan_file, book, skip_unpublished=skip_unpublished)
    own_brand = brand_from(brand)
    own_texts = read_texts(texts, partial=True) if texts else ()
    with open_store(settings.store_to_read()) as store:
        if of_roster:
            roster, left_out = load_roster(
                plan_file, store, state=state, columns=(*columns, *book.columns), skip_bad=skip_bad
            )
            plan, job_of = plan_from_roster(store, roster, folder)
            task = RosterTask(roster, plan, job_of, bool(left_out))
        else:
            plan = plan_from_file(
                store, plan_file, folder, layout=layout, skip_unpublished=skip_unpublished, printing=printing
            )
        recipe = Recipe(
            store.path,
            layout,
            paper.lower(),
            print_date(),
            own_texts,
            PDF_VARIANTS[pdf_variant.lower()],
            own_brand,
            plan.brands,
            printing,
        )
    tell_changes(plan.notes)
    if not plan.jobs:
        raise plan.missing[0]
    how = Making(
        workers, resume, time_limit, memory_limit, thumbnails, as_json, opens, dry_run, place, reread, scheduler or ""
    )
    if task is not None:
        make_from_roster(task, recipe, folder, how, book)
    else:
        make_many(plan, recipe, folder, how)
