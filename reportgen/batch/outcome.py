"""What became of one brochure."""

from __future__ import annotations

from reportgen.batch.plan import Job
from reportgen.errors import ReportgenError, UnfitPageError, is_of_the_machine
from reportgen.values import dataclass

# More would say nothing new, and a worker's answer has to stay short.
_MOST_PROBLEMS = 20
_LONGEST_PROBLEM = 200
LACKS = 4  # the exit code of what no brochure can get by


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a brochure could not be made. `trace` is set for faults of ours only, and shown with REPORTGEN_DEBUG=1.

    `lost`: it took a worker process with it, so that nobody knows whether it would fail again. `problems` are those of
    a page that was rendered and is not handed out, each with its kind: see `UnfitPageError`.
    """

    what: str
    cure: str = ""
    exit_code: int = 1
    trace: str = ""
    lost: bool = False
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`failure` None: the file stands at `job.path`."""

    job: Job
    failure: Failure | None


def failure_of(error: BaseException) -> Failure:
    """An exception of rendering as words. WeasyPrint's fetching errors are no `Exception`, so any kind may come."""
    if isinstance(error, UnfitPageError):
        problems = tuple((kind, text[:_LONGEST_PROBLEM]) for kind, text in error.problems[:_MOST_PROBLEMS])
        return Failure(error.what, error.cure, error.exit_code, problems=problems)
    if isinstance(error, ReportgenError):
        return Failure(error.what, error.cure, error.exit_code)
    if isinstance(error, OSError) and is_of_the_machine(error):
        where = f"{error.filename}: " if error.filename else ""
        what = f"The machine refused: {where}{error.strerror or error}."
        return Failure(what, "Make room on the disk, for temporary files too (TMPDIR).", LACKS)
    if isinstance(error, MemoryError):
        # Whether it would fail again when it is alone on the machine, nobody knows.
        return Failure("it ran out of memory", "Run it alone to see why; --jobs 1 uses less memory.", lost=True)
    import traceback

    trace = "".join(traceback.format_exception(error))
    return Failure(
        f"{type(error).__name__}: {error}", "This is a fault of reportgen; REPORTGEN_DEBUG=1 shows where.", trace=trace
    )
