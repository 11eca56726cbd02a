"""The benchmark's brochure with ReportLab's platypus: the same words, tables and charts, without tags."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from content import ROOT, Content
from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, HRFlowable, Paragraph, Spacer, Table

_INK, _GREY = HexColor("#1f2a37"), HexColor("#596472")
_FACES = {"Source": "Regular", "Source-Semi": "Semibold", "Source-Bold": "Bold", "Source-It": "It"}
_MARKS = {"bullets": "•", "plus": "+", "minus": "–", "ticks": "☐"}
_SVG = "{http://www.w3.org/2000/svg}"
_STEP = re.compile(r"([MLhvzZ])([-0-9. ]*)")


def make() -> None:
    """Register the fonts."""
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(ROOT / "assets" / "fonts" / f"SourceSans3-{face}.ttf")))
    pdfmetrics.registerFontFamily(
        "Source", normal="Source", bold="Source-Semi", italic="Source-It", boldItalic="Source-Semi"
    )


@cache
def _style(size: float, leading: float, colour: Any = _INK, font: str = "Source", **more: Any) -> ParagraphStyle:
    return ParagraphStyle("s", fontName=font, fontSize=size, leading=leading, textColor=colour, **more)


class Chart(Flowable):
    """Draws the chart's SVG with canvas calls."""

    def __init__(self, svg: str, size: list[float]) -> None:
        super().__init__()
        self._root = ElementTree.fromstring(svg)  # noqa: S314 - our own
        self.width, self.height = size

    def draw(self) -> None:
        canvas, root = self.canv, self._root
        canvas.transform(1, 0, 0, -1, 0, self.height)
        for element in root:
            kind = element.tag.removeprefix(_SVG)
            fill, stroke = element.get("fill", root.get("fill")), element.get("stroke", "none")
            if fill != "none":
                canvas.setFillColor(HexColor(fill))
            if stroke != "none":
                canvas.setStrokeColor(HexColor(stroke))
                canvas.setLineWidth(float(element.get("stroke-width", 1)))
            marks = {"fill": int(fill != "none"), "stroke": int(stroke != "none")}

            def number(name: str, element: Any = element) -> float:
                return float(element.get(name, 0))

            if kind == "rect":
                canvas.rect(number("x"), number("y"), number("width"), number("height"), **marks)
            elif kind == "circle":
                canvas.circle(number("cx"), number("cy"), number("r"), **marks)
            elif kind == "path":
                self._path(element, marks)
            elif kind == "text":
                font = {"600": "Source-Semi", "700": "Source-Bold"}.get(element.get("font-weight", ""), "Source")
                canvas.saveState()
                canvas.translate(number("x"), number("y"))
                canvas.scale(1, -1)
                canvas.setFont(font, float(element.get("font-size", root.get("font-size"))))
                canvas.drawString(0, 0, element.text or "")
                canvas.restoreState()

    def _path(self, element: Any, marks: dict[str, int]) -> None:
        canvas, x, y = self.canv, 0.0, 0.0
        canvas.saveState()
        if place := element.get("transform"):
            left, top, scale = map(float, re.findall(r"[\d.]+", place))
            canvas.transform(scale, 0, 0, scale, left, top)
        path = canvas.beginPath()
        for step, numbers in _STEP.findall(element.get("d")):
            if step in "zZ":
                path.close()
            elif step in "hv":
                x, y = (x + float(numbers), y) if step == "h" else (x, y + float(numbers))
                path.lineTo(x, y)
            else:
                x, y = map(float, numbers.split())
                (path.moveTo if step == "M" else path.lineTo)(x, y)
        canvas.drawPath(path, fillMode=0 if element.get("fill-rule") == "evenodd" else 1, **marks)
        canvas.restoreState()


def _flowables(blocks: list[dict[str, Any]], accent: Any, width: float) -> list[Flowable]:
    made: list[Flowable] = []
    for block in blocks:
        text = escape(block.get("text", ""))
        match block["kind"]:
            case "h1":
                made.append(Paragraph(text, _style(27, 30, font="Source-Bold")))
            case "h2" | "h3" as kind:
                made.append(
                    Paragraph(text, _style(11.5 if kind == "h2" else 9.4, 14, accent, "Source-Bold", spaceBefore=6))
                )
            case "p" if block["class"].startswith("src"):
                made += [Spacer(0, -14), Paragraph(text, _style(7.5, 14, _GREY, alignment=2))]
            case "p":
                small = block["class"] in ("note", "imprint")
                made.append(Paragraph(text, _style(7.5, 9, _GREY) if small else _style(9, 11.6)))
            case "figures":
                made.append(_figures(block["items"], accent, width))
            case "list":
                made += _list(block, accent)
            case "table":
                made.append(_table(block, accent, width))
            case "rule":
                made += [Spacer(0, 9), HRFlowable(width="100%", thickness=0.6, color=_GREY), Spacer(0, 3)]
            case "chart":
                made.append(Chart(block["svg"], block["size"]))
    return made


