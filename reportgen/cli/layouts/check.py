"""`reportgen layouts check`."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.making_options import brand_from, brand_option, paper_option
from reportgen.cli.output import json_option, print_json, print_table
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.batch.plan import Job
    from reportgen.batch.survey import Surveyed
    from reportgen.render.review import Review
    from reportgen.store.reader import Store

_MOST_REASONS = 5
_COLUMNS = {
    "layout": "Layout", "brochures": "Brochures", "faulty": "Faulty", "violations": "Violations",
    "tight_pages": "Tight pages", "items_left_out": "Items left out", "sections_left_out": "Sections left out",
    "by_press": "By the press",
}  # fmt: skip


@click.command(name="check")
@click.argument("layouts", nargs=-1, metavar="[LAYOUT]...")
@click.option(
    "--state", "-s", "states", multiple=True, metavar="STATE", help="US, TX, Texas …; may be repeated. [default: US TX]"
)
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Only N brochures of each state, evenly spread."
)
@click.option(
    "--jobs", "-j", "workers", type=click.IntRange(1, 64), metavar="N",
    help="Brochures laid out at the same time. [default: the number of processors, at most 8]",
)  # fmt: skip
@paper_option
@brand_option
@json_option
@click.pass_obj
def command(
    settings: Settings,
    layouts: tuple[str, ...],
    states: tuple[str, ...],
    sample: int | None,
    workers: int | None,
    paper: str,
    brand: Path | None,
    as_json: bool,
) -> None:
    """Lay out brochures in every LAYOUT (a name or a folder; all of them unless named) and list what is wrong.

    Checked are the number of pages, what does not fit, is clipped or runs into something else, text under
    7.5 pt, contrast of text and marks, characters that the layout's fonts lack, sections that the layout
    states and does not print, and what the renderer warns of. It also tells how many brochures the press sets
    (the quick way), and why it leaves the others to WeasyPrint. Ends with exit code 1 when anything was found.
    A layout for comparisons is tried with each occupation beside one, two or three of its neighbors by code, a
    layout for posters with each group of occupations.

    \b
    Examples:
      reportgen layouts check
      reportgen layouts check sidebar ./my-layout --state TX --sample 50
    """
    from reportgen.batch.documents import one_of_each_group
    from reportgen.batch.renderer import print_date
    from reportgen.batch.survey import SurveyRecipe, survey
    from reportgen.cli.progress import processors, progress
    from reportgen.render.layout import available_layouts, broken_layouts, load_layout
    from reportgen.render.review import palette_violations
    from reportgen.store.reader import open_store

    chosen = [load_layout(name, subject=None) for name in layouts]
    chosen = chosen or list(available_layouts(None))
    broken = () if layouts else broken_layouts()
    own_brand = brand_from(brand)
    with open_store(settings.store_to_read()) as store:
        jobs = _jobs(store, states or ("US", "TX"), sample)
        folders = tuple(str(layout.folder) for layout in chosen)
        posters = frozenset(one_of_each_group(jobs))
        recipe = SurveyRecipe(store.path, folders, paper.lower(), print_date(), own_brand, posters)
    done: list[Surveyed] = []
    with progress("Brochures", len(jobs)) as advance, closing(survey(jobs, recipe, workers or processors())) as results:
        for surveyed in results:
            advance(surveyed.job.title)
            done.append(surveyed)
    found = [(place.name, "", "", "", "error", str(place.fault)) for place in broken]
    found += [("palette", "", "", "", each.kind, each.text) for each in palette_violations()]
    _report(done, found, as_json)


def _jobs(store: Store, states: tuple[str, ...], sample: int | None) -> list[Job]:
    from reportgen.batch.plan import plan
    from reportgen.batch.survey import spread
    from reportgen.store import resolve

    areas = dict.fromkeys(resolve.area(store, words) for words in states)
    return [job for area in areas for job in spread(plan(store, [area], Path()).jobs, sample)]


def _report(done: list[Surveyed], found: list[tuple[str, str, str, str, str, str]], as_json: bool) -> None:
    by_layout: dict[str, list[Review]] = {}
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
            tuple(_COLUMNS.values()),
            [tuple(str(each[key]) for key in _COLUMNS) for each in summary],
            right=tuple(range(1, len(_COLUMNS))),
        )
        _tell_why(by_layout)
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
        "by_press": sum(not each.laid_out_because for each in reviews),
        "laid_out_because": dict(_reasons(reviews)),
        "kinds": dict(Counter(violation.kind for each in reviews for violation in each.violations)),
    }


def _reasons(reviews: list[Review]) -> list[tuple[str, int]]:
    """Why WeasyPrint lays pages out, the most frequent first."""
    return Counter(each.laid_out_because for each in reviews if each.laid_out_because).most_common()


def _tell_why(by_layout: dict[str, list[Review]]) -> None:
    """For each layout of which WeasyPrint lays out some: how many, and why."""
    for layout, reviews in sorted(by_layout.items()):
        reasons = _reasons(reviews)
        for reason, count in reasons[:_MOST_REASONS]:
            click.echo(f"{layout}: {count:,} by WeasyPrint: {reason}", err=True)
        if more := sum(count for _, count in reasons[_MOST_REASONS:]):
            click.echo(f"{layout}: {more:,} by WeasyPrint for other reasons (--json tells all)", err=True)
