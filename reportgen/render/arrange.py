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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_PX = 96 / 72  # CSS pixels a point
_TOLERANCE_PX = 0.7

_NOTED = frozenset(f"data-{name}" for name in ("panel", "foot", "fill", "drop", "stretch", "loosen", "give", "hold"))

Box = Any  # weasyprint's boxes are untyped
Path = Sequence[Box]  # a box with its ancestors, from the column down


@dataclass(frozen=True, slots=True)
class Arranged:
    """What does not fit, in words, and the items that were dropped: what each is called and how it begins."""

    findings: tuple[str, ...]
    left_out: tuple[str, ...]


def arrange(page: Box, *, taller_pt: float = 0.0) -> Arranged:
    """Arrange the page box in place, and take the `taller_pt` by which it exceeds the paper from it."""
    _cut(page, taller_pt * _PX)
    noted = list(filter(_is_noted, _tree(page)))
    limit = page.content_box_y() + page.height
    findings = [
        f"{_name(box)} cannot hold “{_text(box):.40}”"
        for box in noted
        if _has(box, "data-hold") and _content_bottom(box) > box.content_box_y() + box.height + _TOLERANCE_PX
    ]
    left_out: list[str] = []
    panels = [(box, list(filter(_is_noted, _tree(box)))) for box in noted if _has(box, "data-panel")]
    for part, inside in panels or [(page, noted)]:
        arranged = _arrange_part(part, inside, limit)
        findings += arranged.findings
        left_out += arranged.left_out
    findings += _too_wide(_tree(page), page)
    return Arranged(tuple(findings), tuple(left_out))


def _arrange_part(part: Box, noted: Sequence[Box], limit: float) -> Arranged:
    """A page, or a panel of it, that may reach down to `limit`."""
    foot = next((box for box in noted if _has(box, "data-foot")), None)
    if foot is not None:
        shift(foot, limit - _bottom(foot))
        limit = foot.position_y
    findings: list[str] = []
    left_out: list[str] = []
    columns = [box for box in noted if _has(box, "data-fill")]
    for column in columns:
        room = limit - _extra_below(column)
        giver = _take_out_giver(column)
        left_out += _drop(column, room)
        if (over := _content_bottom(column) - room) > _TOLERANCE_PX:
            findings.append(f"{_name(column)} runs {over / _PX:.0f} pt over")
            continue
        _spread(column, room)
        if giver is not None:
            _fill_up(column, giver, room)
        if _has(column, "data-stretch"):
            _grow(column, limit - _bottom(column))
    if not columns and (over := _content_bottom(part) - limit) > _TOLERANCE_PX:
        findings.append(f"{_part_name(part)} runs {over / _PX:.0f} pt over")
    return Arranged(tuple(findings), tuple(left_out))


def _cut(page: Box, extra: float) -> None:
    """Give the page the paper's height; what stands in its lower margin moves up."""
    page.height -= extra
    for child in page.children:
        if type(child).__name__ == "MarginBox" and child.at_keyword.startswith("@bottom"):
            shift(child, -extra)


def _drop(column: Box, room: float) -> list[str]:
    """Leave items out until the column holds the rest; returns what each was called and how it began."""
    if _content_bottom(column) <= room + _TOLERANCE_PX:
        return []
    candidates = [
        (number, path) for path, box in paths(column, _is_noted) if (number := _number(box, "data-drop")) is not None
    ]
    dropped: list[str] = []
    while candidates and _content_bottom(column) > room + _TOLERANCE_PX:
        highest = max(number for number, _ in candidates)
        *ancestors, parent, box = [path for number, path in candidates if number == highest][-1]

        def leave_out(parent: Box = parent, box: Box = box) -> None:
            parent.children = [child for child in parent.children if child is not box]

        _change([*ancestors, parent], box, leave_out)
        candidates = [(number, path) for number, path in candidates if not any(each is box for each in path)]
        dropped.append(f"{_name(box)} “{_beginning(box)}”")
    return dropped


