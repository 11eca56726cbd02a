"""Worker processes that render, one job in hand each.

Not a process pool: there, one killed worker takes the tasks of all the others with it. Here each worker has its own
pipe; when one dies, its job alone has failed and a new worker takes its place.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import TypeAlias

from reportgen.batch.outcome import Failure, failure_of
from reportgen.batch.plan import Job
from reportgen.batch.renderer import MakeRender, Recipe, Rendered
from reportgen.errors import ReportgenError

Result: TypeAlias = Rendered | Failure

# Spawned, not forked: a fork would copy WeasyPrint's and SQLite's state in the middle of their work.
_PROCESSES = multiprocessing.get_context("spawn")
_READY = "ready"
_GOODBYE_SECONDS = 2


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class _CannotStart:
    why: Failure


class Workers:
    """A context: the processes start on entering and are gone on leaving, whatever happens."""

    def __init__(self, count: int, recipe: Recipe, make_render: MakeRender) -> None:
        self._count, self._recipe, self._make_render = count, recipe, make_render
        self._alive: list[_Worker] = []
        # WeasyPrint leaves folders in the temporary directory when it is killed: it gets one that we remove.
        self._scratch = tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exc: object) -> None:
        for worker in self._alive:
            worker.pipe.close()  # an idle worker ends by itself at the end of its pipe
            if worker.job is not None:
                worker.process.kill()
        for worker in self._alive:
            worker.process.join(_GOODBYE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._scratch.cleanup()

    def results(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Each job with its result, as they finish. Raises what `make_render` raised, since no job can succeed then."""
        waiting = list(reversed(jobs))
        for _ in range(self._count):
            self._start()
        while waiting or any(worker.job for worker in self._alive):
            by_handle: dict[object, _Worker] = {}
            for worker in self._alive:
                by_handle[worker.pipe] = by_handle[worker.process.sentinel] = worker
            ready = multiprocessing.connection.wait(list(by_handle))  # type: ignore[arg-type]
            for worker in {id(each): each for each in (by_handle[handle] for handle in ready)}.values():
                yield from self._heard_from(worker, waiting)

    def _start(self) -> None:
        ours, theirs = _PROCESSES.Pipe()
        process = _PROCESSES.Process(
            target=_work, args=(theirs, self._recipe, self._make_render, self._scratch.name), daemon=True
        )
        # A worker starts with SIGINT blocked, as its parent has it here: Ctrl-C must not find it before `_work` does.
        resource_tracker.ensure_running()  # it unblocks SIGINT when it is started
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._alive.append(_Worker(process, ours))

    def _heard_from(self, worker: _Worker, waiting: list[Job]) -> Iterator[tuple[Job, Result]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, waiting)
            return
        if isinstance(message, _CannotStart):
            error = ReportgenError(message.why.what, cure=f"{message.why.cure}\n{message.why.trace}".strip())
            error.exit_code = message.why.exit_code
            raise error
        if message == _READY:
            worker.is_ready = True
        elif worker.job is not None:
            job, worker.job = worker.job, None
            yield job, message
        if waiting:
            worker.job = waiting.pop()
            try:
                worker.pipe.send(worker.job)
            except OSError:  # it died between two jobs; the end of its pipe is found next
                waiting.append(worker.job)
                worker.job = None

    def _lost(self, worker: _Worker, waiting: list[Job]) -> Iterator[tuple[Job, Result]]:
        worker.process.join()
        worker.pipe.close()
        self._alive.remove(worker)
        how = _how_it_ended(worker.process.exitcode)
        if not worker.is_ready:
            raise ReportgenError(
                f"A worker process {how} before it could start.",
                cure="`reportgen doctor` checks what rendering needs; --jobs 1 uses less memory.",
            )
        if worker.job is not None:
            yield (
                worker.job,
                Failure(f"its worker process {how}", "Run it alone to see why; --jobs 1 uses less memory."),
            )
        if waiting:
            self._start()


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended (code {code})"


def _work(pipe: Connection, recipe: Recipe, make_render: MakeRender, scratch: str) -> None:
    """The life of a worker: make ready, then answer each job, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    tempfile.tempdir = scratch
    try:
        render = make_render(recipe)
    except BaseException as error:
        pipe.send(_CannotStart(failure_of(error)))
        return
    pipe.send(_READY)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        result: Result
        try:
            result = render(job)
        except BaseException as error:
            result = failure_of(error)
        try:
            pipe.send(result)
        except OSError:  # the parent is gone
            return