def _list(block: dict[str, Any], accent: Any) -> list[Flowable]:
    kinds = block["class"].split()
    mark = next((_MARKS[kind] for kind in reversed(kinds) if kind in _MARKS), "")
    small = kinds[0] == "credits"
    style = _style(7.5, 9, _GREY) if small else _style(8.8, 11, leftIndent=12, bulletColor=accent, spaceAfter=2)
    return [
        Paragraph(
            (f"<b>{escape(item['lead'])}</b> " if item["lead"] else "") + escape(item["text"]),
            style,
            bulletText=(str(place) if kinds[0] == "ladder" else mark) or None,
        )
        for place, item in enumerate(block["items"], 1)
    ]


def _figures(items: list[list[str]], accent: Any, width: float) -> Table:
    sizes = ((8.3, 9.5), (15, 17), (7.8, 9))
    cells = [
        [
            Paragraph(escape(text), _style(*size, white, "Source-Bold" if size[0] == 15 else "Source"))
            for text, size in zip(item, sizes, strict=False)
        ]
        for item in items
    ]
    return Table(
        [cells],
        [width / len(items)] * len(items),
        style=[("BACKGROUND", (0, 0), (-1, -1), accent), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


class _Bar(Flowable):
    def __init__(self, left: float, length: float, colour: Any) -> None:
        super().__init__()
        self._left, self._length, self._colour, self.width, self.height = left, length, colour, 50, 6

    def draw(self) -> None:
        self.canv.setFillColor(self._colour)
        self.canv.rect(self._left / 2, 0, self._length / 2, 6, fill=1, stroke=0)


def _table(block: dict[str, Any], accent: Any, width: float) -> Table:
    wages = block["class"].startswith("wages")
    rows: list[list[Any]] = []
    for row, bar in zip(block["rows"], block["bars"], strict=True):
        cells: list[Any] = [
            Paragraph(escape(cell), _style(8.4, 10, font="Source-Semi" if j else "Source"))
            for j, cell in enumerate(row)
        ]
        if wages:
            cells.append(_Bar(*bar, accent) if bar else "")
        rows.append(cells)
    widths = [width * share for share in ((0.3, 0.18, 0.2, 0.16, 0.16) if wages else (0.48, 0.52))]
    pads = [
        (f"{side}PADDING", (0, 0), (-1, -1), size)
        for side, size in (("TOP", 1), ("BOTTOM", 1.5), ("LEFT", 2), ("RIGHT", 2))
    ]
    return Table(
        rows, widths, style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, _GREY), ("VALIGN", (0, 0), (-1, -1), "TOP"), *pads]
    )


def pdf(_made: None, content: Content) -> bytes:
    """Two letter pages with a column of 336 and one of 190 points."""
    out, accent = io.BytesIO(), HexColor(content.accent)
    canvas = Canvas(out, pagesize=(612, 792), lang="en")
    canvas.setTitle(content.title)
    for page in content.pages:
        top = _flowables(page.top, accent, 540)
        height = sum(flowable.wrap(540, 720)[1] for flowable in top) + 6
        _fill(canvas, top, 36, 756 - height, 540, height)
        foot = _flowables(page.foot, accent, 540)
        columns = [foot[: len(foot) // 2 + 1], foot[len(foot) // 2 + 1 :]]
        below = max(sum(f.wrap(263, 400)[1] for f in column) for column in columns) + 8 if foot else 0
        for place, column in enumerate(columns):
            _fill(canvas, column, 36 + 277 * place, 36, 263, below)
        _fill(canvas, _flowables(page.main, accent, 336), 36, 36 + below, 336, 720 - height - below)
        canvas.setFillColor(HexColor("#edf2f6"))
        canvas.roundRect(386, 36 + below, 190, 720 - height - below, 3, fill=1, stroke=0)
        _fill(canvas, _flowables(page.side, accent, 170), 396, 36 + below, 170, 716 - height - below)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _fill(canvas: Canvas, flowables: list[Flowable], x: float, y: float, width: float, height: float) -> None:
    frame = Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    frame.addFromList(flowables, canvas)
    if flowables:
        raise AssertionError(f"{len(flowables)} blocks do not fit")