def _spread(column: Box, room: float) -> None:
    """What is left over goes between the sections first, then between the items of loose lists."""
    most = _measure(column, "data-fill")
    children = [child for child in column.children if child.is_in_normal_flow()]
    left = room - _content_bottom(column)
    for child in children[:-1]:
        _open_after([column, child], min(left / (len(children) - 1), most))
    left = room - _content_bottom(column)
    gaps = [
        (path, item, _measure(box, "data-loosen"))
        for path, box in paths(column, _is_noted)
        if _has(box, "data-loosen")
        for item in box.children[:-1]
    ]
    if left > 1:
        for path, item, step in gaps:
            _open_after([*path, item], min(left / len(gaps), step))


def _take_out_giver(column: Box) -> Box | None:
    giver = next((child for child in column.children if _has(_laid_out(child), "data-give")), None)
    column.children = [child for child in column.children if child is not giver]
    return giver


def _fill_up(column: Box, giver: Box, room: float) -> None:
    """Put back what gives, grown to the end of the column, where there is room enough for it.

    It is positioned absolutely, so that it took no room in the layout.
    """
    box = _laid_out(giver)
    end = _content_bottom(column)
    if room - end < _measure(box, "data-give"):
        return
    column.children = [*column.children, giver]
    shift(box, end - box.position_y)
    lines = box.children[-1]
    _grow(lines, room - end - box.margin_height())
    _repeat(lines)


