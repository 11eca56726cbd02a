"""Reads the boxes of a page laid out by WeasyPrint or the press: where they end, what they hold. CSS pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Box = Any  # weasyprint's boxes are untyped
Path = Sequence[Box]  # a box with its ancestors, the outermost first


def bottom(box: Box) -> float:
    """Lower margin edge."""
    return float(box.position_y + box.margin_height())


def lowest(boxes: Sequence[Box], otherwise: float) -> float:
    """The lowest lower margin edge of those that are not positioned absolutely."""
    return max((bottom(box) for box in boxes if not box.is_absolutely_positioned()), default=otherwise)


def content_bottom(box: Box) -> float:
    """Lower edge of what a box holds, in the flow or floating."""
    return lowest([laid_out(child) for child in getattr(box, "children", ())], box.content_box_y())


def extra_below(box: Box) -> float:
    """Padding, border and margin at its foot."""
    return float(box.padding_bottom + box.border_bottom_width + box.margin_bottom)


def laid_out(box: Box) -> Box:
    """The box itself where a placeholder stands for one that is positioned absolutely."""
    return box._box if type(box).__name__ == "AbsolutePlaceholder" else box


def tree(box: Box, *, in_plain: bool = True) -> Iterator[Box]:
    """The box and all within, in the order of the document; margin boxes of the page are left out.

    Without `in_plain`, also what stands in boxes that say to be plain: nothing in them has attributes for `arrange.py`.
    """
    waiting = [box]
    while waiting:
        box = laid_out(waiting.pop())
        if type(box).__name__ == "MarginBox":
            continue
        yield box
        if not in_plain and getattr(box, "is_plain", False):
            continue
        if children := getattr(box, "children", None):
            waiting += reversed(children)


def paths(root: Box, wanted: Callable[[Box], bool], *, in_plain: bool = True) -> Iterator[tuple[list[Box], Box]]:
    """Every wanted block below `root`, with its ancestors from `root` to itself. `in_plain` is as in `tree`."""
    return _paths([root], wanted, in_plain)


def _paths(path: list[Box], wanted: Callable[[Box], bool], in_plain: bool) -> Iterator[tuple[list[Box], Box]]:
    for child in map(laid_out, getattr(path[-1], "children", ())):
        if type(child).__name__ != "LineBox":
            path.append(child)
            if wanted(child):
                yield list(path), child
            if in_plain or not getattr(child, "is_plain", False):
                yield from _paths(path, wanted, in_plain)
            path.pop()


def text(box: Box) -> str:
    """All words in it."""
    own = getattr(box, "text", None)
    return own if isinstance(own, str) else "".join(text(child) for child in getattr(box, "children", ()))


def beginning(box: Box, most: int = 44) -> str:
    """The first words of what a box holds."""
    texts = [own for inner in tree(box) if isinstance(own := getattr(inner, "text", None), str)]
    words = " ".join(" ".join(texts).split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"
