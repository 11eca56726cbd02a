"""After WeasyPrint's layout: pushes the foot of a page down, spreads what is left over, and says what did not fit.

WeasyPrint can neither justify a column vertically nor report that a box runs over its neighbour. Both are needed
for pages that look full with few sections and stay whole with many. It works on the boxes of a finished layout,
which is much cheaper than laying out again. Attributes in the HTML (all measures in points):

`data-foot`          the box is moved to the foot of its page
`data-fill="18"`     a column: it ends above the foot; what is left over goes between its children, at most 18 each
`data-stretch`       its background reaches down to the foot
`data-loosen="3"`    a list in a column: after the sections, up to 3 more between its items
`data-give="45"`     takes what is still left over (lines to write on); gone where that is less than 45
`data-hold`          a box of fixed height that has to hold its content
`data-sheet="1"`     the page of the layout that this content belongs to (on whatever may run over a page)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_PX = 96 / 72  # CSS pixels a point
_TOLERANCE_PX = 0.7

Box = Any  # weasyprint's boxes are untyped


def arrange(page: Box) -> list[str]:
    """Arrange the page box in place; returns what does not fit, in words, empty when all is well."""
    content = list(_tree(page))
    limit = page.content_box_y() + page.height
    findings = []
    foot = next((box for box in content if _has(box, "data-foot")), None)
    if foot is not None:
        shift(foot, limit - (foot.position_y + foot.margin_height()))
        limit = foot.position_y
    findings += [
        f"{_name(box)} cannot hold “{_text(box):.40}”"
        for box in content
        if _has(box, "data-hold") and _bottom(box) > box.position_y + box.margin_height() + _TOLERANCE_PX
    ]
    for column in content:
        if (most := _measure(column, "data-fill")) is None:
            continue
        used = _bottom(column)
        if used > limit + _TOLERANCE_PX:
            findings.append(f"{_name(column)} runs {(used - limit) / _PX:.0f} pt over")
            continue
        _spread(column, limit, most)
        if _has(column, "data-stretch"):
            _grow(column, limit - (column.position_y + column.margin_height()))
    findings += _too_wide(content, page)
    return findings


def sheets_of(page: Box) -> tuple[int, ...]:
    """The layout's pages whose content is on this page of the document, in order: more than one where one runs over."""
    found = set()
    for box in _tree(page):
        element = getattr(box, "element", None)
        if element is not None and (number := element.get("data-sheet")) is not None:
            found.add(int(number))
    return tuple(sorted(found))


def first_classes(page: Box) -> str:
    """Names of the sections on a page, for a message on what ran over."""
    found = [str(box.element.get("class")) for box in _tree(page) if getattr(box, "element_tag", "") == "section"]
    return ", ".join(name for name in found if not name.startswith("sheet")) or "something"


def _spread(column: Box, limit: float, most: float) -> None:
    """Between the sections first, then between the items of loose lists, then into what gives."""
    giver = next((child for child in column.children if _has(_laid_out(child), "data-give")), None)
    if giver is not None:
        column.children = [child for child in column.children if child is not giver]
    children = [child for child in column.children if child.is_in_normal_flow()]
    left = limit - _bottom(column)
    if len(children) > 1:
        each = min(left / (len(children) - 1), most)
        for child in children[:-1]:
            _insert_after([column, child], each)
    left = limit - _bottom(column)
    gaps = [
        (path, item, float(step))
        for path, box in _paths(column)
        if (step := _measure(box, "data-loosen")) is not None
        for item in box.children[:-1]
    ]
    if gaps and left > 1:
        each = left / len(gaps)
        for path, item, step in gaps:
            _insert_after([*path, item], min(each, step))
    if giver is not None:
        _fill_up(column, giver, limit)


def _fill_up(column: Box, giver: Box, limit: float) -> None:
    """Put back what gives, grown to the end of the column, where there is room enough for it.

    It is positioned absolutely, so that it took no room in the layout.
    """
    box = _laid_out(giver)
    left = limit - _bottom(column)
    least = _measure(box, "data-give") or 0.0
    if left < least:
        return
    end = column.content_box_y() + column.height
    column.children = [*column.children, giver]
    shift(box, end - box.position_y)
    _grow(box.children[-1], left - box.margin_height())
    _grow(column, left)


def _insert_after(path: Sequence[Box], space: float) -> None:
    """Move down what follows the last box of `path` in each of its ancestors, and let the ancestors grow.

    Only what lies below moves, so that a column beside stays where it is.
    """
    below = path[-1].position_y + path[-1].margin_height()
    for parent, box in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        for sibling in parent.children:
            if sibling is not box and sibling.position_y >= below - _TOLERANCE_PX:
                shift(sibling, space)
        bottom = max(
            (child.position_y + child.margin_height() for child in parent.children if child.is_in_normal_flow()),
            default=0.0,
        )
        space = max(0.0, bottom - (parent.content_box_y() + parent.height))
        below = parent.position_y + parent.margin_height()
        if space:
            _grow(parent, space)


def shift(box: Box, down: float) -> None:
    """Move a box with all that it holds, backgrounds included (they are placed before, in absolute terms)."""
    if abs(down) < 0.01:
        return
    box.translate(dy=down)
    for inner in _tree(box):
        _move_background(inner, down, 0.0)


def _grow(box: Box, more: float) -> None:
    if more > 0:
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


def _too_wide(content: Sequence[Box], page: Box) -> Iterator[str]:
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


def _bottom(column: Box) -> float:
    """Lower edge of what a column holds, its own padding and border included."""
    children = [child for child in column.children if child.is_in_normal_flow() or child.is_floated()]
    inner = max((child.position_y + child.margin_height() for child in children), default=column.content_box_y())
    return float(inner + column.padding_bottom + column.border_bottom_width + column.margin_bottom)


def _laid_out(box: Box) -> Box:
    """The box itself where a placeholder stands for one that is positioned absolutely."""
    return getattr(box, "_box", None) or box


def _tree(box: Box) -> Iterator[Box]:
    """The box and all within; margin boxes of the page are left out."""
    yield box
    for child in map(_laid_out, getattr(box, "children", ())):
        if type(child).__name__ != "MarginBox":
            yield from _tree(child)


def _paths(root: Box) -> Iterator[tuple[list[Box], Box]]:
    """Every box below `root` with its ancestors from `root` to itself. Tables are taken whole."""

    def walk(path: list[Box]) -> Iterator[tuple[list[Box], Box]]:
        for child in getattr(path[-1], "children", ()):
            if type(child).__name__ in ("TableBox", "LineBox", "InlineTableBox"):
                continue
            inner = [*path, child]
            yield inner, child
            yield from walk(inner)

    yield from walk([root])


def _has(box: Box, attribute: str) -> bool:
    element = getattr(box, "element", None)
    return element is not None and _is_principal(box) and element.get(attribute) is not None


def _measure(box: Box, attribute: str) -> float | None:
    element = getattr(box, "element", None)
    if element is None or not _is_principal(box) or (value := element.get(attribute)) is None:
        return None
    return float(value) * _PX


def _is_principal(box: Box) -> bool:
    """Anonymous boxes and pseudo-elements carry their element too."""
    return box.element_tag == box.element.tag and not type(box).__name__.startswith("Line") and not _anonymous(box)


def _anonymous(box: Box) -> bool:
    style = box.style
    return bool(style is None or type(style).__name__ == "AnonymousStyle")


def _name(box: Box) -> str:
    return str(box.element.get("class") or box.element.tag)
