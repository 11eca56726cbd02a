"""Making the planned brochures. Only this process writes files, so that a dying worker leaves nothing behind."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from reportgen.batch import files
from reportgen.batch.interrupt import watched
from reportgen.batch.outcome import Failure, Outcome, failure_of
from reportgen.batch.plan import Job
from reportgen.batch.renderer import MakeRender, Recipe, Rendered
from reportgen.batch.workers import Workers


def run(jobs: Sequence[Job], recipe: Recipe, workers: int, make_render: MakeRender) -> Generator[Outcome, None, None]:
    """Make every job and yield what became of it, in the order of finishing.

    A single job is rendered in this process; several in `workers` processes. A failed one does not stop the others.
    After KeyboardInterrupt, what was yielded as made is whole and nothing else has been touched. A folder that
    cannot be written in raises EnvironmentLacksError before anything is rendered.
    """
    for folder in dict.fromkeys(job.path.parent for job in jobs):
        files.require_writable(folder)
    with watched() as interrupts:
        results = (
            _alone(jobs[0], recipe, make_render) if len(jobs) == 1 else _spread(jobs, recipe, workers, make_render)
        )
        for job, result in results:
            interrupts.check()
            yield _written(job, result)


def _alone(job: Job, recipe: Recipe, make_render: MakeRender) -> Iterator[tuple[Job, Rendered | Failure]]:
    result: Rendered | Failure
    render = make_render(recipe)
    try:
        result = render(job)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        result = failure_of(error)
    yield job, result


def _spread(
    jobs: Sequence[Job], recipe: Recipe, workers: int, make_render: MakeRender
) -> Iterator[tuple[Job, Rendered | Failure]]:
    with Workers(min(workers, len(jobs)), recipe, make_render) as pool:
        yield from pool.results(jobs)


def _written(job: Job, result: Rendered | Failure) -> Outcome:
    if isinstance(result, Failure):
        return Outcome(job, result)
    try:
        files.write_whole(job.path, result.data)
    except Exception as error:
        return Outcome(job, failure_of(error))
    return Outcome(job, None)
