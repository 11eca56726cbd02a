"""`reportgen layouts list` and `check`."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json, print_table
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.batch.plan import Job
    from reportgen.batch.survey import Surveyed
    from reportgen.render.review import Review, Violation
    from reportgen.store.reader import Store


@click.group(name="layouts")
def command() -> None:
    """List and check the layouts.

    \b
    Examples:
      reportgen layouts list
      reportgen layouts check sidebar --sample 20
    """


@command.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """List the layouts that `reportgen brochure --layout NAME` accepts.

    \b
    Example:
      reportgen layouts list --json
    """
    from reportgen.render.layout import available_layouts

    layouts = available_layouts()
    if as_json:
        print_json(
            [
                {"name": each.name, "title": each.title, "pages": each.pages, "folder": str(each.folder)}
                for each in layouts
            ]
        )
        return
    print_table(
        ("Name", "Pages", "What it is"), [(each.name, str(each.pages), each.title) for each in layouts], right=(1,)
    )


@command.command(name="check")
@click.argument("layouts", nargs=-1, metavar="[LAYOUT]...")
@click.option(
    "--state", "-s", "states", multiple=True, metavar="STATE", help="US, TX, Texas …; may be repeated. [default: US TX]"
)
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Only N brochures of each state, evenly spread."
)
@click.option("--jobs", "-j", "workers", type=click.IntRange(1, 64), metavar="N", help="Brochures at the same time.")
@click.option(
    "--paper", type=click.Choice(["letter", "a4"], case_sensitive=False), default="letter", show_default=True,
    help="Size of the sheet.",
)  # fmt: skip
@json_option
@click.pass_obj
def check(
    settings: Settings,
    layouts: tuple[str, ...],
    states: tuple[str, ...],
    sample: int | None,
    workers: int | None,
    paper: str,
    as_json: bool,
) -> None:
    """Lay out brochures in every LAYOUT (a name or a folder; all of them unless named) and list what is wrong.

    Checked are the number of pages, what does not fit, is clipped or runs into something else, text under
    7.5 pt, contrast of text and marks, characters that the layout's fonts lack, sections that the layout
    states and does not print, and what the renderer warns of. Ends with exit code 1 when anything was found.

    \b
    Examples:
      reportgen layouts check
      reportgen layouts check sidebar ./my-layout --state TX --sample 50
    """
    from reportgen.batch.renderer import print_date
    from reportgen.batch.survey import SurveyRecipe, survey
    from reportgen.cli.progress import processors, progress
    from reportgen.render.layout import available_layouts, load_layout
    from reportgen.render.review import palette_violations
    from reportgen.store.reader import open_store

    chosen = [load_layout(name) for name in layouts] or list(available_layouts())
    with open_store(settings.store_to_read()) as store:
        jobs = _jobs(store, states or ("US", "TX"), sample)
        folders = tuple(str(layout.folder) for layout in chosen)
        recipe = SurveyRecipe(store.path, folders, paper.lower(), print_date())
    done: list[Surveyed] = []
    with progress("Brochures", len(jobs)) as advance, closing(survey(jobs, recipe, workers or processors())) as results:
        for surveyed in results:
            advance(surveyed.job.title)
            done.append(surveyed)
    _report(done, palette_violations(), as_json)


def _jobs(store: Store, states: tuple[str, ...], sample: int | None) -> list[Job]:
    from reportgen.batch.plan import plan
    from reportgen.batch.survey import spread
    from reportgen.store import resolve

    areas = dict.fromkeys(resolve.area(store, words) for words in states)
    return [job for area in areas for job in spread(plan(store, [area], Path()).jobs, sample)]


def _report(done: list[Surveyed], palette: tuple[Violation, ...], as_json: bool) -> None:
    by_layout: dict[str, list[Review]] = {}
    found = [("palette", "", "", "", each.kind, each.text) for each in palette]
    for surveyed in sorted(done, key=lambda each: str(each.job.path)):
        job = surveyed.job
        for layout, review in surveyed.reviews.items():
            by_layout.setdefault(layout, []).append(review)
            found += [
                (layout, job.soc.value, job.area.abbreviation, job.title, v.kind, v.text) for v in review.violations
            ]
    summary = [_summary(layout, reviews) for layout, reviews in sorted(by_layout.items())]
    keys = ("layout", "soc", "area", "title", "kind", "text")
    if as_json:
        print_json({"layouts": summary, "violations": [dict(zip(keys, each, strict=True)) for each in found]})
    else:
        for layout, soc, area, title, kind, text in found:
            click.echo(f"{layout}: {soc} {title} ({area}): {kind}: {text}" if soc else f"{layout}: {kind}: {text}")
        print_table(
            ("Layout", "Brochures", "Faulty", "Violations", "Tight pages", "Items left out", "Sections left out"),
            [tuple(str(value) for key, value in each.items() if key != "kinds") for each in summary],
            right=(1, 2, 3, 4, 5, 6),
        )
    if found:
        kinds = Counter(each[4] for each in found)
        click.echo("Found: " + ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common()) + ".", err=True)
        click.get_current_context().exit(1)


def _summary(layout: str, reviews: list[Review]) -> dict[str, object]:
    return {
        "layout": layout,
        "brochures": len(reviews),
        "faulty": sum(bool(each.violations) for each in reviews),
        "violations": sum(len(each.violations) for each in reviews),
        "tight_pages": sum(each.tight_pages for each in reviews),
        "items_left_out": sum(each.dropped for each in reviews),
        "sections_left_out": sum(len(each.left_out) for each in reviews),
        "kinds": dict(Counter(violation.kind for each in reviews for violation in each.violations)),
    }
