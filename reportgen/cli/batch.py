"""`reportgen batch`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.making_options import DEFAULT_FOLDER, PDF_VARIANTS, how_options, what_options
from reportgen.cli.settings import Settings


@click.command(name="batch")
@click.argument("plan_file", metavar="PLAN", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@what_options
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT_FOLDER, show_default=True,
    metavar="FOLDER", help="The folder of all the brochures.",
)  # fmt: skip
@how_options
@click.option("--skip-unpublished", is_flag=True, help="Leave out rows whose figures are not published.")
@click.option("--dry-run", is_flag=True, help="Check the plan, show it, and make nothing.")
@click.pass_obj
def command(
    settings: Settings,
    plan_file: Path,
    layout: str,
    paper: str,
    pdf_variant: str,
    texts: Path | None,
    output: Path,
    workers: int | None,
    resume: bool,
    time_limit: float,
    memory_limit: int,
    thumbnails: bool,
    as_json: bool,
    opens: bool,
    skip_unpublished: bool,
    dry_run: bool,
) -> None:
    """Make the brochures that the file PLAN lists, one a row.

    PLAN is CSV, TSV, XLSX or JSON Lines with the columns occupation, state, layout, brand, output and group; all
    but the first may be left out. A brochure that fails, or takes its process down, does not stop the others;
    the same command goes on where an interrupted one stopped. The folder gets manifest.jsonl, manifest.csv and
    a catalogue, index.html.

    \b
    Examples:
      reportgen batch plan.csv --output career-day
      reportgen batch plan.xlsx --dry-run
      reportgen batch plan.csv --thumbnails --jobs 4
    """
    from reportgen.batch.plan_rows import plan_from_file
    from reportgen.batch.renderer import Recipe, print_date
    from reportgen.cli.making import Making, make_many
    from reportgen.render.layout import load_layout
    from reportgen.sources.editorial import read_texts
    from reportgen.store.reader import open_store

    load_layout(layout)  # an unknown one is said before anything is made
    own_texts = read_texts(texts, partial=True) if texts else ()
    with open_store(settings.store_to_read()) as store:
        plan = plan_from_file(store, plan_file, output, layout=layout, skip_unpublished=skip_unpublished)
        recipe = Recipe(store.path, layout, paper.lower(), print_date(), own_texts, PDF_VARIANTS[pdf_variant.lower()])
    if not plan.jobs:
        raise plan.missing[0]
    how = Making(workers, resume, time_limit, memory_limit, thumbnails, as_json, opens, dry_run)
    make_many(plan, recipe, output, how)
