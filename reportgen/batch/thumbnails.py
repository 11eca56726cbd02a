"""A small picture of each brochure's first page, for the catalogue. Needs pypdfium2 (the extra “thumbnails”)."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reportgen.batch import files
from reportgen.batch.interrupt import Stop
from reportgen.batch.outcome import Failure
from reportgen.batch.workers import Workers
from reportgen.errors import EnvironmentLacksError, ReportgenError

FOLDER = "thumbnails"
WIDTH_PX = 220
_COLOURS = 64
_WORTH_A_WORKER = 15  # pictures, for the half second that a worker takes to start


def require_thumbnails() -> None:
    """Raise EnvironmentLacksError when pictures cannot be drawn here: before a batch, not after it."""
    pdfium()


def thumbnail_of(pdf: Path) -> Path:
    """Where the picture of a brochure stands."""
    return pdf.parent / FOLDER / f"{pdf.stem}.png"


def draw_missing(
    pdfs: Iterable[Path], workers: int, stop: Stop, drawn: Callable[[], None]
) -> tuple[tuple[Path, Failure], ...]:
    """Draw pictures that are missing or of another time than their brochure, in as many as `workers` processes.

    The brochures are all of one folder; `drawn` is called for each. Returns those whose picture could not be drawn, and
    why. Raises ReportgenError for what stands against every picture, such as a full disk.
    """
    wanted = []
    for pdf in pdfs:
        if _is_up_to_date(pdf):
            drawn()
        else:
            wanted.append(pdf)
    if not wanted:
        return ()
    folder = thumbnail_of(wanted[0]).parent
    files.make_folder(folder)
    failures = []
    count = min(workers, -(-len(wanted) // _WORTH_A_WORKER))
    try:
        with Workers(count, WIDTH_PX, make_drawer, stop=stop) as pool:
            for pdf, failure in pool.results(wanted):
                drawn()
                if failure is None:
                    continue
                if failure.exit_code == EnvironmentLacksError.exit_code:
                    raise EnvironmentLacksError(failure.what, cure=failure.cure)
                failures.append((pdf, failure))
    finally:
        files.sweep(folder)
    return tuple(failures)


def make_drawer(width_px: int) -> Callable[[Path], None]:
    """For a worker: the function that draws the picture of a brochure."""
    engine = pdfium()

    def draw(pdf: Path) -> None:
        target = thumbnail_of(pdf)
        temporary = files.temporary_in(target.parent)
        made_at = pdf.stat().st_mtime_ns  # before it is read: a brochure that is made anew meanwhile has another
        files.write_temporary(temporary, _drawn(engine, pdf, width_px))
        os.utime(temporary, ns=(made_at, made_at))
        files.take_name(temporary, target)

    return draw


def _is_up_to_date(pdf: Path) -> bool:
    """A picture has the time of the brochure that it shows. Later would not do: clocks are set back at times."""
    try:
        return thumbnail_of(pdf).stat().st_mtime_ns == pdf.stat().st_mtime_ns
    except OSError:
        return False


def _drawn(engine: Any, pdf: Path, width_px: int) -> bytes:
    try:
        document = engine.PdfDocument(pdf.read_bytes())
    except (OSError, engine.PdfiumError) as error:
        raise ReportgenError(f"{pdf.name} cannot be drawn: {str(error).rstrip('.')}.", cure="Make it again.") from error
    try:
        page = document[0]
        whole, shown = page.get_mediabox(), page.get_trimbox()  # without a bleed and marks around it
        margins = tuple(abs(one - other) for one, other in zip(whole, shown, strict=True))
        picture = page.render(scale=width_px / (shown[2] - shown[0]), crop=margins)
        image = picture.to_pil().convert("RGB").quantize(_COLOURS)
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG")  # optimising takes as long as all the rest and saves one byte in twenty
    return out.getvalue()


def pdfium() -> Any:
    """What draws pages. Raises EnvironmentLacksError where it is not installed."""
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise EnvironmentLacksError(
            "Pictures of pages need the package pypdfium2, which is not installed.",
            cure='pip install "reportgen[thumbnails]"; a batch can do without --thumbnails.',
        ) from None
    return pypdfium2
