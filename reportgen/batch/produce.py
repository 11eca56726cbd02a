"""What a worker does with a task: render, check, and give the bytes to the place where they go."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from reportgen.batch import files
from reportgen.batch.memory import resident_bytes
from reportgen.batch.places import Place
from reportgen.batch.plan import Job
from reportgen.batch.renderer import MakeRender, Recipe, Rendered
from reportgen.errors import EnvironmentLacksError
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One job, the hash of its inputs, and where its file stands in a folder until it is finished."""

    job: Job
    inputs: str
    temporary: Path

    @property
    def occupation(self) -> str:
        """Brochures of one have most of their pages in common: a worker should get one after the other."""
        return self.job.soc.value


@dataclass(frozen=True, slots=True)
class Finished:
    """The facts of a brochure that was checked and is kept: see `Place.keep`, which gave the `etag`.

    `memory_mb` is what the process that made it holds in RAM; the rest is as in `Rendered`.
    """

    sha256: str
    pages: int
    bytes: int
    seconds: float
    releases: tuple[str, ...]
    pay: str
    growth: str
    path: str
    left_out: int
    tight_pages: int
    memory_mb: int
    etag: str = ""


@dataclass(frozen=True, slots=True)
class ProducerRecipe:
    """A recipe, the function that turns it into rendering, and where the results go.

    Picklable, since every worker gets a copy. `probe` is a file at `place` that every worker must see, "" for none.
    `store_sha256` is the store that the jobs were planned from, "" for any.
    """

    recipe: Recipe
    make_render: MakeRender
    place: Place
    probe: str = ""
    store_sha256: str = ""


def make_producer(ingredients: ProducerRecipe) -> Callable[[Task], Finished]:
    """Open what rendering needs and return the function that does one task."""
    import reportgen.render.whole  # noqa: F401 (loading it takes a second, which is not the first brochure's)

    render = ingredients.make_render(ingredients.recipe)
    if ingredients.store_sha256:  # after it was opened: what is put in its place from here on, this worker never sees
        require_same_store(ingredients.recipe.store, ingredients.store_sha256)
    if ingredients.probe:
        ingredients.place.require_sight(ingredients.probe)

    def produce(task: Task) -> Finished:
        started = time.perf_counter()
        rendered = render(task.job)
        require_good(rendered, ingredients.recipe.paper)
        etag = ingredients.place.keep(task.job.path.name, rendered.data, task.temporary)
        return Finished(
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            pages=rendered.pages,
            bytes=len(rendered.data),
            seconds=round(time.perf_counter() - started, 3),
            releases=rendered.releases,
            pay=rendered.pay,
            growth=rendered.growth,
            path=rendered.path,
            left_out=rendered.left_out,
            tight_pages=rendered.tight_pages,
            memory_mb=(resident_bytes(os.getpid()) or 0) // 1024**2,
            etag=etag,
        )

    return produce


def require_same_store(store: Path, sha256: str) -> None:
    """Raise EnvironmentLacksError unless the file is still what it was: an import may have come in between.

    A batch never hands out figures of two editions as those of one.
    """
    if files.sha256_of(store) != sha256:
        what = "replaced or changed" if store.is_file() else "removed"
        raise EnvironmentLacksError(
            f"The data store {store} was {what} while the batch was at work.",
            cure="Run the same command again: what was made from the old one is made anew.",
        )


def require_good(rendered: Rendered, paper: str) -> None:
    """Raise ReportgenError unless the bytes are what they should be."""
    from reportgen.render.whole import require_whole_pdf

    files.require_whole(rendered.data)
    require_whole_pdf(rendered.data, pages=rendered.pages, paper=paper)
