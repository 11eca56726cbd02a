"""Reads a chart's SVG back into boxes, so that tests see what a reader sees."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import combinations, pairwise

from reportgen.charts.text import Font, width

NS = "{http://www.w3.org/2000/svg}"
_DEEP, _LOW = set("gjpqy()[]|/@Q"), set(",;$")


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    what: str = ""

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        return (
            self.left <= other.left + slack
            and self.top <= other.top + slack
            and self.right >= other.right - slack
            and self.bottom >= other.bottom - slack
        )


@dataclass(frozen=True)
class Drawing:
    root: ET.Element
    width: float
    height: float

    @property
    def page(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def texts_outside(self) -> list[str]:
        return [text.what for text in self.texts() if not self.page.holds(text, slack=0.05)]

    def texts_touching(self) -> list[tuple[str, str]]:
        return [(a.what, b.what) for a, b in combinations(self.texts(), 2) if a.meets(b, slack=0.02)]

    def texts_crossed(self) -> list[str]:
        """Texts with a line through them, or partly on a bar or a dot."""
        lines, grounds = self.segments(), self.grounds()
        return [
            text.what
            for text in self.texts()
            if any(cuts(line, text) for line in lines)
            or any(ground.meets(text) and not ground.holds(text) for ground in grounds)
        ]

    def marks_outside(self) -> list[object]:
        ends = [Box(x, y, x, y) for line in self.segments() for x, y in line]
        return [box for box in (*self.grounds(), *ends) if not self.page.holds(box, slack=0.02)]

    def texts(self) -> list[Box]:
        """Ink boxes of the texts, from measured widths and the font's heights."""
        boxes = []
        for node in self.root.iter(f"{NS}text"):
            text, font = node.text or "", self.font(node)
            x, y = float(node.get("x", 0)), float(node.get("y", 0))
            depth = 0.21 if _DEEP & set(text) else 0.16 if _LOW & set(text) else 0.02
            boxes.append(Box(x, y - 0.72 * font.size_pt, x + width(text, font), y + depth * font.size_pt, text))
        return boxes

    def font(self, node: ET.Element) -> Font:
        size = float(node.get("font-size") or self.root.get("font-size") or 0)
        return Font(size, int(node.get("font-weight", 400)), node.get("font-style") == "italic")

    def grounds(self) -> list[Box]:
        """All that text may lie on or keep clear of."""
        return self.bars() + self.dots()

    def bars(self, *fills: str) -> list[Box]:
        """Filled rectangles, of the given colours if any are given."""
        boxes = []
        for node in self.root.iter(f"{NS}rect"):
            x, y, w, h = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
            boxes.append(Box(x, y, x + w, y + h, node.get("fill", "")))
        return [box for box in boxes if not fills or box.what in fills]

    def dots(self, *fills: str) -> list[Box]:
        """Circles, of the given colours if any are given."""
        boxes = []
        for node in self.root.iter(f"{NS}circle"):
            x, y, r = (float(node.get(name, 0)) for name in ("cx", "cy", "r"))
            boxes.append(Box(x - r, y - r, x + r, y + r, node.get("fill", "")))
        return [box for box in boxes if not fills or box.what in fills]

    def segments(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Straight pieces of all paths, outlines of areas included."""
        pieces = []
        for node in self.root.iter(f"{NS}path"):
            for d in node.get("d", "").split("M")[1:]:
                points = [tuple(map(float, point.split())) for point in d.rstrip("Z").split("L")]
                closed = [*points, points[0]] if d.endswith("Z") else points
                pieces += [((a[0], a[1]), (b[0], b[1])) for a, b in pairwise(closed)]
        return pieces


def read(svg: str) -> Drawing:
    root = ET.fromstring(svg)  # noqa: S314  (our own output)
    match = re.fullmatch(r"0 0 (\S+) (\S+)", root.get("viewBox", ""))
    assert match
    return Drawing(root, float(match[1]), float(match[2]))


def cuts(segment: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    """Whether the line passes through the inside of the box (Liang-Barsky)."""
    (x0, y0), (x1, y1) = segment
    low, high = 0.0, 1.0
    for delta, near, far in (
        (x1 - x0, box.left - x0, box.right - x0),
        (y1 - y0, box.top - y0, box.bottom - y0),
    ):
        if delta == 0:
            if near >= 0 or far <= 0:
                return False
        else:
            enter, leave = sorted((near / delta, far / delta))
            low, high = max(low, enter), min(high, leave)
    return low < high - 1e-9
