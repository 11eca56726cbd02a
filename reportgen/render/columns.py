"""Sets a list in two columns after WeasyPrint's layout.

WeasyPrint balances `columns: 2` by laying the list out again and again, a tenth of the work for a whole brochure. A
list of the class `columns-2` is laid out once, in the left half; what belongs into the second column moves over here.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from reportgen.render import boxes, moving

CLASS = "columns-2"


def fold(page: Any) -> None:
    """Fold the lists of a page box in place. The first column takes what it holds at the least height for both."""
    for path, box in list(boxes.paths(page, _is_folded)):
        items = list(box.children)
        tops = [item.position_y - items[0].position_y for item in items]
        heights = [*tops[1:], float(box.height)]
        least = min(max(height, heights[-1] - height) for height in heights)
        first = sum(1 for height in accumulate(heights, max) if height <= least + 0.01)
        for item in items[first:]:
            item.translate(dx=box.width - item.border_width())
            moving.shift(item, -tops[first])
        moving.change_lower_edge(path[1:-1], box, least - box.height)  # the page keeps its height


def _is_folded(box: Any) -> bool:
    """A list with that class whose items leave the right half free: WeasyPrint made no columns of it."""
    element = getattr(box, "element", None)
    if element is None or box.element_tag != element.tag or CLASS not in (element.get("class") or "").split():
        return False
    items = box.children
    return len(items) > 1 and all(item.margin_width() - item.margin_right <= box.width / 2 for item in items)
