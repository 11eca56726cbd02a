"""A small picture of each brochure's first page, for the catalogue. Needs pypdfium2 (the extra “thumbnails”)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportgen.batch import files
from reportgen.errors import EnvironmentLacksError

FOLDER = "thumbnails"
WIDTH_PX = 220


def require_thumbnails() -> None:
    """Raise EnvironmentLacksError when pictures cannot be drawn here: before a batch, not after it."""
    _pdfium()


def thumbnail_of(pdf: Path) -> Path:
    """Where the picture of a brochure stands."""
    return pdf.parent / FOLDER / f"{pdf.stem}.png"


def draw_missing(pdfs: Iterable[Path]) -> Iterator[Path]:
    """Draw pictures that are missing or older than their brochure; yield each brochure whose picture is there."""
    pdfium = _pdfium()
    for pdf in pdfs:
        target = thumbnail_of(pdf)
        if not target.exists() or target.stat().st_mtime_ns < pdf.stat().st_mtime_ns:
            target.parent.mkdir(exist_ok=True)
            temporary = files.temporary_in(target.parent)
            files.write_temporary(temporary, _drawn(pdfium, pdf))
            files.take_name(temporary, target)
        yield pdf


def _drawn(pdfium: Any, pdf: Path) -> bytes:
    document = pdfium.PdfDocument(pdf.read_bytes())
    try:
        page = document[0]
        image = page.render(scale=WIDTH_PX / page.get_width()).to_pil().convert("RGB").quantize(64)
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
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
