"""Where all in the box of a piece of standing type stands: laid out at the origin, moved, and set back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

R = TypeVar("R")

_SAME = 1e-6  # pixels that are lost in sums


class Placement:
    """Where all in the box of a piece stands when the box is at the origin."""

    __slots__ = (
        *("_boxes", "_children", "_height", "_is_at_origin", "_lines", "_result", "_x", "_y"),
        *("at", "key", "limits", "measured", "printed", "reach"),
    )

    def __init__(self) -> None:
        self.key: Any = None  # all that it depends on besides the box; None for what may not be used again
        self.limits: tuple[float, ...] | None = ()  # of a row: see `room.Room`; None where none can be told
        self.measured: tuple[Any, Hashable] = (None, None)  # a room, and what it measures there (`room.py`)
        self._result: Any = None
        self._boxes: list[Any] = []
        self._lines: list[Any] = []
        self._children: list[Any] | None = None
        self._x = self._y = self._height = 0.0
        self.at: tuple[float, float] | None = None  # where it belongs, if it is set down
        self.reach: tuple[float, float, float] | None = None  # at the origin (`render/arrange.py`)
        self.printed: Any = None  # what it paints (`prints.py`)
        self._is_at_origin = False

    def stand(self, root: Any, key: Hashable, lay_out: Callable[[], R]) -> R:
        """Lay `root` out where it is, unless it was with this key, and return what `lay_out` returned."""
        x, y = root.position_x, root.position_y
        self.lay_out(root, key, lay_out)
        self._set_up(root, x, y)
        self.at, self._is_at_origin = None, False
        result: R = self._result
        return result

    def lay_out(self, root: Any, key: Hashable, lay_out: Callable[[], object]) -> None:
        """Lay it out at the origin, unless it was with this key."""
        if self.key != key:
            self._forget(root)
            self.key = None  # should it fail: it does not stand as before, either
            root.position_x = root.position_y = 0.0
            self._note(root, key, lay_out())

    def set_down(self, root: Any, at: tuple[float, float]) -> None:
        """Say where the box belongs, and leave it at the origin, as it was laid out."""
        if not self._is_at_origin:
            self._set_up(root, 0.0, 0.0)
            self._is_at_origin = True
        self.at = at

    def lift(self) -> None:
        """Some of it was resolved anew, and is not as it was laid out."""
        self._is_at_origin = False

    def offset(self, root: Any) -> tuple[float, float]:
        """How far it was moved."""
        return root.position_x - self._x, root.position_y - self._y

    def measures(self) -> tuple[Any, Hashable]:
        """What laying out returned, and all heights and places from above."""
        boxes = tuple(
            (box.style.position, box.style.floats, top, height, *edges)
            for box, _, top, height, _, *edges in self._boxes
        )
        return self._result, (self._x, self._y, self._height, boxes, tuple(top for _, _, top in self._lines))

    @property
    def floating(self) -> Sequence[Any]:
        """The boxes that float in it and may reach out of it."""
        return self._result[1] if isinstance(self._result, tuple) else ()

    def floats(self, *, across: bool) -> Hashable:
        """Where they stand and how high they are; `across`, also how far from the left and how wide."""
        ids = {id(box) for box in self.floating}
        return tuple(
            (top, box.margin_height(), *((left, box.margin_width()) if across else ()))
            for box, left, top, *_ in self._boxes
            if id(box) in ids
        )

    def may_stand_elsewhere(self, root: Any) -> bool:
        """Whether all in it stands as it was laid out at the origin."""
        if self.key is None or root.height != self._height or root.children is not self._children:
            return False
        x, y = self.offset(root)
        return all(
            box.height == height and box.children is children for box, _, _, height, children, *_ in self._boxes
        ) and all(
            abs(box.position_x - left - x) < _SAME and abs(box.position_y - top - y) < _SAME
            for box, left, top, *_ in (*self._boxes, *self._lines)
        )

    def lay_out_once(self, root: Any, lay_out: Callable[[], R]) -> R:
        """Lay `root` out where it is, in surroundings that no other page has."""
        self._forget(root)
        result = lay_out()
        self._note(root, None, None)
        self.at, self._is_at_origin = None, False
        return result

    def _note(self, root: Any, key: Hashable, result: Any) -> None:
        self.key, self._result = key, result
        self.measured, self.printed, self.reach = (None, None), None, None
        self._x, self._y, self._height, self._children = root.position_x, root.position_y, root.height, root.children
        boxes, lines = self._boxes, self._lines
        boxes.clear()
        lines.clear()
        waiting = list(root.children)
        while waiting:
            box = waiting.pop()
            waiting += box.children
            if hasattr(box, "padding_top"):
                boxes.append(
                    (
                        *(box, box.position_x, box.position_y, box.height, box.children),
                        *(box.margin_bottom, box.padding_top, box.padding_bottom),
                    )
                )
            else:
                lines.append((box, box.position_x, box.position_y))

    def _forget(self, root: Any) -> None:
        """Make the box ready to be laid out otherwise: with the children that a page may have dropped."""
        if self._children is not None:
            root.children = self._children
            for box, _, _, _, children, *_ in self._boxes:
                box.children = children

    def _set_up(self, root: Any, x: float, y: float) -> None:
        """Put the box, as it was laid out, at x, y: whatever was moved, dropped or grown since is undone."""
        root.position_x, root.position_y = self._x + x, self._y + y
        root.height, root.children = self._height, self._children
        for box, left, top, height, children, margin, above, below in self._boxes:
            box.position_x = left + x
            box.position_y = top + y
            box.height = height
            box.children = children
            box.margin_bottom = margin
            box.padding_top = above
            box.padding_bottom = below
        for line, left, top in self._lines:
            line.position_x = left + x
            line.position_y = top + y
