"""One worker of a crew, and what its answers mean."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

from reportgen.batch import files
from reportgen.batch.cluster.on_worker import Made
from reportgen.batch.outcome import Failure, failure_of
from reportgen.batch.produce import Finished, Task
from reportgen.errors import ReportgenError


@dataclass(slots=True, eq=False)
class Hand:
    """A worker process. `future` is what it has in hand: brochures when there are `tasks`, otherwise its opening.

    `kin` is the occupation of the last brochure that it was given. `is_left`: it differs from the client, or hangs and
    could not be stopped; it gets nothing more.
    """

    address: str
    future: Any = None
    tasks: tuple[Task, ...] = ()
    kin: str = ""
    is_ready: bool = False
    is_left: bool = False
    since: float = field(default_factory=time.monotonic)

    def drop_tasks(self) -> tuple[Task, ...]:
        """What it had in hand; it has nothing now."""
        tasks, self.tasks = self.tasks, ()
        return tasks


def is_loss(error: Exception) -> bool:
    """Whether the worker was lost, rather than unable to read what it was sent."""
    from distributed import CancelledError
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    return isinstance(error, TimeoutError | KilledWorker | CancelledError | CommClosedError)


def brought_home(task: Task, made: Made) -> Finished | Failure:
    """Write what came over the network, as a worker of this machine would have."""
    if made.data is None:
        return made.finished
    if hashlib.sha256(made.data).hexdigest() != made.finished.sha256:
        return Failure("its bytes were damaged on the way", "See to the network.", lost=True)
    try:
        files.write_temporary(task.temporary, made.data)
    except ReportgenError as error:
        return failure_of(error)
    return made.finished
