"""`reportgen brochure`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.root import as_text, wants_traces
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.batch.outcome import Failure, Outcome
    from reportgen.batch.plan import Job, Plan
    from reportgen.batch.renderer import Recipe
    from reportgen.store.reader import Store

SOME_FAILED = 3
DEFAULT_FOLDER = Path("output")


@click.command(name="brochure")
@click.argument("occupations", metavar="[OCCUPATION]...", nargs=-1)
@click.option("--state", "-s", "states", multiple=True, metavar="STATE", help="TX, Texas or 48; may be repeated.")
@click.option("--group", metavar="NAME", help="All occupations of a major group: a code, or words of its title.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N occupations with the most jobs there.")
@click.option("--layout", default="sidebar", show_default=True, metavar="NAME", help="A layout's name or folder.")
@click.option(
    "--paper", type=click.Choice(["letter", "a4"], case_sensitive=False), default="letter", show_default=True,
    help="Size of the sheet.",
)  # fmt: skip
@click.option(
    "--texts", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER",
    help="Texts of your own that come before the shipped ones.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, show_default=True, metavar="PATH",
    help="A folder, or for one brochure a file name that ends in .pdf.",
)  # fmt: skip
@click.option(
    "--jobs", "-j", "workers", type=click.IntRange(1, 64), metavar="N",
    help="Brochures rendered at the same time. [default: the number of processors]",
)  # fmt: skip
@click.option("--resume", is_flag=True, help="Skip brochures that are already there and whole.")
@click.option("--open", "opens", is_flag=True, help="Open the result when it is done.")
@click.pass_obj
def command(
    settings: Settings,
    occupations: tuple[str, ...],
    states: tuple[str, ...],
    group: str | None,
    top: int | None,
    layout: str,
    paper: str,
    texts: Path | None,
    output: Path,
    workers: int | None,
    resume: bool,
    opens: bool,
) -> None:
    """Make brochures as PDF files.

    An OCCUPATION is a SOC code, a title, or a few words of one. Without any, every occupation that the
    state publishes is made; without --state, the figures are the nation's. One brochure prints the path
    of its file on stdout, several the path of their folder.

    \b
    Examples:
      reportgen brochure "medical records" --state TX
      reportgen brochure 29-2072 15-1252 --state TX --state CA --output career-day
      reportgen brochure --state "New York" --group healthcare --top 20
      reportgen brochure --state TX --jobs 4 --resume
    """
    _require_sense(occupations, states, group, top)
    from reportgen.batch.files import is_whole_pdf
    from reportgen.batch.renderer import Recipe, print_date
    from reportgen.render.layout import load_layout
    from reportgen.sources.editorial import read_texts
    from reportgen.store.reader import open_store

    load_layout(layout)  # an unknown one is said before anything is made
    with open_store(settings.store_to_read()) as store:
        plan = _plan(store, occupations, states, group, top, output)
        own_texts = read_texts(texts, partial=True) if texts else ()
        recipe = Recipe(store.path, layout, paper.lower(), print_date(), own_texts)
    jobs = [job for job in plan.jobs if not (resume and is_whole_pdf(job.path))]
    if len(jobs) < len(plan.jobs):
        click.echo(f"{len(plan.jobs) - len(jobs):,} of {len(plan.jobs):,} are already there.", err=True)
    failed = _make(jobs, recipe, workers or _processors(), alone=len(plan.jobs) == 1)
    for missing in plan.missing:
        click.echo(as_text(missing.what, missing.cure, "Not made"), err=True)
    result = plan.jobs[0].path if len(plan.jobs) == 1 else plan.jobs[0].path.parent
    if len(plan.jobs) > 1:
        click.echo(_summary(len(jobs), failed, len(plan.missing)), err=True)
    click.echo(str(result))
    if opens:
        click.launch(str(result))
    if failed or plan.missing:
        click.get_current_context().exit(1 if failed == len(jobs) and not resume else SOME_FAILED)


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


def _make(jobs: Sequence[Job], recipe: Recipe, workers: int, *, alone: bool) -> int:
    """Make the jobs and return how many failed. A brochure asked for alone that fails is the command's error."""
    from reportgen.batch.renderer import make_render
    from reportgen.batch.run import run
    from reportgen.cli.progress import progress
    from reportgen.errors import ReportgenError

    if not jobs:
        return 0
    failed = 0
    # Closed at once on Ctrl-C, so that the workers are gone before this process is.
    with progress("Brochures", len(jobs)) as advance, closing(run(jobs, recipe, workers, make_render)) as outcomes:
        for outcome in outcomes:
            advance(outcome.job.title)
            _say(outcome, alone)
            if outcome.failure:
                failed += 1
                if alone:
                    error = ReportgenError(_what_failed(outcome.job, outcome.failure), cure=outcome.failure.cure)
                    error.exit_code = outcome.failure.exit_code
                    raise error
    return failed


def _say(outcome: Outcome, alone: bool) -> None:
    failure = outcome.failure
    if failure and not alone:
        click.echo(as_text(_what_failed(outcome.job, failure), failure.cure, "Failed"), err=True)
    if failure and failure.trace and wants_traces():
        click.echo(failure.trace, err=True)


def _what_failed(job: Job, failure: Failure) -> str:
    # The layout's own errors name the occupation already.
    return failure.what if failure.what.startswith(job.soc.value) else f"{job.label}: {failure.what}"


def _summary(asked: int, failed: int, missing: int) -> str:
    made = asked - failed
    text = f"{made:,} {'brochure' if made == 1 else 'brochures'} made"
    if failed:
        text += f", {failed:,} failed (named above)"
    if missing:
        text += f", {missing:,} not published"
    return text + "."


def _processors() -> int:
    import os

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, 8)
