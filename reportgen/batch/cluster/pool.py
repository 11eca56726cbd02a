"""How a run opens the workers of a cluster, in the place of processes of this machine."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from reportgen.batch.cluster.baggage import pack
from reportgen.batch.cluster.connect import Cluster
from reportgen.batch.cluster.crew import Crew
from reportgen.batch.cluster.facts import facts
from reportgen.batch.cluster.on_worker import Run
from reportgen.batch.inputs import date_is_named
from reportgen.batch.interrupt import Stop
from reportgen.batch.limits import Limits
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared, Todo
from reportgen.batch.produce import ProducerRecipe
from reportgen.batch.run import OpenPool


def pool_of(cluster: Cluster, prepared: Prepared, most: int | None, warn: Callable[[str], None]) -> OpenPool:
    """For `run`: a crew of at most `most` workers at a time, all of them and those that join for None.

    Raises UsageError when a layout cannot travel to them.
    """
    recipe = prepared.recipe
    baggage = pack(dict.fromkeys([recipe.layout, *(todo.job.layout or recipe.layout for todo in prepared.todos)]))
    here = facts(str(recipe.store), prepared.store_sha256)
    samples = tuple(_one_of_each_layout(prepared.todos))

    def open_pool(count: int, ingredients: ProducerRecipe, *, limits: Limits, stop: Stop) -> Crew:
        run = Run(uuid.uuid4().hex, ingredients, here, baggage, samples, date_is_named())
        return Crew(cluster, run, most, limits=limits, stop=stop, warn=warn)

    return open_pool


def _one_of_each_layout(todos: Iterable[Todo]) -> Iterable[tuple[Job, str]]:
    seen: set[str] = set()
    for todo in todos:
        if todo.job.layout not in seen:
            seen.add(todo.job.layout)
            yield todo.job, todo.inputs
