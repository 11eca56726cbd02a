"""How much ink a page takes, measured from a small picture of it. Needs pypdfium2 (the extra "thumbnails")."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from reportgen.errors import EnvironmentLacksError
from reportgen.values import dataclass

_DOTS_PER_INCH = 36
_VIVID = 0.12  # a pixel whose colours differ by less is grey to the eye and to a printer's meter
_COLOURED_SHARE = 0.001  # of the page: fewer vivid pixels are edges of letters


@dataclass(frozen=True, slots=True)
class Ink:
    """Shares of the page area, 0 to 1: `black` of black ink, `colour` of cyan, magenta and yellow added up.

    `is_coloured`: a printer counts it as a page in colour.
    """

    black: float
    colour: float
    is_coloured: bool


def measure(path: Path) -> list[Ink]:
    """The ink of each page of a PDF file. Raises EnvironmentLacksError without pypdfium2."""
    document = _pdfium().PdfDocument(path)
    try:
        return [_ink(document[number].render(scale=_DOTS_PER_INCH / 72).to_numpy()) for number in range(len(document))]
    finally:
        document.close()


def _pdfium() -> Any:
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise EnvironmentLacksError(
            "Ink cannot be measured: pypdfium2 is not installed.", cure='pip install "reportgen[thumbnails]"'
        ) from None


def _ink(pixels: Any) -> Ink:
    import numpy

    values = 1 - numpy.asarray(pixels, dtype=numpy.float64)[..., :3] / 255
    most, least = values.max(axis=2), values.min(axis=2)
    # What all three inks share is printed in black.
    return Ink(
        black=float(least.mean()),
        colour=float((values.sum(axis=2) - 3 * least).mean()),
        is_coloured=bool(((most - least) > _VIVID).mean() > _COLOURED_SHARE),
    )
