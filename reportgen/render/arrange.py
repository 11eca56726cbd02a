"""After WeasyPrint's layout: drops what a page has no room for, spreads what is left over, says what does not fit.

WeasyPrint can neither fit a page nor justify a column vertically, nor report that a box runs over its neighbour. It
lays each page out on a sheet much taller than the paper, so that nothing breaks; here the boxes of that layout are
moved until the page fits the paper, which is far cheaper than laying out again. Attributes in the HTML (points):

`data-panel`         a part of the page with columns and a foot of its own, down to the foot of the page
`data-foot`          the box is moved to the foot of its page or panel
`data-fill="18"`     a column: it ends above the foot; what is left over goes between its children, at most 18 each
`data-drop="4"`      in a column, may be left out where room is short: the highest number first, of equals the last
`data-stretch`       a column whose background reaches down to the foot
`data-loosen="3"`    a list in a column: after the sections, up to 3 more between its items
`data-give="45"`     takes what is still left over, gone where that is less than 45; its last child holds one line to
                     write on, which is repeated
`data-hold`          a box of fixed height that has to hold its content
`data-fold`          marks a fold in the margin; where sheets are cut it is drawn outside of the page (marks.py)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from reportgen.render import boxes, moving
from reportgen.render.boxes import Box
from reportgen.render.moving import TOLERANCE_PX
from reportgen.values import dataclass

_PX = 96 / 72  # CSS pixels a point
_OVER = 1.5  # pixels by which nobody sees a line stick out

NOTED = frozenset(f"data-{name}" for name in ("panel", "foot", "fill", "drop", "stretch", "loosen", "give", "hold"))


@dataclass(frozen=True, slots=True)
class Arranged:
    """What does not fit, in words, and the items that were dropped: what each is called and how it begins."""

    findings: tuple[str, ...]
    left_out: tuple[str, ...]


def arrange(page: Box, *, taller_pt: float = 0.0) -> Arranged:
    """Arrange the page box in place, and take the `taller_pt` by which it exceeds the paper from it."""
    _cut(page, taller_pt * _PX)
    noted = _noted(boxes.tree(page, in_plain=False))
    ids = frozenset(map(id, noted))

    def is_noted(box: Box) -> bool:
        return id(box) in ids

    limit = page.content_box_y() + page.height
    findings = [
        f"{_name(box)} cannot hold “{boxes.text(box):.40}”"
        for box in noted
        if _has(box, "data-hold") and boxes.content_bottom(box) > box.content_box_y() + box.height + TOLERANCE_PX
    ]
    left_out: list[str] = []
    panels = [
        (box, list(filter(is_noted, boxes.tree(box, in_plain=False)))) for box in noted if _has(box, "data-panel")
    ]
    for part, inside in panels or [(page, noted)]:
        arranged = _arrange_part(part, inside, limit, is_noted)
        findings += arranged.findings
        left_out += arranged.left_out
    findings += sticking_out(page)
    return Arranged(tuple(findings), tuple(left_out))


def _arrange_part(part: Box, noted: Sequence[Box], limit: float, is_noted: Callable[[Box], bool]) -> Arranged:
    """A page, or a panel of it, that may reach down to `limit`; `noted` are the boxes in it with our attributes."""
    foot = next((box for box in noted if _has(box, "data-foot")), None)
    if foot is not None:
        moving.shift(foot, limit - boxes.bottom(foot))
        limit = foot.position_y
    findings: list[str] = []
    left_out: list[str] = []
    columns = [box for box in noted if _has(box, "data-fill")]
    for column in columns:
        room = limit - boxes.extra_below(column)
        giver = _take_out_giver(column)
        left_out += _drop(column, room, is_noted)
        if (over := boxes.content_bottom(column) - room) > TOLERANCE_PX:
            findings.append(f"{_name(column)} runs {over / _PX:.0f} pt over")
            continue
        _spread(column, room, is_noted)
        if giver is not None:
            _fill_up(column, giver, room)
        if _has(column, "data-stretch"):
            moving.grow(column, limit - boxes.bottom(column))
    if not columns and (over := boxes.content_bottom(part) - limit) > TOLERANCE_PX:
        findings.append(f"{_part_name(part)} runs {over / _PX:.0f} pt over")
    return Arranged(tuple(findings), tuple(left_out))


def _cut(page: Box, extra: float) -> None:
    """Give the page the paper's height; what stands in its lower margin moves up."""
    page.height -= extra
    for child in page.children:
        if type(child).__name__ == "MarginBox" and child.at_keyword.startswith("@bottom"):
            moving.shift(child, -extra)


def _drop(column: Box, room: float, is_noted: Callable[[Box], bool]) -> list[str]:
    """Leave items out until the column holds the rest; returns what each was called and how it began."""
    if boxes.content_bottom(column) <= room + TOLERANCE_PX:
        return []
    candidates = [
        (number, path)
        for path, box in boxes.paths(column, is_noted, in_plain=False)
        if (number := _number(box, "data-drop")) is not None
    ]
    dropped: list[str] = []
    while candidates and boxes.content_bottom(column) > room + TOLERANCE_PX:
        highest = max(number for number, _ in candidates)
        *ancestors, parent, box = [path for number, path in candidates if number == highest][-1]

        def leave_out(parent: Box = parent, box: Box = box) -> None:
            parent.children = [child for child in parent.children if child is not box]

        moving.change([*ancestors, parent], box, leave_out)
        candidates = [(number, path) for number, path in candidates if not any(each is box for each in path)]
        dropped.append(f"{_name(box)} “{boxes.beginning(box)}”")
    return dropped


