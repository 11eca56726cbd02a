"""Reviewing layouts over many brochures in worker processes: nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.documents import open_documents
from reportgen.batch.interrupt import watched
from reportgen.batch.outcome import Failure
from reportgen.batch.plan import Job
from reportgen.batch.workers import Workers
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.errors import ReportgenError
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.render.review import Review

# Painting takes half as long again as the layout, and only what the charts' drawing logs comes to light by it.
PAINTED_ONE_IN = 20
# Of one brochure in one layout: more say nothing new, and a worker's answer has to stay short.
_MOST_VIOLATIONS = 40
_FAILED = "it failed"


@dataclass(frozen=True, slots=True)
class SurveyRecipe:
    """What all reviews of a survey share."""

    store: Path
    layouts: tuple[str, ...]
    paper: str
    printed_on: datetime.date
    brand: Brand = DEFAULT_BRAND
    posters: frozenset[Path] = frozenset()  # paths of the jobs that stand for their groups


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One brochure in every layout of the recipe, by the layout's name."""

    job: Job
    reviews: dict[str, Review]


Reviewer = Callable[[Job], dict[str, "Review"]]


def make_reviewer(recipe: SurveyRecipe) -> Reviewer:
    """Open what reviewing needs, once in each process."""
    from reportgen.render.api import laid_out_because
    from reportgen.render.layout import load_layout
    from reportgen.render.review import Review, Violation, review
    from reportgen.render.subjects import paper_like

    layouts = [load_layout(name, subject=None) for name in recipe.layouts]
    document_of = open_documents(recipe.store, recipe.printed_on)
    count = 0

    def of(job: Job) -> dict[str, Review]:
        nonlocal count
        count += 1
        subjects = {layout.subject for layout in layouts} - ({"poster"} if job.path not in recipe.posters else set())
        documents = {subject: document_of(job, subject, recipe.brand) for subject in subjects}
        reviews = {}
        for layout in layouts:
            if layout.subject not in documents:
                continue
            document, paper = documents[layout.subject], paper_like(recipe.paper, layout.subject)
            try:
                found = review(document, layout, paper=paper, painted=count % PAINTED_ONE_IN == 1)
                because = laid_out_because(document, layout, paper=paper)
                found = replace(found, items=(), laid_out_because=because)
            except Exception as error:  # one layout's fault leaves the others to be reviewed
                words = str(error) if isinstance(error, ReportgenError) else f"{type(error).__name__}: {error}"
                found = Review((Violation("error", words),), laid_out_because=_FAILED)
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
    from reportgen.render.layout import load_layout
    from reportgen.render.review import Review, Violation

    names = [load_layout(each, subject=None).name for each in recipe.layouts]
    with watched() as interrupts, Workers(min(workers, len(jobs)), recipe, reviewer) as pool:
        for job, result in pool.results(jobs):
            interrupts.check()
            if isinstance(result, Failure):
                lost = Review((Violation("error", result.what),), laid_out_because=_FAILED)
                yield Surveyed(job, dict.fromkeys(names, lost))
            else:
                yield Surveyed(job, result)


def spread(jobs: Sequence[Job], count: int | None) -> list[Job]:
    """About `count` of the jobs, evenly from first to last; all of them for None."""
    if count is None or count >= len(jobs):
        return list(jobs)
    return [jobs[place * len(jobs) // count] for place in range(count)]
