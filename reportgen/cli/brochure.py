"""`reportgen brochure`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.making_options import DEFAULT_FOLDER, PDF_VARIANTS, brand_from, how_options, what_options
from reportgen.cli.print_options import print_options
from reportgen.cli.root import as_text
from reportgen.cli.settings import Settings
from reportgen.cli.where import OutputType, places, where_options

if TYPE_CHECKING:
    from reportgen.batch.limits import Limits
    from reportgen.batch.plan import Plan
    from reportgen.batch.renderer import Recipe
    from reportgen.render.printing import PrintOptions
    from reportgen.store.reader import Store


@click.command(name="brochure")
@click.argument("occupations", metavar="[OCCUPATION]...", nargs=-1)
@click.option(
    "--state",
    "-s",
    "states",
    multiple=True,
    metavar="STATE",
    help="TX, Texas or 48; may be repeated. [default: the nation]",
)
@click.option("--group", metavar="NAME", help="All occupations of a major group: a code, or words of its title.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N occupations with the most jobs there.")
@what_options
@print_options
@click.option(
    "--output", "-o", type=OutputType(may_be_file=True), default=DEFAULT_FOLDER, show_default=True, metavar="PATH",
    help="A folder, an address such as s3://bucket/folder, or for one brochure a file name that ends in .pdf.",
)  # fmt: skip
@where_options
@how_options
@click.pass_obj
def command(
    settings: Settings,
    occupations: tuple[str, ...],
    states: tuple[str, ...],
    group: str | None,
    top: int | None,
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
) -> None:
    """Make brochures as PDF files.

    An OCCUPATION is a SOC code, a title, or a few words of one. Without any, every occupation that the
    state publishes is made; without --state, the figures are the nation's. One brochure prints the path
    of its file on stdout, several the path of their folder, which gets a manifest and a catalogue too;
    several that were interrupted go on where they stopped when the same command is run again. What goes to an
    address, or is made on a cluster, is a batch even when it is one.

    \b
    Examples:
      reportgen brochure "medical records" --state TX
      reportgen brochure 29-2072 15-1252 --state TX --state CA --output career-day
      reportgen brochure --state "New York" --group healthcare --top 20
      reportgen brochure --state TX --jobs 4 --thumbnails
      reportgen brochure 47-2111 --state TX --brand school.toml
      reportgen brochure 47-2111 --state TX --large-print
    """
    _require_sense(occupations, states, group, top)
    from reportgen.batch.limits import Limits
    from reportgen.batch.renderer import Recipe, print_date
    from reportgen.render.layout import load_layout
    from reportgen.render.printing import require_printable
    from reportgen.sources.editorial import read_texts
    from reportgen.store.reader import open_store

    require_printable(load_layout(layout), printing)  # an unknown one is said before anything is made
    folder, place = places(output, manifest, reread=reread, thumbnails=thumbnails, opens=opens, scheduler=scheduler)
    own_brand = brand_from(brand)
    with open_store(settings.store_to_read()) as store:
        plan = _plan(store, occupations, states, group, top, folder)
        own_texts = read_texts(texts, partial=True) if texts else ()
        variant = PDF_VARIANTS[pdf_variant.lower()]
        recipe = Recipe(
            store.path, layout, paper.lower(), print_date(), own_texts, variant, own_brand, printing=printing
        )
    if len(plan.jobs) == 1 and isinstance(output, Path) and not scheduler:
        _make_one(plan, recipe, Limits(job_seconds=time_limit, memory_mb=memory_limit), as_json, opens)
    else:
        from reportgen.cli.making import Making, make_many

        how = Making(
            workers, resume, time_limit, memory_limit, thumbnails, as_json, opens,
            place=place, reread=reread, scheduler=scheduler or "",
        )  # fmt: skip
        make_many(plan, recipe, folder, how)


def _require_sense(occupations: Sequence[str], states: Sequence[str], group: str | None, top: int | None) -> None:
    from reportgen.errors import UsageError

    if occupations and (group or top):
        raise UsageError(
            "An OCCUPATION together with --group or --top says two things.",
            cure="Name the occupations, or choose them with --group and --top.",
        )
    if not (occupations or states or group or top):
        raise UsageError(
            "Which brochures? Nothing was named.",
            cure='Name an occupation (reportgen brochure "medical records" --state TX), a state for all of its '
            "occupations (reportgen brochure --state TX), or choose with --group or --top.",
        )


def _plan(
    store: Store, occupations: Sequence[str], states: Sequence[str], group: str | None, top: int | None, output: Path
) -> Plan:
    from reportgen.batch.plan import for_one_file, plan
    from reportgen.errors import NoSuchDataError
    from reportgen.store import resolve

    is_file = output.suffix.lower() == ".pdf"
    groups = resolve.groups(store, group) if group else []
    if len(groups) > 1:
        click.echo("Groups: " + "; ".join(store.group_titles[soc.value] for soc in groups), err=True)
    made = plan(
        store,
        [resolve.area(store, words) for words in states] or [store.nation],
        output.parent if is_file else output,
        occupations=[resolve.occupation(store, words) for words in occupations],
        groups=groups,
        top=top,
    )
    if not made.jobs:
        for missing in made.missing[1:]:
            click.echo(as_text(missing.what, missing.cure, "Not made"), err=True)
        raise (
            made.missing[0]
            if made.missing
            else NoSuchDataError(
                "Nothing that was asked for is published there.", cure="`reportgen occupations list` shows what is."
            )
        )
    return for_one_file(made, output) if is_file else made


def _make_one(plan: Plan, recipe: Recipe, limits: Limits, as_json: bool, opens: bool) -> None:
    """Make the only brochure."""
    from reportgen.batch.alone import SingleBrochure
    from reportgen.batch.renderer import make_render
    from reportgen.cli.batch_report import name_missing
    from reportgen.cli.one_file import make_one

    (job,) = plan.jobs
    single = SingleBrochure(job, recipe, make_render)
    make_one(job.path, single, job.label, name=job.soc.value, as_json=as_json, opens=opens, limits=limits)
    name_missing(plan)
    if plan.missing:
        from reportgen.cli.making import SOME_FAILED

        click.get_current_context().exit(SOME_FAILED)
