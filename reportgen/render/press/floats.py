"""Boxes that float, and where others find room beside them."""

from __future__ import annotations

from reportgen.render.press.boxes import Box


class Floats:
    """The floats of one formatting context."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def avoid(self, y: float, height: float, width: float, left: float, right: float) -> tuple[float, float, float]:
        """Where something of this size finds room at or below `y`, and the edges that floats leave it."""
        while True:
            colliding = [box for box in self.boxes if _meets(box, y, y + height)]
            for box in colliding:
                box.is_met = True
            edges = [box.position_x + box.margin_width() for box in colliding if box.style.floats == "left"]
            other = [box.position_x for box in colliding if box.style.floats == "right"]
            near, far = max([left, *edges]), min([right, *other])
            if (edges or other) and width > far - near:
                lower = min(box.position_y + box.margin_height() for box in colliding)
                if lower > y:
                    y = lower
                    continue
            return y, near, far

    def reach_below(self, y: float) -> bool:
        """Whether any of them is beside what begins at `y`."""
        return any(box.position_y + box.margin_height() > y for box in self.boxes)

    def clear(self, y: float) -> float | None:
        """How much lower a box at `y` has to stand to be below all floats; None when it is."""
        lowest = max((box.position_y + box.margin_height() for box in self.boxes), default=y)
        return lowest - y if lowest > y else None


def _meets(box: Box, top: float, bottom: float) -> bool:
    above, below = box.position_y, box.position_y + box.margin_height()
    return above < top < below or above < bottom < below or (above >= top and below <= bottom)
