"""Paths of rectangles whose corners may be rounded, as WeasyPrint draws them. CSS pixels, y downwards."""

from __future__ import annotations

from functools import lru_cache

from reportgen.render.press.pen import number
from reportgen.render.press.style import SQUARE, Corners

Rectangle = tuple[float, float, float, float]  # x, y, width, height
Sides = tuple[float, float, float, float]  # top, right, bottom, left
_ROUND = 0.45  # of a radius: where WeasyPrint puts the handles of a rounded corner


@lru_cache(4_000)
def outline(x: float, y: float, width: float, height: float, corners: Corners = SQUARE) -> str:
    """The whole of it."""
    if not corners:
        return f"{number(x)} {number(y)} {number(width)} {number(height)} re\n"
    (tlx, tly), (trx, try_), (brx, bry), (blx, bly) = _fitting(corners, width, height)
    right, foot, c = x + width, y + height, _ROUND
    n = number
    return (
        f"{n(x + tlx)} {n(y)} m\n{n(right - trx)} {n(y)} l\n"
        f"{n(right - trx * c)} {n(y)} {n(right)} {n(y + try_ * c)} {n(right)} {n(y + try_)} c\n"
        f"{n(right)} {n(foot - bry)} l\n"
        f"{n(right)} {n(foot - bry * c)} {n(right - brx * c)} {n(foot)} {n(right - brx)} {n(foot)} c\n"
        f"{n(x + blx)} {n(foot)} l\n"
        f"{n(x + blx * c)} {n(foot)} {n(x)} {n(foot - bly * c)} {n(x)} {n(foot - bly)} c\n{n(x)} {n(y + tly)} l\n"
        f"{n(x)} {n(y + tly * c)} {n(x + tlx * c)} {n(y)} {n(x + tlx)} {n(y)} c\nh\n"
    )


def inside(rectangle: Rectangle, corners: Corners, borders: Sides) -> tuple[Rectangle, Corners]:
    """What borders of these widths leave of it."""
    x, y, width, height = rectangle
    top, right, bottom, left = borders
    inner = (x + left, y + top, width - left - right, height - top - bottom)
    if not corners:
        return inner, SQUARE
    nearest = ((left, top), (right, top), (right, bottom), (left, bottom))
    less = tuple((max(0.0, rx - dx), max(0.0, ry - dy)) for (rx, ry), (dx, dy) in zip(corners, nearest, strict=True))
    return inner, less if any(min(corner) for corner in less) else SQUARE


def side(index: int, rectangle: Rectangle, corners: Corners, borders: Sides) -> str:
    """The area in which the border of one side shows; where corners are rounded it takes its part of them."""
    x, y, width, height = rectangle
    top, right, bottom, left = borders
    if not corners:
        above, below = (x, y, width, top), (x, y + height - bottom, width, bottom)
        return outline(*(above, (x + width - right, y, right, height), below, (x, y, left, height))[index])
    # Each corner with the way inwards, as far as its curve reaches, or else the borders that meet there.
    ends = ((x, y, 1, 1), (x + width, y, -1, 1), (x + width, y + height, -1, -1), (x, y + height, 1, -1))
    meeting = ((left, top), (right, top), (right, bottom), (left, bottom))
    outer, inner = [], []
    for place in (index, (index + 1) % 4):
        px, py, right_or_left, down_or_up = ends[place]
        curve, square = corners[place], meeting[place]
        dx, dy = curve if curve[0] > square[0] and curve[1] > square[1] else square
        outer.append((px, py))
        inner.append((px + right_or_left * dx, py + down_or_up * dy))
    points = [f"{number(px)} {number(py)}" for px, py in (*outer, *reversed(inner))]
    return " l\n".join((f"{points[0]} m\n{points[1]}", *points[2:])) + " l\nh\n"


def _fitting(corners: Corners, width: float, height: float) -> Corners:
    """No rounder than the rectangle has room for: all are made smaller alike."""
    (tlx, tly), (trx, try_), (brx, bry), (blx, bly) = corners
    pairs = ((width, tlx + trx), (width, blx + brx), (height, tly + bly), (height, try_ + bry))
    ratio = min(1.0, *(extent / both for extent, both in pairs if both > 0))
    return corners if ratio == 1.0 else tuple((ratio * rx, ratio * ry) for rx, ry in corners)
