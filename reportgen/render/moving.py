"""Moves boxes of a page that is laid out, and lets what lies below follow. CSS pixels."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any

from reportgen.render import boxes
from reportgen.render.boxes import Box, Path

TOLERANCE_PX = 0.7


def open_between(path: Path, items: Sequence[Box], space: float) -> None:
    """Move apart the items that stand in the last of `path`, and let what lies below follow."""
    if space <= 0 or len(items) < 2:
        return
    *ancestors, parent = path
    if any(one is not other for one, other in zip(items, parent.children, strict=False)) or not _are_stacked(parent):
        for item in items[:-1]:
            _open_after([*path, item], space)
        return
    # The same at once: else the last box is moved as often as there are others.
    gaps = len(items) - 1
    for place, child in enumerate(parent.children):
        shift(boxes.laid_out(child), space * min(place, gaps))
    for item in items[:-1]:
        item.margin_bottom += space
    change(ancestors, parent, functools.partial(grow, parent, space * gaps))


def _are_stacked(parent: Box) -> bool:
    """Whether each of the boxes in it begins where the one before ends, or below."""
    children = [boxes.laid_out(child) for child in parent.children]
    return all(
        after.position_y >= boxes.bottom(before) - TOLERANCE_PX and not before.is_absolutely_positioned()
        for before, after in itertools.pairwise(children)
    )


def _open_after(path: Path, space: float) -> None:
    """Move down what lies below the last box of `path`, in it and in its ancestors."""
    *ancestors, box = path

    def open_up() -> None:
        box.margin_bottom += space

    change(ancestors, box, open_up)


def change(ancestors: Path, box: Box, how: Callable[[], None]) -> None:
    """Make a change to the lower edge of `box`, let what lies below follow, and the ancestors' heights, too.

    Only what lies below moves, and not above what else stands there, so that a column beside stays as it is.
    """
    for parent in reversed(ancestors):
        edge = boxes.bottom(box)
        siblings = [boxes.laid_out(child) for child in parent.children]
        below = [child for child in siblings if child is not box and child.position_y >= edge - TOLERANCE_PX]
        beside = [child for child in siblings if not any(child is other for other in below)]
        before, old_end = boxes.lowest(beside, edge), boxes.content_bottom(parent)
        how()
        left = [child for child in beside if any(child is boxes.laid_out(other) for other in parent.children)]
        moved = boxes.lowest(left, box.position_y) - before
        for child in below:
            shift(child, moved)
        how = functools.partial(grow, parent, boxes.content_bottom(parent) - old_end)
        box = parent
    how()


def change_lower_edge(ancestors: Path, box: Box, more: float) -> None:
    """Make a box taller, or lower, and let what lies below it follow."""
    change(ancestors, box, functools.partial(grow, box, more))


def shift(box: Box, down: float) -> None:
    """Move a box with all that it holds, backgrounds included (they are placed before, in absolute terms)."""
    if abs(down) < 0.01:
        return
    box.translate(dy=down)
    if not getattr(box, "moves_whole", False):
        for inner in boxes.tree(box):
            _move_background(inner, down, 0.0)


def grow(box: Box, more: float) -> None:
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
