"""A small picture of each brochure's first page, for the catalogue. Needs pypdfium2 (the extra “thumbnails”)."""

from __future__ import annotations

import io
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
    _pdfium()


def thumbnail_of(pdf: Path) -> Path:
    """Where the picture of a brochure stands."""
    return pdf.parent / FOLDER / f"{pdf.stem}.png"


def draw_missing(
    pdfs: Iterable[Path], workers: int, stop: Stop, drawn: Callable[[], None]
) -> tuple[tuple[Path, Failure], ...]:
    """Draw pictures that are missing or older than their brochure, in as many as `workers` processes; all in a folder.

    `drawn` is called for each brochure. Returns those whose picture could not be drawn, and why. Raises ReportgenError
    for what stands against every picture, such as a full disk.
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
    folder.mkdir(exist_ok=True)
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
    pdfium = _pdfium()

    def draw(pdf: Path) -> None:
        target = thumbnail_of(pdf)
        temporary = files.temporary_in(target.parent)
        files.write_temporary(temporary, _drawn(pdfium, pdf, width_px))
        files.take_name(temporary, target)

    return draw


def _is_up_to_date(pdf: Path) -> bool:
    try:
        return thumbnail_of(pdf).stat().st_mtime_ns >= pdf.stat().st_mtime_ns
    except OSError:
        return False


def _drawn(pdfium: Any, pdf: Path, width_px: int) -> bytes:
    try:
        document = pdfium.PdfDocument(pdf.read_bytes())
    except (OSError, pdfium.PdfiumError) as error:
        raise ReportgenError(f"{pdf.name} cannot be drawn: {str(error).rstrip('.')}.", cure="Make it again.") from error
    try:
        page = document[0]
        image = page.render(scale=width_px / page.get_width()).to_pil().convert("RGB").quantize(_COLOURS)
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG")  # optimising takes as long as all the rest and saves one byte in twenty
    return out.getvalue()


def _pdfium() -> Any:
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise EnvironmentLacksError(
            "Thumbnails need the package pypdfium2, which is not installed.",
            cure='pip install "reportgen[thumbnails]", or leave --thumbnails out.',
        ) from None
    return pypdfium2
