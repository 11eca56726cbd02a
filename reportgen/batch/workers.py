"""Supervised worker processes, one task in hand each.

Not a process pool: there, one killed worker takes the tasks of all the others with it. Here each worker has its own
pipe. One that dies, hangs or eats too much memory costs the task that it had in hand, and a new one takes its place.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from reportgen import scratch
from reportgen.batch.interrupt import Stop
from reportgen.batch.limits import Limits
from reportgen.batch.memory import resident_bytes
from reportgen.batch.outcome import Failure
from reportgen.batch.waiting import Waiting
from reportgen.batch.worker import READY, CannotStart, work
from reportgen.errors import ReportgenError

R = TypeVar("R")  # the recipe that all workers share
Task = TypeVar("Task")
Made = TypeVar("Made")  # what a worker makes of a task

# Spawned, not forked: a fork would copy WeasyPrint's and SQLite's state in the middle of their work.
_PROCESSES = multiprocessing.get_context("spawn")
_TICK_SECONDS = 0.1
_MB = 1024 * 1024
_MOST_DEAD_STARTS = 3  # in a row, once one has started: the machine may be short of memory for a moment
_ALONE = "Run it alone to see why; --jobs 1 uses less memory."
_ALLOW_MORE = "Look at its text and layout, or allow more with --time-limit and --memory-limit."


@dataclass(slots=True)
class _Worker(Generic[Task]):
    """`verdict` is why the parent killed it; `since` when its task, or its start, began; `kin` its last task's."""

    process: SpawnProcess
    pipe: Connection
    folder: Path
    task: Task | None = None
    is_ready: bool = False
    done: int = 0
    verdict: str = ""
    kin: Hashable = None
    since: float = field(default_factory=time.monotonic)


