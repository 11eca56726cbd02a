"""Collects the few SVG elements of a chart and writes them, rounded and escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape  # xml.sax.saxutils would import urllib and http

from reportgen.charts.base import Chart, ChartStyle
from reportgen.charts.text import Font, kerns, width


@lru_cache(2_000)  # charts repeat their sizes, and states of an occupation their places
def num(value: float) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(1_500)
def _attribute(name: str, value: str | float) -> str:
    return f' {name.replace("_", "-")}="{num(value) if isinstance(value, float | int) else escape(value)}"'


@lru_cache(600)
def _shifts(text: str, font: Font) -> str:
    """The attribute `dx` of a text that is kerned letter by letter; "" for one without a pair to kern."""
    shifts = [num(shift) for shift in kerns(text, font)]
    while shifts and shifts[-1] == "0":
        shifts.pop()
    return " ".join(shifts)


class Canvas:
    """A drawing in points, y downwards.

    Text is placed by its measured width: WeasyPrint makes an extra PDF object of each text with an anchor.
    """

    def __init__(self, style: ChartStyle) -> None:
        self.style = style
        self._elements: list[str] = []

    def _add(self, tag: str, content: str = "", **attributes: str | float | None) -> None:
        written = "".join(
            [_attribute(name, value) for name, value in attributes.items() if value is not None],
        )
        self._elements.append(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        font: Font,
        *,
        fill: str | None = None,
        align: str = "start",
    ) -> float:
        """Set one line with its start, middle or end at `x`; returns its width in points."""
        if not text:
            return 0.0
        extent = width(text, font)
        left = x - {"start": 0.0, "middle": extent / 2, "end": extent}[align]
        self._add(
            "text",
            escape(text),
            x=left,
            y=baseline,
            dx=_shifts(text, font) or None,
            font_size=None if font.size_pt == self.style.size_pt else font.size_pt,
            font_weight=None if font.weight == 400 else font.weight,
            font_style="italic" if font.italic else None,
            fill=None if fill == self.style.ink else fill,
        )
        return extent

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        *,
        stroke: str | None = None,
        line: float = 0.8,
    ) -> None:
        """A bar; with `stroke` it is outlined inside its own extent."""
        if stroke:
            x, y, w, h = x + line / 2, y + line / 2, max(w - line, 0.1), h - line
        pen = line if stroke else None
        self._add("rect", x=x, y=y, width=w, height=h, fill=fill, stroke=stroke, stroke_width=pen)

    def outline(self, x: float, y: float, w: float, h: float, stroke: str, line: float = 0.6) -> None:
        """The edges of a rectangle, drawn inside of it over its fill."""
        left, top, right, bottom = x + line / 2, y + line / 2, max(x + w - line / 2, x + line), y + h - line / 2
        corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        self.strokes([corners], stroke, line)

    def circle(self, x: float, y: float, r: float, fill: str, *, stroke: str | None = None, line: float = 1.0) -> None:
        """A dot whose outline, if any, lies inside `r`."""
        r = r - line / 2 if stroke else r
        self._add("circle", cx=x, cy=y, r=r, fill=fill, stroke=stroke, stroke_width=line if stroke else None)

    def strokes(
        self,
        lines: Iterable[tuple[tuple[float, float], ...]],
        stroke: str,
        line: float = 0.6,
        *,
        dash: str | None = None,
    ) -> None:
        """Open polylines of one colour and width as a single path."""
        d = "".join("M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) for points in lines)
        if d:
            self._add("path", d=d, fill="none", stroke=stroke, stroke_width=line, stroke_dasharray=dash)

    def area(self, points: Iterable[tuple[float, float]], fill: str) -> None:
        """A closed polygon."""
        d = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points) + "Z"
        self._add("path", d=d, fill=fill)

    def grid_path(self, d: str, unit: float, offset: float) -> None:
        """A shape in whole grid units of `unit` points, in ink; areas inside areas are holes."""
        place = f"translate({num(offset)} {num(offset)}) scale({unit:.5f})"
        self._add("path", d=d, fill_rule="evenodd", transform=place)

    def chart(self, height_pt: float, alt: str) -> Chart:
        """The finished drawing. `font-kerning` keeps browsers from kerning a second time."""
        style, w, h = self.style, num(self.style.width_pt), num(height_pt)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{w}pt" height="{h}pt"'
            f' viewBox="0 0 {w} {h}" font-family="{escape(style.font_family)}"'
            f' font-size="{num(style.size_pt)}" fill="{style.ink}" style="font-kerning:none">'
        )
        return Chart(
            f"{head}<title>{escape(alt)}</title>{''.join(self._elements)}</svg>",
            style.width_pt,
            float(h),
            alt,
        )
