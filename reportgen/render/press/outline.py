"""Writes the bookmarks of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.render.press.objects import Objects, string
from reportgen.render.press.style import PX
from reportgen.render.press.tags import Heading


def add_outline(objects: Objects, headings: Sequence[tuple[Heading, int]], page_height_pt: float) -> int:
    """Write headings, each with the number of its page's object; returns the number of the whole, 0 without any."""
    if not headings:
        return 0
    root = objects.number()
    open_, parents, children = [(0, root)], dict[int, int](), {root: list[int]()}
    numbers = []
    for heading, _ in headings:
        while open_[-1][0] >= heading.level:
            open_.pop()
        number = objects.number()
        parents[number] = open_[-1][1]
        children[parents[number]].append(number)
        children[number] = []
        open_.append((heading.level, number))
        numbers.append(number)
    for number, (heading, page) in zip(numbers, headings, strict=True):
        siblings = children[parents[number]]
        place = siblings.index(number)
        before = f"/Prev {siblings[place - 1]} 0 R" if place else ""
        after = f"/Next {siblings[place + 1]} 0 R" if place + 1 < len(siblings) else ""
        objects.put(
            number,
            f"<</Title{string(heading.words)}/Parent {parents[number]} 0 R{before}{after}{_ends(number, children)}"
            f"/Dest[{page} 0 R/XYZ {heading.x / PX:.3f} {page_height_pt - heading.y / PX:.3f} 0]>>",
        )
    objects.put(root, f"<</Type/Outlines{_ends(root, children)}>>")
    return root


def _ends(number: int, children: Mapping[int, Sequence[int]]) -> str:
    inner = children[number]
    return f"/First {inner[0]} 0 R/Last {inner[-1]} 0 R/Count {_count(number, children)}" if inner else ""


def _count(number: int, children: Mapping[int, Sequence[int]]) -> int:
    return sum(1 + _count(child, children) for child in children[number])
