"""Making the planned brochures in supervised workers, with a manifest. A single one: see `alone`.

In a folder only this process gives files their names, so that a dying worker leaves nothing that looks finished; at an
address, where a file comes into being whole, the worker puts it there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportgen.batch import files
from reportgen.batch.interrupt import Stop, stopped_by_signals
from reportgen.batch.limits import Limits
from reportgen.batch.manifest import Manifest, Record, identity
from reportgen.batch.outcome import LACKS, Failure, Outcome, failure_of
from reportgen.batch.places import Place
from reportgen.batch.prepare import Prepared, Todo, describe
from reportgen.batch.produce import (
    Finished,
    ProducerRecipe,
    Task,
    make_producer,
    require_same_store,
)
from reportgen.batch.renderer import MakeRender
from reportgen.batch.workers import Workers
from reportgen.errors import ReportgenError

# Called with every event as it goes into the manifest.
Tell = Callable[[Record], None]


class Pool(Protocol):
    """Supervised workers: see `Workers.results`."""

    def results(
        self, tasks: Iterable[Task], *, at_once: int | None = None
    ) -> Iterator[tuple[Task, Finished | Failure]]: ...


class OpenPool(Protocol):
    """Opens a pool of `count` workers."""

    def __call__(
        self, count: int, ingredients: ProducerRecipe, *, limits: Limits, stop: Stop
    ) -> AbstractContextManager[Pool]: ...


def processes(
    count: int, ingredients: ProducerRecipe, *, limits: Limits, stop: Stop
) -> Workers[ProducerRecipe, Task, Finished]:
    """Worker processes of this computer."""
    return Workers(count, ingredients, make_producer, limits=limits, stop=stop, kin=lambda task: task.occupation)


@dataclass(slots=True)
class Summary:
    """What came of a batch. `stopped_by` is a signal's number; `lacking` is what the machine lacked to go on."""

    made: int = 0
    failures: list[Outcome] = field(default_factory=list)
    stopped_by: int | None = None
    lacking: Failure | None = None
    seconds: float = 0.0


def run(
    prepared: Prepared,
    manifest: Manifest,
    workers: int,
    make_render: MakeRender,
    tell: Tell,
    limits: Limits,
    *,
    open_pool: OpenPool = processes,
    probe: str = "",
) -> Summary:
    """Make what has to be made, each recorded in the manifest and told of.

    `probe` is the file that `Place.ready` left for the workers to look for.
    One that takes its worker with it is made once more alone when the others are done, and then put in quarantine.
    SIGINT and SIGTERM end the batch in order. Raises ReportgenError when no worker can start.
    """
    summary = Summary()
    begun = time.monotonic()
    tell(manifest.append("start", **identity(), workers=workers, **describe(prepared)))
    ingredients = ProducerRecipe(prepared.recipe, make_render, prepared.place, probe, prepared.store_sha256)
    with stopped_by_signals() as stop:
        try:
            with open_pool(workers, ingredients, limits=limits, stop=stop) as pool:
                batch = _Batch(prepared.place, manifest, tell, summary, stop)
                batch.make(pool, [todo for todo in prepared.todos if not todo.was_lost])
                again = [*batch.lost, *(todo for todo in prepared.todos if todo.was_lost)]
                batch.is_last_try = True
                batch.make(pool, again, at_once=1)
            require_same_store(prepared.recipe.store, prepared.store_sha256)
        except ReportgenError as error:
            if error.exit_code != LACKS:
                raise
            summary.lacking = failure_of(error)
        finally:
            files.sweep(prepared.folder)
    summary.stopped_by = stop.signal
    summary.seconds = time.monotonic() - begun
    return summary


def end(summary: Summary, manifest: Manifest, tell: Tell) -> None:
    """The last line of a run. A disk that has no room for it does without."""
    complete = summary.stopped_by is None and summary.lacking is None
    try:
        tell(
            manifest.append(
                "end",
                complete=complete,
                made=summary.made,
                failed=len(summary.failures),
                signal=summary.stopped_by,
                lacking=summary.lacking.what if summary.lacking else None,
                seconds=round(summary.seconds, 1),
            )
        )
        manifest.sync()
        files.settle_names(manifest.folder)  # what is told to be there is there after a power cut
    except ReportgenError:
        if complete:
            raise


def end_unfinished(manifest: Manifest, tell: Tell) -> None:
    """The last line of a run that was killed when all was made and it had only that line to write."""
    if manifest.history.unfinished:
        end(Summary(), manifest, tell)


class _Batch:
    """One run's bookkeeping."""

    def __init__(self, place: Place, manifest: Manifest, tell: Tell, summary: Summary, stop: Stop) -> None:
        self._place = place
        self._manifest, self._tell, self._summary, self._stop = manifest, tell, summary, stop
        self.lost: list[Todo] = []
        self.is_last_try = False

    def make(self, pool: Pool, todos: list[Todo], at_once: int | None = None) -> None:
        """Make all of them, or as many as a stop allows."""
        if not todos or self._stop.requested:
            return
        by_path = {todo.job.path: todo for todo in todos}
        for task, result in pool.results(_tasks(todos), at_once=at_once):
            todo = by_path[task.job.path]
            if isinstance(result, Failure):
                self._place.drop(task.temporary)
                self._failed(todo, result)
            else:
                self._finished(todo, task, result)

    def _finished(self, todo: Todo, task: Task, made: Finished) -> None:
        facts = {name: getattr(made, name) for name in Finished.__slots__}
        if not made.etag:
            del facts["etag"]
        self._record("made", todo, **facts)
        try:
            self._place.give_name(todo.job.path.name, task.temporary)
        except ReportgenError as error:
            self._failed(todo, failure_of(error))
            return
        self._summary.made += 1

    def _failed(self, todo: Todo, failure: Failure) -> None:
        if self._stop.requested and failure.lost:
            return  # dropped with the stop, not at fault
        if failure.lost and not self.is_last_try:
            self.lost.append(todo)
            self._record("retry", todo, what=failure.what)
            return
        self._summary.failures.append(Outcome(todo.job, failure))
        event = "quarantined" if failure.lost else "failed"
        problems = {"problems": failure.problems} if failure.problems else {}
        self._record(event, todo, what=failure.what, cure=failure.cure, trace=failure.trace, **problems)
        if failure.exit_code == LACKS:
            error = ReportgenError(failure.what, cure=failure.cure)
            error.exit_code = LACKS
            raise error

    def _record(self, event: str, todo: Todo, **facts: Any) -> None:
        self._tell(self._manifest.append(event, **_identity(todo), **facts))


def _identity(todo: Todo) -> Mapping[str, Any]:
    job = todo.job
    return {
        "file": job.path.name,
        "job": job.label,
        "soc": job.soc.value,
        "title": job.title,
        "area": job.area.fips,
        "area_name": job.area.name,
        "layout": job.layout,
        "group": job.group,
        "why": todo.why,
        "inputs": todo.inputs,
    }


def _tasks(todos: list[Todo]) -> Iterator[Task]:
    for todo in todos:
        yield Task(todo.job, todo.inputs, files.temporary_in(todo.job.path.parent))
