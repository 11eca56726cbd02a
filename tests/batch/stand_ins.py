"""Stand-ins for rendering: functions that a worker process finds by name, fast or faulty as a test needs.

What they make are real PDFs, tiny ones. Where REPORTGEN_TEST_LOG names a file, each rendering adds a line to it.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

from reportgen.batch import files
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, Render, Rendered
from reportgen.errors import EnvironmentLacksError, ReportgenError, UnfitPageError

LOG = "REPORTGEN_TEST_LOG"
# Occupations of the tiny store by the fault that they stand for in `faulty`, `stubborn` and `troubled`.
NURSES, PRACTITIONERS, ELECTRICIANS, DEVELOPERS, ASSISTANTS = "29-1141", "29-1171", "47-2111", "15-1252", "31-1131"


def pdf(job: Job, pages: int = 2, *, tagged: bool = True) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(612, 792))
    if tagged:
        root = document.Root
        root.Lang = pikepdf.String("en")
        root.MarkInfo = pikepdf.Dictionary(Marked=True)
        child = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document))
        root.StructTreeRoot = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([child]))
        )
    document.docinfo[pikepdf.Name.Title] = f"{job.label} {job.path.name}"
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def note(job: Job) -> None:
    """Count this rendering, as one write, so that processes do not mix their lines."""
    if LOG in os.environ:
        descriptor = os.open(os.environ[LOG], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        os.write(descriptor, f"{job.path.name}\n".encode())
        os.close(descriptor)


def made(job: Job) -> Rendered:
    note(job)
    return Rendered(pdf(job), 2, ("oews-national-2024",), "$61,000", "+7.1%")


def quick(recipe: Recipe) -> Render:
    return made


def steady(recipe: Recipe) -> Render:
    """A few milliseconds each, so that a batch of hundreds is not over before a test can interfere."""

    def render(job: Job) -> Rendered:
        time.sleep(0.01)
        return made(job)

    return render


def slow(recipe: Recipe) -> Render:
    def render(job: Job) -> Rendered:
        time.sleep(0.3)
        return made(job)

    return render


def faulty(recipe: Recipe) -> Render:
    """Fails in every way that an occupation of the tiny store stands for."""

    def render(job: Job) -> Rendered:
        note(job)
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


def stubborn(recipe: Recipe) -> Render:
    """Takes its worker with it in each way there is, every time; leaves rubbish in the temporary folder before."""

    def render(job: Job) -> Rendered:
        note(job)
        (Path(os.environ["TMPDIR"]) / "rubbish").write_text(job.title)
        match job.soc.value:
            case "29-1141":
                time.sleep(1000)
            case "29-1171":
                hog: list[bytearray] = []
                while True:
                    hog.append(bytearray(b"x") * 20_000_000)
                    time.sleep(0.005)
            case "47-2111":
                os.kill(os.getpid(), signal.SIGKILL)
            case "15-1252":
                os._exit(3)
            case "31-1131":
                os.kill(os.getpid(), signal.SIGSTOP)
        return Rendered(pdf(job), 2)

    return render


def deadly(recipe: Recipe) -> Render:
    """Kills its worker over one occupation, and never ends over another."""

    def render(job: Job) -> Rendered:
        if job.soc.value in (ELECTRICIANS, NURSES):
            note(job)
            os.kill(os.getpid(), signal.SIGKILL) if job.soc.value == ELECTRICIANS else time.sleep(1000)
        return made(job)

    return render


def troubled(recipe: Recipe) -> Render:
    """Dies over two occupations the first time, and makes them the second time."""

    def render(job: Job) -> Rendered:
        mark = job.path.parent / f".tried-{job.soc}"
        if job.soc.value in (NURSES, DEVELOPERS) and not mark.exists():
            mark.touch()
            os._exit(9)
        return made(job)

    return render


def wrong_pages(recipe: Recipe) -> Render:
    return lambda job: Rendered(pdf(job, pages=3), 2)


def untagged(recipe: Recipe) -> Render:
    return lambda job: Rendered(pdf(job, tagged=False), 2)


def unfit(recipe: Recipe) -> Render:
    """Makes pages that are not handed out."""

    def render(job: Job) -> Rendered:
        problems = (("fit", "page 2 is full"), ("warning", "Ignored `x`"))
        raise UnfitPageError("The pages are not fit.", cure="Shorten the text.", problems=problems)

    return render


def naming_its_process(recipe: Recipe) -> Render:
    """`path` says which process made it."""
    return lambda job: Rendered(pdf(job), 2, path=str(os.getpid()))


def out_of_room(width_px: int) -> Callable[[Path], None]:
    """Stands for the drawing of thumbnails on a full disk."""

    def draw(pdf: Path) -> None:
        raise files.cannot_write(pdf, OSError(errno.ENOSPC, "No space left on device"))

    return draw


def hoarding(recipe: Recipe) -> Render:
    """Keeps 60 MB of each brochure. `path` says which process made it."""
    hoard: list[bytes] = []

    def render(job: Job) -> Rendered:
        hoard.append(os.urandom(1_000_000) * 60)
        return Rendered(pdf(job), 2, path=str(os.getpid()))

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