class Workers(Generic[R, Task, Made]):
    """A context: the processes start when there is work and are gone on leaving, whatever happens.

    `make` is called with the recipe once in each process and returns the function that does a task; it is a plain
    function of a module, so that a worker can find it by name. When `stop` is requested, no more tasks are handed
    out, and those in hand get a moment to finish. A worker that has done a task is given one of the same `kin` next,
    where there is any: it has at hand what these have in common.
    """

    def __init__(
        self,
        count: int,
        recipe: R,
        make: Callable[[R], Callable[[Task], Made]],
        *,
        limits: Limits | None = None,
        stop: Stop | None = None,
        kin: Callable[[Task], Hashable] | None = None,
    ) -> None:
        self._count, self._recipe, self._make = count, recipe, make
        self._limits, self._stop = limits or Limits(), stop or Stop()
        self._alive: list[_Worker[Task]] = []
        self._leaving: list[_Worker[Task]] = []
        self._kin: Callable[[Task], Hashable] = kin or (lambda task: None)
        self._waiting = Waiting[Task](self._kin)
        self._dead_starts = 0
        self._one_started = False
        self._scratch = scratch.Scratch()

    def __enter__(self) -> Workers[R, Task, Made]:
        return self

    def __exit__(self, *exc: object) -> None:
        for worker in self._alive:
            worker.pipe.close()  # an idle worker ends by itself at the end of its pipe
            if worker.task is not None or not worker.is_ready:
                worker.process.kill()
        patience = time.monotonic() + self._limits.goodbye_seconds
        for worker in (*self._alive, *self._leaving):
            worker.process.join(max(0.0, patience - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._scratch.remove()

    def results(self, tasks: Iterable[Task], *, at_once: int | None = None) -> Iterator[tuple[Task, Made | Failure]]:
        """Each task with its result, as they finish, `at_once` (or as many as there are workers) at a time.

        A Failure with `lost` set says that the worker was lost over the task. Raises what `make` raised, since no
        task can succeed then. Tasks dropped because of a stop have no result.
        """
        self._waiting = Waiting(self._kin, tasks)
        wanted = min(at_once or self._count, len(self._waiting))
        for worker in self._alive[wanted:]:
            self._dismiss(worker)
        for worker in self._alive:
            self._hand_out(worker)
        while self._waiting or any(worker.task is not None for worker in self._alive):
            if self._stop.requested and self._stopped():
                return
            missing = wanted - len(self._alive)
            for _ in range(min(missing, len(self._waiting))):
                self._start()
            handles: dict[Any, _Worker[Task]] = {}
            for worker in self._alive:
                handles[worker.pipe] = handles[worker.process.sentinel] = worker
            ready = multiprocessing.connection.wait(list(handles), _TICK_SECONDS)
            for worker in {id(each): each for each in (handles[handle] for handle in ready)}.values():
                yield from self._heard_from(worker)
            self._hold_to_limits()

    def _stopped(self) -> bool:
        """Whether nothing is worth waiting for any more after a stop."""
        self._waiting.clear()
        if self._stop.is_urgent or not any(worker.task is not None for worker in self._alive):
            return True
        return time.monotonic() > self._stop.since + self._limits.goodbye_seconds

    def _start(self) -> None:
        ours, theirs = _PROCESSES.Pipe()
        folder = self._scratch.for_worker()
        process = _PROCESSES.Process(target=work, args=(theirs, self._recipe, self._make, str(folder)), daemon=True)
        # A worker starts with SIGINT blocked, as its parent has it here: Ctrl-C must not find it before `work` does.
        resource_tracker.ensure_running()  # it unblocks SIGINT when it is started
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._alive.append(_Worker(process, ours, folder))

    def _heard_from(self, worker: _Worker[Task]) -> Iterator[tuple[Task, Made | Failure]]:
        try:
            message = worker.pipe.recv()
        except Exception:  # the end of the pipe, or what a dying process left in it
            yield from self._lost(worker)
            return
        if isinstance(message, CannotStart):
            error = ReportgenError(message.why.what, cure=f"{message.why.cure}\n{message.why.trace}".strip())
            error.exit_code = message.why.exit_code
            raise error
        if message == READY:
            worker.is_ready = self._one_started = True
            self._dead_starts = 0
        elif worker.task is not None:
            task, worker.task = worker.task, None
            worker.done += 1
            yield task, message
        if self._has_served(worker):
            self._dismiss(worker)
        else:
            self._hand_out(worker)

    def _has_served(self, worker: _Worker[Task]) -> bool:
        """Whether a fresh worker should take the place of this one."""
        limits = self._limits
        is_large = worker.done >= limits.fewest_jobs and _resident(worker) > limits.worker_mb * _MB
        return is_large or worker.done >= limits.jobs_per_worker

    def _hand_out(self, worker: _Worker[Task]) -> None:
        if not (self._waiting and worker.is_ready and worker.task is None) or self._stop.requested:
            return
        task = self._waiting.take(worker.kin)
        try:
            worker.pipe.send(task)
        except OSError:  # it died between two tasks; the end of its pipe is found next
            self._waiting.put_back(task)
            return
        worker.task, worker.since, worker.kin = task, time.monotonic(), self._kin(task)

    def _dismiss(self, worker: _Worker[Task]) -> None:
        """Let an idle worker end by itself."""
        worker.pipe.close()
        self._alive.remove(worker)
        self._leaving = [each for each in self._leaving if each.process.is_alive()] + [worker]

    def _hold_to_limits(self) -> None:
        now = time.monotonic()
        for worker in self._alive:
            if worker.verdict or (worker.is_ready and worker.task is None):
                continue
            limit = self._limits.job_seconds if worker.is_ready else self._limits.start_seconds
            if now - worker.since > limit:
                worker.verdict = f"took longer than {limit:g} seconds and was stopped"
            elif _resident(worker) > self._limits.memory_mb * _MB:
                worker.verdict = f"needed more than {self._limits.memory_mb:,} MB of memory and was stopped"
            if worker.verdict:
                worker.process.kill()

    def _lost(self, worker: _Worker[Task]) -> Iterator[tuple[Task, Made | Failure]]:
        worker.process.kill()  # what sends garbage is not to be trusted further
        worker.process.join()
        worker.pipe.close()
        self._alive.remove(worker)
        scratch.leave(worker.folder)
        how = worker.verdict or _how_it_ended(worker.process.exitcode)
        if not worker.is_ready:
            self._dead_starts += 1
            if not self._one_started or self._dead_starts >= _MOST_DEAD_STARTS:
                raise ReportgenError(
                    f"A worker process {how} before it could start.",
                    cure="`reportgen doctor` checks what rendering needs; --jobs 1 uses less memory.",
                )
        elif worker.task is not None:
            yield (
                worker.task,
                Failure(f"its worker process {how}", _ALLOW_MORE if worker.verdict else _ALONE, lost=True),
            )


def _resident(worker: _Worker[Any]) -> int:
    return resident_bytes(worker.process.pid or 0) or 0


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended (code {code})"
