"""An element of an SVG logo as it was read: `svg.py` makes and checks them, `svg_cost.py` counts them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Element:
    """An element with plain attributes; `text` only of a style sheet; `line` in the file."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""
