"""The workers of a cluster as a pool, supervised like the processes of a single machine.

Dask would repeat what a dead worker had in hand by itself, up to three times, each with another worker. So each task is
bound to one worker, and the next follows when that is done: a lost worker costs what it had in hand, and the run
decides about a second try, alone. In hand is half a second's work, not one page: a scheduler passes on some 150 tasks a
second, and quick pages would wait for it. Workers that join are taken in, those that leave are not missed. A worker
stays with an occupation as long as there are others for the others.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from reportgen.batch.cluster.connect import Cluster
from reportgen.batch.cluster.hand import Hand, brought_home, is_loss
from reportgen.batch.cluster.on_worker import Made, NotOpen, Opened, Run, close_run, make, open_run
from reportgen.batch.interrupt import Stop
from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure
from reportgen.batch.produce import Finished, Task
from reportgen.batch.waiting import Waiting
from reportgen.errors import EnvironmentLacksError, ReportgenError

_TICK_SECONDS = 0.1
_LOOK_SECONDS = 1.0  # between two looks at who is there
_FETCH_SECONDS = 20  # for an answer of a few hundred bytes, or of one PDF
_GOODBYE_SECONDS = 5
_HANDFUL_SECONDS = 0.5
_MOST_IN_HAND = 16
_MOST_DEAD_STARTS = 3  # in a row
_ALONE = (
    "Run the same command without --scheduler to see why; on the workers, `dask worker --memory-limit` allows more."
)
_ALLOW_MORE = "Look at its text and layout, or allow more with --time-limit."


class Crew:
    """A context: see `Workers`, which does the same with processes of this machine.

    `most` is how many brochures are made at a time; `warn` is told of a worker that cannot be used.
    """

    def __init__(
        self, cluster: Cluster, run: Run, most: int | None, *, limits: Limits, stop: Stop, warn: Callable[[str], None]
    ) -> None:
        self._cluster, self._run, self._most = cluster, run, most
        self._limits, self._stop, self._warn = limits, stop, warn
        self._hands: dict[str, Hand] = {}
        self._answers: queue.SimpleQueue[tuple[Hand, Any]] = queue.SimpleQueue()
        self._waiting = _by_occupation(())
        self._keys = (f"reportgen-{uuid.uuid4().hex}-{number}" for number in itertools.count())
        self._looked = 0.0
        self._somebody_since = time.monotonic()
        self._dead_starts = 0
        self._seconds_each = _HANDFUL_SECONDS
        self._alone = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *exc: object) -> None:
        futures = [hand.future for hand in self._hands.values() if hand.future is not None]
        self._hands.clear()
        client = self._cluster.client
        if client.status != "running":
            return
        with suppress(Exception):  # the scheduler may go this moment
            client.sync(client.cancel, futures, force=True, callback_timeout=_GOODBYE_SECONDS)
            client.sync(client.run, close_run, self._run.id, on_error="ignore", callback_timeout=_GOODBYE_SECONDS)

    def results(
        self, tasks: Iterable[Task], *, at_once: int | None = None
    ) -> Iterator[tuple[Task, Finished | Failure]]:
        """Each task with its result, as they finish: see `Workers.results`.

        Raises EnvironmentLacksError when the scheduler is gone, or when there is no worker for `start_seconds`.
        """
        self._waiting = _by_occupation(tasks)
        most, self._alone = at_once or self._most, at_once == 1
        self._somebody_since = time.monotonic()
        while self._waiting or any(hand.tasks for hand in self._hands.values()):
            if self._stop.requested and self._stopped():
                return
            if time.monotonic() - self._looked > _LOOK_SECONDS:
                yield from self._look_around()
                yield from self._hold_to_limits()
            self._hand_out(most)
            with suppress(queue.Empty):
                hand, future = self._answers.get(timeout=_TICK_SECONDS)
                if hand.future is future:  # and not of a task that was given up since
                    yield from self._heard_from(hand)

    def _stopped(self) -> bool:
        """Whether nothing is worth waiting for any more after a stop."""
        self._waiting.clear()
        if self._stop.is_urgent or not any(hand.tasks for hand in self._hands.values()):
            return True
        return time.monotonic() > self._stop.since + self._limits.goodbye_seconds

    def _look_around(self) -> Iterator[tuple[Task, Failure]]:
        """Take in workers that have come, and give up those that have gone."""
        there = self._cluster.workers()
        self._looked = time.monotonic()
        for address in self._hands.keys() - there.keys():
            yield from self._lost(self._hands.pop(address))
        for address in there.keys() - self._hands.keys():
            hand = self._hands[address] = Hand(address)
            self._give(hand, open_run, self._run)
        if any(not hand.is_left for hand in self._hands.values()):
            self._somebody_since = time.monotonic()
        elif time.monotonic() - self._somebody_since > self._limits.start_seconds:
            raise EnvironmentLacksError(
                f"The scheduler at {self._cluster.address} has had no worker to use for "
                f"{self._limits.start_seconds:g} seconds.",
                cure="See why the workers ended, and start some.",
            )

    def _hand_out(self, most: int | None) -> None:
        if self._stop.requested:
            return
        ready = [hand for hand in self._hands.values() if hand.is_ready and not hand.is_left]
        busy = sum(bool(hand.tasks) for hand in ready)
        free = [hand for hand in ready if not hand.future]
        for hand in free[: None if most is None else max(0, most - busy)]:
            if not self._waiting:
                return
            count = self._handful(min(len(ready), most or len(ready)))
            for _ in range(count):
                task = self._waiting.take(hand.kin)
                hand.tasks, hand.kin = (*hand.tasks, task), task.occupation
            self._give(hand, make, self._run.id, hand.tasks)

    def _handful(self, workers: int) -> int:
        """How many to hand out next: fewer towards the end, so that all workers end together."""
        if self._alone:
            return 1
        share = -(-len(self._waiting) // (2 * workers))
        return max(1, min(_MOST_IN_HAND, share, int(_HANDFUL_SECONDS / self._seconds_each)))

    def _give(self, hand: Hand, do: Callable[..., Any], *what: Any) -> None:
        hand.since = time.monotonic()
        future = hand.future = self._cluster.client.submit(
            do, *what, key=next(self._keys), workers=[hand.address], allow_other_workers=False, pure=False
        )
        future.add_done_callback(lambda done: self._answers.put((hand, future)))

    def _heard_from(self, hand: Hand) -> Iterator[tuple[Task, Finished | Failure]]:
        future, hand.future = hand.future, None
        try:
            answer = future.result(timeout=_FETCH_SECONDS)
        except Exception as error:
            self._cluster.workers()  # raises when it is the scheduler that is gone
            if not hand.tasks and not is_loss(error):
                self._cannot_read(hand)
                return
            yield from self._lost(hand)
            self._hands.pop(hand.address, None)
            return
        if not hand.tasks:
            self._opened(hand, answer)
        elif isinstance(answer, NotOpen):
            hand.is_ready = False
            yield from self._lost(hand)
            self._give(hand, open_run, self._run)
        else:
            for task, each in zip(hand.drop_tasks(), answer, strict=False):  # fewer, where one ended the batch
                if isinstance(each, Made):
                    self._seconds_each += (each.finished.seconds - self._seconds_each) / 10
                yield task, brought_home(task, each) if isinstance(each, Made) else each

    def _cannot_read(self, hand: Hand) -> None:
        """The scheduler reads every task before the worker does; when others are at work it is the worker's fault."""
        at_work = any(other.is_ready for other in self._hands.values())
        who = f"worker {hand.address}" if at_work else f"scheduler at {self._cluster.address}"
        error = EnvironmentLacksError(
            f"The {who} cannot read reportgen's tasks: reportgen is missing there, or another version.",
            cure="Start scheduler and workers from the same image or environment as this command (docs/scaling.md).",
        )
        if not at_work:
            raise error
        self._leave(hand, error)

    def _opened(self, hand: Hand, answer: Opened | Failure) -> None:
        """Take in a worker that is ready, or leave the one that is not."""
        if isinstance(answer, Opened) and not answer.differences:
            hand.is_ready, self._dead_starts = True, 0
            return
        if isinstance(answer, Failure):
            error = ReportgenError(answer.what, cure=f"{answer.cure}\n{answer.trace}".strip())
            error.exit_code = answer.exit_code
        else:
            error = EnvironmentLacksError(
                f"The worker {hand.address} would not make the same pages as this computer: "
                f"{'; '.join(answer.differences)}.",
                cure="Start it from the same image or environment as this command (docs/scaling.md).",
            )
        self._leave(hand, error)

    def _leave(self, hand: Hand, error: ReportgenError) -> None:
        """Use it no more and say so; when there is no other, that is the end."""
        hand.is_left = True
        if all(other.is_left for other in self._hands.values()):
            raise error
        self._warn(f"The worker {hand.address} is not used. {error.what}")

    def _hold_to_limits(self) -> Iterator[tuple[Task, Failure]]:
        for hand in list(self._hands.values()):
            limit = self._limits.job_seconds + _HANDFUL_SECONDS if hand.tasks else self._limits.start_seconds
            if hand.future is None or time.monotonic() - hand.since <= limit:
                continue
            client = self._cluster.client
            with suppress(Exception):
                client.sync(client.cancel, [hand.future], force=True, callback_timeout=_GOODBYE_SECONDS)
            self._restart(hand.address)
            hand.future, hand.is_left = None, True
            for task in hand.drop_tasks():
                what = f"took longer than {self._limits.job_seconds:g} seconds; its worker {hand.address} was given up"
                yield task, Failure(what, _ALLOW_MORE, lost=True)

    def _restart(self, address: str) -> None:
        """Its nanny kills and replaces the process, which comes back under a new address or is left alone."""

        def ask() -> None:
            with suppress(Exception):  # no nanny, or it hangs as well
                self._cluster.client.restart_workers([address], timeout=30, raise_for_error=False)

        threading.Thread(target=ask, daemon=True).start()

    def _lost(self, hand: Hand) -> Iterator[tuple[Task, Failure]]:
        tasks = hand.drop_tasks()
        for task in tasks:
            what = f"its worker {hand.address} was lost (killed, out of memory, or unreachable)"
            yield task, Failure(what, _ALONE, lost=True)
        if not (tasks or hand.is_ready or hand.is_left):
            self._dead_starts += 1
            if self._dead_starts >= _MOST_DEAD_STARTS and not any(other.is_ready for other in self._hands.values()):
                raise EnvironmentLacksError(
                    f"{self._dead_starts} workers in a row ended before they could start (the last: {hand.address}).",
                    cure="Look at their logs; `dask worker --memory-limit` of 1 GB is enough for each.",
                )


def _by_occupation(tasks: Iterable[Task]) -> Waiting[Task]:
    return Waiting(lambda task: task.occupation, tasks)
