"""What became of one brochure."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from reportgen.batch.plan import Job
from reportgen.errors import ReportgenError


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a brochure could not be made. `trace` is set for faults of ours only, and shown with REPORTGEN_DEBUG=1.

    `lost`: it took a worker process with it, so that nobody knows whether it would fail again.
    """

    what: str
    cure: str = ""
    exit_code: int = 1
    trace: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`failure` None: the file stands at `job.path`."""

    job: Job
    failure: Failure | None


def failure_of(error: BaseException) -> Failure:
    """An exception of rendering as words. WeasyPrint's fetching errors are no `Exception`, so any kind may come."""
    if isinstance(error, ReportgenError):
        return Failure(error.what, error.cure, error.exit_code)
    trace = "".join(traceback.format_exception(error))
    return Failure(
        f"{type(error).__name__}: {error}", "This is a fault of reportgen; REPORTGEN_DEBUG=1 shows where.", trace=trace
    )
