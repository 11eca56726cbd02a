"""The sheet around a page that is cut: where it lies on it (the boxes of the PDF), and the marks that say where to cut.

WeasyPrint's own `marks` would be drawn at the foot of the page that is 2,000 points too tall (see `arrange.py`), under
the page's content, with a bleed that ends in the middle of them; so they are drawn here, after the arranging. All is
an artifact: a screen reader does not meet it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.render import bleed
from reportgen.render.drawing import circle
from reportgen.values import dataclass

_PX = 96 / 72  # CSS pixels a point
_GAP_PT = 3.0  # between the bleed and the marks, and between them and the sheet's edge
_LENGTH_PT = 15.0
_LINE_PT = 0.25
_FOLD_LINE_PT, _FOLD_DASH_PT = 0.5, (3.0, 2.0)
_TARGET_PT = 4.5  # radius of the circle of a cross
_BLACK = (0, 0, 0)
FOLD = "data-fold"

Line = tuple[float, float, float, float]  # x, y → x, y, in points from the page's upper left corner


@dataclass(frozen=True, slots=True)
class Trim:
    """Around a page, on all sides: how far backgrounds go on, and how much larger the sheet is. `marks`: drawn there.

    In points on paper; `scale` is how much larger a point on paper is than the page's own (2: large print).
    """

    bleed_pt: float
    slug_pt: float
    marks: bool
    scale: float = 1.0

    def apply(self, pages: Sequence[Any], copies: int, boxes_of: Any) -> None:
        """For WeasyPrint's pages that are laid out and arranged; `boxes_of` gives all boxes of a page box."""
        for page in pages:
            box = page._page_box
            bleed.extend(boxes_of(box), box.margin_width(), box.margin_height(), self.bleed_pt * _PX / self.scale)
            page.bleed = dict.fromkeys(page.bleed, self.slug_pt * _PX / self.scale)
            folds = tuple(_taken_out_folds(box)) if self.marks else ()
            page.paint = _painter(self, page, copies, folds)

    def set_boxes(self, pages: Sequence[Any]) -> None:
        """TrimBox and BleedBox of the PDF's pages; the MediaBox is the sheet already."""
        for page in pages:
            sheet = page["MediaBox"]
            for name, inset in (("TrimBox", self.slug_pt), ("BleedBox", self.slug_pt - self.bleed_pt)):
                box = (sheet[0] + inset, sheet[1] + inset, sheet[2] - inset, sheet[3] - inset)
                page[name] = type(sheet)([round(value, 3) for value in box])


def _painter(trim: Trim, page: Any, copies: int, folds: tuple[float, ...]) -> Any:
    paint = page.paint

    def painted(stream: Any, scale: float = 1) -> None:
        """Into a page's content stream; its unit is the point on paper, its origin the page's upper left corner."""
        width, height = page.width * scale, page.height * scale
        out = trim.bleed_pt
        with stream.stacked():
            stream.rectangle(-out, -out, width + 2 * out, height + 2 * out)
            stream.clip()
            stream.end()
            paint(stream, scale)
        if trim.marks:
            with stream.artifact(), stream.stacked():
                _draw(stream, width, height, trim.slug_pt, copies, [place * scale for place in folds])

    return painted


def _draw(stream: Any, width: float, height: float, slug: float, copies: int, folds: Sequence[float]) -> None:
    end = slug - _GAP_PT
    start = end - _LENGTH_PT
    cuts = [width * place / copies for place in range(copies + 1)]
    stream.set_color_rgb(*_BLACK, stroke=True)
    stream.set_line_width(_LINE_PT)
    _lines(stream, _upright(cuts, height, start, end))
    _lines(stream, ((y, x, to_y, to_x) for x, y, to_x, to_y in _upright((0.0, height), width, start, end)))
    middle = (start + end) / 2
    crosses = [(-middle, height / 2), (width + middle, height / 2)]
    if copies == 1:  # else a cut is there, or nearly
        crosses += [(width / 2, -middle), (width / 2, height + middle)]
    for x, y in crosses:
        _cross(stream, x, y)
    if folds:
        stream.set_line_width(_FOLD_LINE_PT)
        stream.set_dash(_FOLD_DASH_PT, 0)
        _lines(stream, _upright(folds, height, start, end))


def _upright(places: Sequence[float], height: float, start: float, end: float) -> Iterator[Line]:
    """Marks above and below a page of that height."""
    for x in places:
        yield x, -end, x, -start
        yield x, height + start, x, height + end


def _lines(stream: Any, lines: Iterator[Line]) -> None:
    for x, y, to_x, to_y in lines:
        stream.move_to(x, y)
        stream.line_to(to_x, to_y)
        stream.stroke()


def _cross(stream: Any, x: float, y: float) -> None:
    """A circle with a cross, by which printed colours are laid one over the other."""
    arm = _LENGTH_PT / 2
    circle(stream, x, y, _TARGET_PT)
    stream.stroke()
    _lines(stream, iter(((x - arm, y, x + arm, y), (x, y - arm, x, y + arm))))


def _taken_out_folds(page: Any) -> Iterator[float]:
    """Where a layout marks its folds inside the page: its own marks make way for those outside. In CSS pixels."""
    waiting, found = [page], set()
    while waiting:
        parent = waiting.pop()
        kept = []
        for child in getattr(parent, "children", ()):
            box = getattr(child, "_box", None) or child
            element = getattr(box, "element", None)
            if element is not None and element.get(FOLD) is not None:
                found.add(round(box.border_box_x() + box.border_width() / 2, 2))
            else:
                kept.append(child)
                waiting.append(box)
        if len(kept) != len(getattr(parent, "children", ())):
            parent.children = kept
    yield from sorted(found)
