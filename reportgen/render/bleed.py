"""Backgrounds that reach the edge of a page go on beyond it, so that no white shows where a sheet is cut a little off.

It works on boxes that are laid out and arranged; a layout says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

_REACHES_PX = 0.5  # so near to the edge is at it


class _Sides(NamedTuple):
    """How much an area grows at each side, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float


def extend(boxes: Iterable[Any], width_px: float, height_px: float, bleed_px: float) -> None:
    """Extend the backgrounds of the boxes of a page of that size, in place."""
    for box in boxes:
        for name in ("background", "canvas_background"):
            if (background := getattr(box, name, None)) is not None and background.layers:
                layers = [_extended(layer, width_px, height_px, bleed_px) for layer in background.layers]
                setattr(box, name, background._replace(layers=layers))


def _extended(layer: Any, width_px: float, height_px: float, bleed_px: float) -> Any:
    def grown(area: Any) -> Any:
        """x, y, width, height, and radii after them where the area is a rounded box."""
        sides = _at_edges(area, width_px, height_px, bleed_px)
        return _with(area, sides)

    changes = {
        "painting_area": grown(layer.painting_area),
        "clipped_boxes": [grown(clip) for clip in layer.clipped_boxes],
    }
    if layer.image is not None and layer.repeat == ("no-repeat", "no-repeat"):
        # A picture that fills its box to the edge is drawn a little larger.
        left, top, *_ = layer.positioning_area
        x, y, wide, high = grown((left + layer.position[0], top + layer.position[1], *layer.size))
        changes |= {"position": (x - left, y - top), "size": (wide, high)}
    return layer._replace(**changes)


def _at_edges(area: Any, width_px: float, height_px: float, bleed_px: float) -> _Sides:
    x, y, wide, high, *_ = area
    right, bottom = x + wide, y + high
    if min(right, bottom) <= _REACHES_PX or x >= width_px - _REACHES_PX or y >= height_px - _REACHES_PX:
        return _Sides(0, 0, 0, 0)  # it lies beyond the page
    # As far as the bleed's edge and no farther: an area may stand out of the page already.
    return _Sides(
        max(0.0, x + bleed_px) if x <= _REACHES_PX else 0.0,
        max(0.0, y + bleed_px) if y <= _REACHES_PX else 0.0,
        max(0.0, width_px + bleed_px - right) if right >= width_px - _REACHES_PX else 0.0,
        max(0.0, height_px + bleed_px - bottom) if bottom >= height_px - _REACHES_PX else 0.0,
    )


def _with(area: Any, sides: _Sides) -> Any:
    x, y, wide, high, *radii = area
    grown = (x - sides.left, y - sides.top, wide + sides.left + sides.right, high + sides.top + sides.bottom)
    return type(area)((*grown, *radii))