def _spread(column: Box, room: float, is_noted: Callable[[Box], bool]) -> None:
    """What is left over goes between the sections first, then between the items of loose lists."""
    most = _measure(column, "data-fill")
    children = [child for child in column.children if child.is_in_normal_flow()]
    left = room - boxes.content_bottom(column)
    if len(children) > 1:
        moving.open_between([column], children, min(left / (len(children) - 1), most))
    left = room - boxes.content_bottom(column)
    if left <= 1:
        return
    lists = [
        (path, box.children, _measure(box, "data-loosen"))
        for path, box in boxes.paths(column, is_noted, in_plain=False)
        if _has(box, "data-loosen")
    ]
    gaps = sum(max(0, len(items) - 1) for _, items, _ in lists)
    for path, items, step in lists:
        moving.open_between(path, items, min(left / gaps, step) if gaps else 0.0)


def _take_out_giver(column: Box) -> Box | None:
    giver = next((child for child in column.children if _has(boxes.laid_out(child), "data-give")), None)
    column.children = [child for child in column.children if child is not giver]
    return giver


def _fill_up(column: Box, giver: Box, room: float) -> None:
    """Put back what gives, grown to the end of the column, where there is room enough for it.

    It is positioned absolutely, so that it took no room in the layout.
    """
    box = boxes.laid_out(giver)
    end = boxes.content_bottom(column)
    if room - end < _measure(box, "data-give"):
        return
    column.children = [*column.children, giver]
    moving.shift(box, end - box.position_y)
    lines = box.children[-1]
    moving.grow(lines, room - end - box.margin_height())
    _repeat(lines)


def _repeat(lines: Box) -> None:
    """Repeat the one line in the box down to its foot."""
    for line in lines.children[:1]:
        step = line.margin_height()
        copies = [line.deepcopy() for _ in range(1, int(lines.height // step))]
        for place, copy in enumerate(copies, 1):
            moving.shift(copy, place * step)
        lines.children = [line, *copies]


def sticking_out(page: Box) -> Iterator[str]:
    """Lines that stick out of their block, and text outside the margins."""
    right = page.content_box_x() + page.width
    bottom = page.content_box_y() + page.height
    for line, edge, edge_of_block in _lines(page):
        if edge > edge_of_block + _OVER and boxes.text(line):
            yield f"“{boxes.text(line):.40}” is wider than its column"
        elif edge > right + _OVER or line.position_y + line.height > bottom + _OVER:
            yield f"“{boxes.text(line):.40}” lies outside the margins"


def reach(root: Box) -> tuple[float, float, float]:
    """How far the lines in a box stick out of their blocks at the most, and how far they reach right and down."""
    lines = list(_lines(root))
    return (
        max((edge - edge_of_block for _, edge, edge_of_block in lines), default=-math.inf),
        max((edge for _, edge, _ in lines), default=-math.inf),
        max((line.position_y + line.height for line, _, _ in lines), default=-math.inf),
    )


def may_stand(page: Box, reach: tuple[float, float, float], x: float, y: float) -> bool:
    """Whether nothing would stick out, were a box moved by x, y that reaches so far."""
    over, right, bottom = reach
    return (
        over <= _OVER
        and right + x <= page.content_box_x() + page.width + _OVER
        and bottom + y <= page.content_box_y() + page.height + _OVER
    )


def _lines(root: Box) -> Iterator[tuple[Box, float, float]]:
    """The lines in a box with their right edges, and those of their blocks."""
    waiting = [root]
    while waiting:
        box = boxes.laid_out(waiting.pop())
        edge_of_block = None
        for child in getattr(box, "children", ()):
            kind = type(child).__name__
            if kind != "LineBox":
                if kind != "MarginBox":
                    waiting.append(child)
                continue
            if not child.children:
                continue
            waiting += [inner for inner in child.children if getattr(inner, "children", None)]
            if edge_of_block is None:
                edge_of_block = box.content_box_x() + box.width
            yield child, max([inner.position_x + inner.margin_width() for inner in child.children]), edge_of_block


def _noted(content: Iterable[Box]) -> list[Box]:
    """Boxes whose elements have any of our attributes; one may yet be a box that carries its parent's element."""
    found: dict[Any, bool] = {}
    noted = []
    for box in content:
        element = getattr(box, "element", None)
        if element not in found:
            found[element] = element is not None and not NOTED.isdisjoint(element.keys())
        if found[element]:
            noted.append(box)
    return noted


def _has(box: Box, attribute: str) -> bool:
    return _attribute(box, attribute) is not None


def _measure(box: Box, attribute: str) -> float:
    """A length in CSS pixels; 0 without the attribute."""
    return float(_attribute(box, attribute) or 0.0) * _PX


def _number(box: Box, attribute: str) -> float | None:
    value = _attribute(box, attribute)
    return None if value is None else float(value)


def _attribute(box: Box, name: str) -> str | None:
    """Of the box's own element: anonymous boxes and pseudo-elements carry their parent's."""
    element = getattr(box, "element", None)
    if element is None or box.element_tag != element.tag or type(box.style).__name__ == "AnonymousStyle":
        return None
    value: str | None = element.get(name)
    # A table's wrapper and the table itself are boxes of one element: the outer one counts.
    return None if type(box).__name__ in ("TableBox", "LineBox") else value


def _name(box: Box) -> str:
    return str(box.element.get("class") or box.element.tag)


def _part_name(part: Box) -> str:
    return _name(part) if _has(part, "data-panel") else "the page"
