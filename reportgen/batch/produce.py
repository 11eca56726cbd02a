"""What a worker does with a task: render, check, and write to a file that has no name yet. The parent names it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.batch import files
from reportgen.batch.plan import Job
from reportgen.batch.renderer import MakeRender, Recipe, Rendered


@dataclass(frozen=True, slots=True)
class Task:
    """One job, and where its file stands until it is finished."""

    job: Job
    temporary: Path


@dataclass(frozen=True, slots=True)
class Finished:
    """The facts of a file that stands at `Task.temporary`, checked and written through to the disk."""

    sha256: str
    pages: int
    bytes: int
    seconds: float
    releases: tuple[str, ...]
    pay: str
    growth: str
    path: str


@dataclass(frozen=True, slots=True)
class ProducerRecipe:
    """A recipe and the function that turns it into rendering; picklable, since every worker gets a copy."""

    recipe: Recipe
    make_render: MakeRender


def make_producer(ingredients: ProducerRecipe) -> Callable[[Task], Finished]:
    """Open what rendering needs and return the function that does one task."""
    render = ingredients.make_render(ingredients.recipe)

    def produce(task: Task) -> Finished:
        started = time.perf_counter()
        rendered = render(task.job)
        require_good(rendered, ingredients.recipe.paper)
        files.write_temporary(task.temporary, rendered.data)
        return Finished(
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            pages=rendered.pages,
            bytes=len(rendered.data),
            seconds=round(time.perf_counter() - started, 3),
            releases=rendered.releases,
            pay=rendered.pay,
            growth=rendered.growth,
            path=rendered.path,
        )

    return produce


def require_good(rendered: Rendered, paper: str) -> None:
    """Raise ReportgenError unless the bytes are what they should be."""
    from reportgen.render.whole import require_whole_pdf

    files.require_whole(rendered.data)
    require_whole_pdf(rendered.data, pages=rendered.pages, paper=paper)
