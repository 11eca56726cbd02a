"""How much one brochure may take, and how long a worker lives."""

from __future__ import annotations

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The parent enforces them: a worker that goes beyond is killed, whatever it is doing.

    A brochure takes about half a second and 120 MB; the defaults are for machines that are busy with other things.
    `jobs_per_worker` is after how many a worker makes room for a fresh one, so that no leak can grow; it does so before
    when it holds more than `worker_mb` between two brochures, but not before `fewest_jobs`, since starting costs too.
    """

    job_seconds: float = 60.0
    memory_mb: int = 1024
    jobs_per_worker: int = 500
    worker_mb: int = 256
    fewest_jobs: int = 50
    start_seconds: float = 120.0
    goodbye_seconds: float = 5.0
