"""Stand-ins for rendering: functions that a worker process finds by name, fast or faulty as a test needs."""

from __future__ import annotations

import os
import signal
import time

from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, Render, Rendered
from reportgen.errors import EnvironmentLacksError, ReportgenError


def pdf(job: Job) -> bytes:
    body = f"%PDF-1.7\n% {job.label}\n".encode() + b"x" * 50_000
    return body + b"\nstartxref\n9\n%%EOF\n"


def quick(recipe: Recipe) -> Render:
    return lambda job: Rendered(pdf(job), 2)


def slow(recipe: Recipe) -> Render:
    def render(job: Job) -> Rendered:
        time.sleep(0.3)
        return Rendered(pdf(job), 2)

    return render


def faulty(recipe: Recipe) -> Render:
    """Fails in every way that an occupation of the tiny store stands for."""

    def render(job: Job) -> Rendered:
        match job.soc.value:
            case "29-1141":
                raise ReportgenError("The text does not fit.", cure="Shorten it.")
            case "29-1171":
                raise ZeroDivisionError("font-size")
            case "47-2111":
                os.kill(os.getpid(), signal.SIGKILL)
            case "15-1252":
                raise BaseException("WeasyPrint's fetching error is no Exception")
            case "31-1131":
                return Rendered(b"%PDF-1.7 cut sho", 2)
        return Rendered(pdf(job), 2)

    return render


def lacking(recipe: Recipe) -> Render:
    raise EnvironmentLacksError("Pango is missing.", cure="sudo apt-get install -y libpango-1.0-0")


def dying_at_start(recipe: Recipe) -> Render:
    os._exit(7)


def swallowing(recipe: Recipe) -> Render:
    """As WeasyPrint does while it draws an image: Ctrl-C is swallowed and the page goes on without the picture."""

    def render(job: Job) -> Rendered:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except BaseException:  # noqa: S110 (that is the point)
            pass
        return Rendered(pdf(job), 2)

    return render