def _repeat(lines: Box) -> None:
    """Repeat the one line in the box down to its foot."""
    for line in lines.children[:1]:
        step = line.margin_height()
        copies = [line.deepcopy() for _ in range(1, int(lines.height // step))]
        for place, copy in enumerate(copies, 1):
            shift(copy, place * step)
        lines.children = [line, *copies]


def _open_after(path: Path, space: float) -> None:
    """Move down what lies below the last box of `path`, in it and in its ancestors."""
    *ancestors, box = path
    if space <= 0:
        return

    def open_up() -> None:
        box.margin_bottom += space

    _change(ancestors, box, open_up)


def _change(ancestors: Path, box: Box, change: Callable[[], None]) -> None:
    """Make a change to the lower edge of `box`, let what lies below follow, and the ancestors' heights, too.

    Only what lies below moves, and not above what else stands there, so that a column beside stays as it is.
    """
    for parent in reversed(ancestors):
        edge = _bottom(box)
        siblings = [_laid_out(child) for child in parent.children]
        below = [child for child in siblings if child is not box and child.position_y >= edge - _TOLERANCE_PX]
        beside = [child for child in siblings if not any(child is other for other in below)]
        before, old_end = _lowest(beside, edge), _content_bottom(parent)
        change()
        left = [child for child in beside if any(child is _laid_out(other) for other in parent.children)]
        moved = _lowest(left, box.position_y) - before
        for child in below:
            shift(child, moved)
        taller = _content_bottom(parent) - old_end
        box = parent

        def change(parent: Box = parent, taller: float = taller) -> None:
            _grow(parent, taller)

    change()


def change_lower_edge(ancestors: Path, box: Box, more: float) -> None:
    """Make a box taller, or lower, and let what lies below it follow."""
    _change(ancestors, box, lambda: _grow(box, more))


def shift(box: Box, down: float) -> None:
    """Move a box with all that it holds, backgrounds included (they are placed before, in absolute terms)."""
    if abs(down) < 0.01:
        return
    box.translate(dy=down)
    if not getattr(box, "moves_whole", False):
        for inner in _tree(box):
            _move_background(inner, down, 0.0)


def _grow(box: Box, more: float) -> None:
    """Make a box taller, or lower; one of fixed height in a flow keeps its place."""
    if abs(more) > 0.001 and isinstance(box.height, float | int):
        box.height += more
        _move_background(box, 0.0, more)


def _move_background(box: Box, down: float, taller: float) -> None:
    background = getattr(box, "background", None)
    if background is None:
        return
    layers = [
        layer._replace(
            painting_area=_moved(layer.painting_area, down, taller),
            positioning_area=_moved(layer.positioning_area, down, taller),
            clipped_boxes=[_moved(clip, down, taller) for clip in layer.clipped_boxes],
        )
        for layer in background.layers
    ]
    box.background = background._replace(layers=layers)


def _moved(area: Any, down: float, taller: float) -> Any:
    """x, y, width, height, and radii after them where the area is a rounded box."""
    if not isinstance(area, tuple | list):
        return area
    x, y, width, height, *radii = area
    return type(area)((x, y + down, width, height + taller, *radii))


def sticking_out(page: Box) -> tuple[str, ...]:
    """Lines of a page that is not arranged that stick out of their block, or lie outside the margins."""
    return tuple(_too_wide(_tree(page), page))


def _too_wide(content: Iterator[Box], page: Box) -> Iterator[str]:
    """Lines that stick out of their block, and text outside the margins."""
    right = page.content_box_x() + page.width
    bottom = page.content_box_y() + page.height
    for box in content:
        for line in getattr(box, "children", ()):
            if type(line).__name__ != "LineBox" or not getattr(line, "children", ()):
                continue
            edge = max(child.position_x + child.margin_width() for child in line.children)
            if edge > box.content_box_x() + box.width + 1.5 and _text(line):
                yield f"“{_text(line):.40}” is wider than its column"
            elif edge > right + 1.5 or line.position_y + line.height > bottom + 1.5:
                yield f"“{_text(line):.40}” lies outside the margins"


def _text(box: Box) -> str:
    own = getattr(box, "text", None)
    return own if isinstance(own, str) else "".join(_text(child) for child in getattr(box, "children", ()))


def _beginning(box: Box, most: int = 44) -> str:
    """The first words of what a box holds."""
    texts = [text for inner in _tree(box) if isinstance(text := getattr(inner, "text", None), str)]
    words = " ".join(" ".join(texts).split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"


def _bottom(box: Box) -> float:
    """Lower margin edge."""
    return float(box.position_y + box.margin_height())


def _lowest(boxes: Sequence[Box], otherwise: float) -> float:
    return max((_bottom(box) for box in boxes if not box.is_absolutely_positioned()), default=otherwise)


def _content_bottom(box: Box) -> float:
    """Lower edge of what a box holds, in the flow or floating."""
    return _lowest([_laid_out(child) for child in getattr(box, "children", ())], box.content_box_y())


def _extra_below(box: Box) -> float:
    return float(box.padding_bottom + box.border_bottom_width + box.margin_bottom)


def _laid_out(box: Box) -> Box:
    """The box itself where a placeholder stands for one that is positioned absolutely."""
    return getattr(box, "_box", None) or box


def _tree(box: Box) -> Iterator[Box]:
    """The box and all within, in the order of the document; margin boxes of the page are left out."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        yield box
        waiting += [
            _laid_out(child) for child in reversed(getattr(box, "children", ())) if type(child).__name__ != "MarginBox"
        ]


def paths(root: Box, wanted: Callable[[Box], bool]) -> Iterator[tuple[list[Box], Box]]:
    """Every wanted block below `root`, with its ancestors from `root` to itself."""
    path = [root]

    def walk(box: Box) -> Iterator[tuple[list[Box], Box]]:
        for child in map(_laid_out, getattr(box, "children", ())):
            if type(child).__name__ != "LineBox":
                path.append(child)
                if wanted(child):
                    yield list(path), child
                yield from walk(child)
                path.pop()

    yield from walk(root)


def _is_noted(box: Box) -> bool:
    """Whether the box's element has any of our attributes; it may yet be one that carries its parent's element."""
    element = getattr(box, "element", None)
    return element is not None and not _NOTED.isdisjoint(element.keys())


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
