"""What runs on a worker: open a run once, then make its brochures, a few for each message, one at a time.

Everything happens in one thread of its own: SQLite's connection belongs to the thread that opened it, and Pango draws
for one at a time, however many threads Dask gives the worker.
"""

from __future__ import annotations

import platform
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from reportgen.batch.cluster.baggage import Baggage
from reportgen.batch.cluster.facts import differences, facts
from reportgen.batch.inputs import Inputs
from reportgen.batch.outcome import LACKS, Failure, failure_of
from reportgen.batch.places import Folder
from reportgen.batch.plan import Job
from reportgen.batch.produce import Finished, ProducerRecipe, Task, make_producer
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.values import dataclass

Answer = TypeVar("Answer")

_MOST_RUNS = 2  # open at a time, when several commands use the cluster


@dataclass(frozen=True, slots=True)
class Run:
    """All that a worker needs once. `facts` are the client's; `samples` are a job of each layout with its inputs."""

    id: str
    ingredients: ProducerRecipe
    facts: dict[str, Any]
    baggage: Baggage
    samples: tuple[tuple[Job, str], ...]
    date_is_given: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The worker is ready, unless it differs from the client."""

    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotOpen:
    """The worker knows no such run: its process is a new one."""


@dataclass(frozen=True, slots=True)
class Made:
    """`data` are the bytes of the PDF where they go to a folder of the client."""

    finished: Finished
    data: bytes | None


@dataclass(slots=True)
class _Home:
    """The place of brochures that go to a folder of the client: they travel with the answer."""

    data: bytes | None = None

    def keep(self, name: str, data: bytes, temporary: Path) -> str:
        self.data = data
        return ""

    def taken(self) -> bytes | None:
        data, self.data = self.data, None
        return data


@dataclass(slots=True)
class _OpenRun:
    produce: Callable[[Task], Finished]
    inputs: Inputs
    layouts: dict[str, str]
    home: _Home
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)

    def make(self, task: Task) -> Made:
        job = _mapped(task.job, self.layouts)
        if self.inputs.of(job) != task.inputs:  # somebody changed a file since
            raise EnvironmentLacksError(
                f"The worker on {platform.node()} has another text or layout for {job.label} than this computer.",
                cure="Start the workers anew from the same image or environment as this command (docs/scaling.md).",
            )
        self.home.taken()  # what an earlier failure may have left
        finished = self.produce(replace(task, job=job))
        return Made(finished, self.home.taken())


_open: OrderedDict[str, _OpenRun] = OrderedDict()
_thread = ThreadPoolExecutor(1, thread_name_prefix="reportgen")


def open_run(run: Run) -> Opened | Failure:
    """Check that this worker draws as the client does, and open what rendering needs."""
    folder = _worker_folder()
    return _in_thread(lambda: _opened(run, folder))


def make(run: str, tasks: tuple[Task, ...]) -> list[Made | Failure] | NotOpen:
    """Make brochures of an open run, one after another: an answer for each, up to one that no other can get by."""
    opened = _open.get(run)
    if opened is None:
        return NotOpen()
    answers: list[Made | Failure] = []
    for task in tasks:
        answers.append(_in_thread(partial(opened.make, task)))
        if isinstance(answers[-1], Failure) and answers[-1].exit_code == LACKS:
            break
    return answers


def close_run(run: str) -> None:
    """Let go of a run, once what is at work has ended."""
    _thread.submit(_open.pop, run, None)


def _in_thread(do: Callable[[], Answer]) -> Answer | Failure:
    def answered() -> Answer | Failure:
        try:
            return do()
        except BaseException as error:  # WeasyPrint's fetching errors are no Exception
            return failure_of(error)

    return _thread.submit(answered).result()


def _opened(run: Run, worker_folder: str) -> Opened:
    if run.id in _open:
        return Opened()
    ingredients, recipe = run.ingredients, run.ingredients.recipe
    here = facts(str(recipe.store), run.facts["store_sha256"])
    if found := tuple(differences(run.facts, here)):
        return Opened(found)
    folder = tempfile.TemporaryDirectory(prefix="reportgen-layouts-", dir=worker_folder)
    layouts = run.baggage.unpack(Path(folder.name))
    recipe = replace(recipe, store=Path(here["store"]), layout=layouts.get(recipe.layout, recipe.layout))
    inputs = Inputs(recipe, date_is_given=run.date_is_given)
    for job, known in run.samples:
        try:
            same = inputs.of(_mapped(job, layouts)) == known
        except ReportgenError as error:
            return Opened((error.what,))
        if not same:
            return Opened((f"another layout “{job.layout or run.ingredients.recipe.layout}” or other texts there",))
    home = _Home()
    place: Any = home if isinstance(ingredients.place, Folder) else ingredients.place
    produce = make_producer(replace(ingredients, recipe=recipe, place=place))
    _open[run.id] = _OpenRun(produce, inputs, layouts, home, folder)
    while len(_open) > _MOST_RUNS:
        _open.popitem(last=False)
    return Opened()


def _mapped(job: Job, layouts: dict[str, str]) -> Job:
    return replace(job, layout=layouts[job.layout]) if job.layout in layouts else job


def _worker_folder() -> str:
    """The folder that Dask clears up after the worker, in whatever way it ended."""
    from distributed import get_worker

    return str(get_worker().local_directory)
