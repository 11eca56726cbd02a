"""The same page several times on one sheet, side by side, with a cut line between: cards, to be cut apart.

The page is laid out once. Only the first copy is tagged; the others repeat its drawing as an artifact, so that a
screen reader reads one, and a text search finds all.
"""

from __future__ import annotations

from functools import cache
from typing import Any

LINE_PT = 0.5
DASH_PT = (3.0, 3.0)
GREY = (0.45, 0.45, 0.45)


def sheet(page: Any, copies: int) -> Any:
    """A page of WeasyPrint made anew from its boxes, on a sheet that is as many pages wide."""
    page_type: Any = type(page)
    return (page_type if copies == 1 else _sheet_type(page_type, copies))(page._page_box)


@cache
def _sheet_type(page_type: Any, copies: int) -> Any:
    class Sheet(page_type):  # type: ignore[misc]
        def __init__(self, page_box: Any) -> None:
            super().__init__(page_box)
            self._page_width: float = page_box.margin_width()
            self.width = self._page_width * copies

        def paint(self, stream: Any, scale: float = 1) -> None:
            """Paint into a page's content stream; its unit is the point, its origin the upper left corner."""
            width, height = self._page_width * scale, self.height * scale
            beyond = max(self.bleed.values()) * scale  # what is painted there shows at the sheet's edges only
            with stream.stacked():
                _clip(stream, -beyond, width, height, beyond)
                start = len(stream.stream)
                super().paint(stream, scale)
                drawn = _untagged(stream.stream[start:])
            with stream.artifact():
                for place in range(1, copies):
                    with stream.stacked():
                        stream.transform(e=place * width)
                        with stream.stacked():
                            _clip(stream, 0.0, width + (beyond if place == copies - 1 else 0.0), height, beyond)
                            stream.stream.extend(drawn)
                        _cut_line(stream, height)

    return Sheet


def _clip(stream: Any, left: float, right: float, height: float, beyond: float) -> None:
    if not beyond:
        return
    stream.rectangle(left, -beyond, right - left, height + 2 * beyond)
    stream.clip()
    stream.end()


def _cut_line(stream: Any, height: float) -> None:
    with stream.stacked():
        stream.set_color_rgb(*GREY, stroke=True)
        stream.set_line_width(LINE_PT)
        stream.set_dash(DASH_PT, 0)
        stream.move_to(0, 0)
        stream.line_to(0, height)
        stream.stroke()


def _untagged(operations: list[Any]) -> list[Any]:
    """The drawing without its marked content: an operator is an item, its operands are the items before it."""
    kept: list[Any] = []
    for operation in operations:
        match operation:
            case b"BDC":
                del kept[-2:]  # the tag and its properties
            case b"BMC":
                del kept[-1:]
            case b"EMC":
                pass
            case _:
                kept.append(operation)
    return kept
