"""Reviewing layouts over many brochures in worker processes: nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.interrupt import watched
from reportgen.batch.outcome import Failure
from reportgen.batch.plan import Job
from reportgen.batch.workers import Workers

if TYPE_CHECKING:
    from reportgen.render.review import Review

# Painting takes half as long again as the layout, and only what the charts' drawing logs comes to light by it.
PAINTED_ONE_IN = 20
# Of one brochure in one layout: more say nothing new, and a worker's answer has to stay short.
_MOST_VIOLATIONS = 40


@dataclass(frozen=True, slots=True)
class SurveyRecipe:
    """What all reviews of a survey share."""

    store: Path
    layouts: tuple[str, ...]
    paper: str
    printed_on: datetime.date


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One brochure in every layout of the recipe, by the layout's name."""

    job: Job
    reviews: dict[str, Review]


Reviewer = Callable[[Job], dict[str, "Review"]]


def make_reviewer(recipe: SurveyRecipe) -> Reviewer:
    """Open what reviewing needs, once in each process."""
    from reportgen.brochure.compose import compose
    from reportgen.profile.build import ProfileBuilder
    from reportgen.render.layout import load_layout
    from reportgen.render.review import Review, Violation, review
    from reportgen.sources.editorial_choice import text_for
    from reportgen.store.reader import Store

    layouts = [load_layout(name) for name in recipe.layouts]
    builder = ProfileBuilder(Store.open(recipe.store))  # stays open as long as the process
    count = 0

    def of(job: Job) -> dict[str, Review]:
        nonlocal count
        count += 1
        text = text_for(job.soc)
        brochure = compose(builder.build(job.soc, job.area), printed_on=recipe.printed_on, text=text)
        reviews = {}
        for layout in layouts:
            try:
                found = review(brochure, layout, paper=recipe.paper, painted=count % PAINTED_ONE_IN == 1)
            except Exception as error:  # one layout's fault leaves the others to be reviewed
                found = Review((Violation("error", f"{type(error).__name__}: {error}"),))
            reviews[layout.name] = replace(found, violations=found.violations[:_MOST_VIOLATIONS])
        return reviews

    return of


def survey(
    jobs: Sequence[Job],
    recipe: SurveyRecipe,
    workers: int,
    reviewer: Callable[[SurveyRecipe], Reviewer] = make_reviewer,
) -> Generator[Surveyed, None, None]:
    """Review every job, in the order of finishing. A worker that dies is an error of its brochure in all layouts."""
    from reportgen.render.review import Review, Violation

    with watched() as interrupts, Workers(min(workers, len(jobs)), recipe, reviewer) as pool:
        for job, result in pool.results(jobs):
            interrupts.check()
            if isinstance(result, Failure):
                lost = Review((Violation("error", result.what),))
                yield Surveyed(job, dict.fromkeys((Path(layout).name for layout in recipe.layouts), lost))
            else:
                yield Surveyed(job, result)


def spread(jobs: Sequence[Job], count: int | None) -> list[Job]:
    """About `count` of the jobs, evenly from first to last; all of them for None."""
    if count is None or count >= len(jobs):
        return list(jobs)
    return [jobs[place * len(jobs) // count] for place in range(count)]
