"""Making the planned brochures: one alone in this process, many in supervised workers with a manifest.

Only this process gives files their names, so that a dying worker leaves nothing that looks finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.batch import files
from reportgen.batch.interrupt import Stop, stopped_by_signals, watched
from reportgen.batch.limits import Limits
from reportgen.batch.manifest import Manifest, Record, identity
from reportgen.batch.outcome import Failure, Outcome, failure_of
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared, Todo, describe
from reportgen.batch.produce import Finished, ProducerRecipe, Task, make_producer, require_good
from reportgen.batch.renderer import MakeRender, Recipe
from reportgen.batch.workers import Workers
from reportgen.errors import ReportgenError

# Called with every event as it goes into the manifest.
Tell = Callable[[Record], None]
LACKS = 4  # the exit code of what no brochure can get by


@dataclass(slots=True)
class Summary:
    """What came of a batch. `stopped_by` is a signal's number; `lacking` is what the machine lacked to go on."""

    made: int = 0
    failures: list[Outcome] = field(default_factory=list)
    stopped_by: int | None = None
    lacking: Failure | None = None
    seconds: float = 0.0


def run_alone(job: Job, recipe: Recipe, make_render: MakeRender) -> Outcome:
    """Make one brochure in this process. Raises EnvironmentLacksError before rendering when it could not be written.

    After KeyboardInterrupt, the file is whole or as it was.
    """
    files.require_writable(job.path.parent)
    with watched() as interrupts:
        render = make_render(recipe)
        try:
            rendered = render(job)
            interrupts.check()
            require_good(rendered, recipe.paper)
            files.write_whole(job.path, rendered.data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            interrupts.check()
            return Outcome(job, failure_of(error))
    return Outcome(job, None)


def run(
    prepared: Prepared, manifest: Manifest, workers: int, make_render: MakeRender, tell: Tell, limits: Limits
) -> Summary:
    """Make what has to be made, each recorded in the manifest and told of.

    One that takes its worker with it is made once more alone when the others are done, and then put in quarantine.
    SIGINT and SIGTERM end the batch in order. Raises ReportgenError when no worker can start.
    """
    summary = Summary()
    begun = time.monotonic()
    tell(manifest.append("start", **identity(), workers=workers, **describe(prepared)))
    ingredients = ProducerRecipe(prepared.recipe, make_render)
    with stopped_by_signals() as stop:
        try:
            with Workers(workers, ingredients, make_producer, limits=limits, stop=stop) as pool:
                batch = _Batch(manifest, tell, summary, stop)
                batch.make(pool, [todo for todo in prepared.todos if not todo.was_lost], workers)
                again = [*batch.lost, *(todo for todo in prepared.todos if todo.was_lost)]
                batch.is_last_try = True
                batch.make(pool, again, 1)
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
    except ReportgenError:
        if complete:
            raise


class _Batch:
    """One run's bookkeeping."""

    def __init__(self, manifest: Manifest, tell: Tell, summary: Summary, stop: Stop) -> None:
        self._manifest, self._tell, self._summary, self._stop = manifest, tell, summary, stop
        self.lost: list[Todo] = []
        self.is_last_try = False

    def make(self, pool: Workers[ProducerRecipe, Task, Finished], todos: list[Todo], at_once: int) -> None:
        """Make all of them, or as many as a stop allows."""
        if not todos or self._stop.requested:
            return
        by_path = {todo.job.path: todo for todo in todos}
        for task, result in pool.results(_tasks(todos), at_once=at_once):
            todo = by_path[task.job.path]
            if isinstance(result, Failure):
                task.temporary.unlink(missing_ok=True)
                self._failed(todo, result)
            else:
                self._finished(todo, task, result)

    def _finished(self, todo: Todo, task: Task, made: Finished) -> None:
        facts = {name: getattr(made, name) for name in Finished.__slots__}
        self._record("made", todo, **facts)
        try:
            files.take_name(task.temporary, todo.job.path)
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
        self._record(event, todo, what=failure.what, cure=failure.cure, trace=failure.trace)
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
        yield Task(todo.job, files.temporary_in(todo.job.path.parent))
