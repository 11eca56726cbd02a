"""The mask of a QR code: the one of eight that a reader has least trouble with, as ReportLab's encoder weighs them.

The encoder makes the code eight times over and looks at it module by module, which takes as long as all charts of a
brochure. Here a code is one whole number with a bit for each module, row by row, and so is each mask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_MASKS = range(8)
_LIKE_A_FINDER = "10111010000"


def best_mask(encoder: Any, code: Any) -> int:
    """The mask of a `QRCode` that has its data and version: the first of those that lose fewest points."""
    code.makeImpl(True, 0)  # as codes are weighed: without the modules that name the mask
    rows, columns = _number(code.modules), _number(zip(*code.modules, strict=True))
    masks = _masks(encoder, code.moduleCount, tuple(code.dataPosIterator()))
    in_rows, in_columns = masks[0]
    points = [_points(rows ^ in_rows ^ r, columns ^ in_columns ^ c, code.moduleCount) for r, c in masks]
    return points.index(min(points))


def _number(rows: Iterable[Iterable[bool]]) -> int:
    return int("".join("1" if dark else "0" for row in rows for dark in row), 2)


@lru_cache(8)  # the codes of a catalogue have few sizes
def _masks(encoder: Any, size: int, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What each mask turns over of the data's places (column, row): a number by rows, and one by columns."""
    found = []
    for mask in _MASKS:
        is_turned = encoder.QRUtil.getMask(mask)
        in_rows, in_columns = bytearray(b"0" * size**2), bytearray(b"0" * size**2)
        for column, row in places:
            if is_turned(row, column):
                in_rows[row * size + column] = in_columns[column * size + row] = ord("1")
        found.append((int(in_rows, 2), int(in_columns, 2)))
    return found


def _points(rows: int, columns: int, size: int) -> int:
    """What a code loses by the four rules of ISO/IEC 18004, as ReportLab counts them."""
    written = f"{rows:0{size**2}b}"
    # It looks along rows only, and not at their last module.
    like_finders = sum(written[at : at + size - 1].count(_LIKE_A_FINDER) for at in range(0, size**2, size))
    percent_dark = 100 * rows.bit_count() // size**2
    return (
        _lost_by_runs(rows, size)
        + _lost_by_runs(columns, size)
        + 3 * _blocks(rows, size)
        + 40 * like_finders
        + 10 * (abs(percent_dark - 50) // 5)
    )


def _alike(modules: int, size: int) -> int:
    """Modules that are as the one above."""
    return ~(modules ^ modules >> size) & ((1 << size * (size - 1)) - 1)


def _lost_by_runs(modules: int, size: int) -> int:
    """Each five modules in a column that are alike lose three points, each further one a point more."""
    alike = _alike(modules, size)
    fives = alike & alike >> size & alike >> 2 * size & alike >> 3 * size
    return fives.bit_count() + 2 * (fives & ~(fives << size)).bit_count()


def _blocks(modules: int, size: int) -> int:
    """Blocks of two by two that are alike."""
    above = _alike(modules, size)
    beside = ~(modules ^ modules >> 1)
    not_first_in_row = ((1 << size * (size - 1)) - 1) // ((1 << size) - 1) * ((1 << (size - 1)) - 1)
    return (above & above >> 1 & beside & not_first_in_row).bit_count()
