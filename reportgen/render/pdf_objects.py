"""What a PDF's objects hold, whoever made it: structure elements, fonts, links, page sizes. Objects of another kind
than they should be count as absent; what leads back to itself is visited once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from reportgen.errors import ReportgenError

MOST_ELEMENTS = 1_000_000


def entry(holder: Any, key: str) -> Any:
    """The value of a key; None where there is none, or where `holder` is no dictionary."""
    from pikepdf import Dictionary, Stream

    return holder.get(key) if isinstance(holder, Dictionary | Stream) else None


def words(holder: Any, key: str) -> str:
    """The text of a key, "" where there is none."""
    from pikepdf import Name, String

    value = entry(holder, key)
    return str(value) if isinstance(value, String | Name | str) else ""


def texts(holder: Any, key: str) -> Iterator[str]:
    """Each text of the array under a key."""
    from pikepdf import String

    return (str(item) for item in items(entry(holder, key)) if isinstance(item, String | str))


def name(holder: Any, key: str) -> str:
    """The name under a key, without its slash; "" where there is none."""
    from pikepdf import Name

    value = entry(holder, key)
    return str(value)[1:] if isinstance(value, Name) else ""


def is_true(holder: Any, key: str) -> bool:
    return entry(holder, key) is True


def items(value: Any) -> Iterator[Any]:
    """The items of an array; anything else is the only one."""
    from pikepdf import Array

    if isinstance(value, Array):
        yield from (value[place] for place in range(len(value)))
    elif value is not None:
        yield value


def elements(root: Any) -> Iterator[Any]:
    """Structure elements in reading order. Raises ReportgenError for more than MOST_ELEMENTS things in the tree."""
    from pikepdf import Array, Dictionary

    seen: set[tuple[int, int]] = set()
    waiting, count = [root], 0
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Array | Dictionary):
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        count += 1
        if count > MOST_ELEMENTS:
            raise ReportgenError(f"Its structure has more than {MOST_ELEMENTS:,} elements.", cure="Check it in parts.")
        if isinstance(node, Array):
            waiting.extend(reversed(list(items(node))))
            continue
        if name(node, "/S"):
            yield node
        waiting.append(entry(node, "/K"))


def fonts(pdf: Any) -> dict[str, bool]:
    """Name → whether every font of that name is embedded."""
    from pikepdf import Dictionary

    found: dict[str, bool] = {}
    for page in pdf.pages:
        of_page = entry(entry(page.obj, "/Resources") or _inherited(page, "/Resources"), "/Font")
        for key in of_page.keys() if isinstance(of_page, Dictionary) else ():
            font = of_page.get(key)
            inner = next(items(entry(font, "/DescendantFonts")), font)
            descriptor = entry(inner, "/FontDescriptor")
            embedded = any(entry(descriptor, file) is not None for file in ("/FontFile", "/FontFile2", "/FontFile3"))
            called = name(font, "/BaseFont") or "?"
            found[called] = found.get(called, True) and embedded
    return found


def _inherited(page: Any, key: str) -> Any:
    """A value that a page has from a node above it."""
    node, seen = entry(page.obj, "/Parent"), 0
    while node is not None and seen < 100:
        if (value := entry(node, key)) is not None:
            return value
        node, seen = entry(node, "/Parent"), seen + 1
    return None


def links(pdf: Any) -> Iterator[str]:
    """Where each link leads: its address, or the kind of any other action than one within the file."""
    for page in pdf.pages:
        for annotation in items(entry(page.obj, "/Annots")):
            action = entry(annotation, "/A")
            if name(annotation, "/Subtype") == "Link" and entry(action, "/URI") is not None:
                yield words(action, "/URI")
            elif action is not None and name(action, "/S") != "GoTo":
                yield f"/{name(action, '/S')}"


def size_pt(page: Any) -> tuple[float, float]:
    """Width and height in points; (0, 0) for a page that does not say them in numbers."""
    box = entry(page.obj, "/MediaBox") or _inherited(page, "/MediaBox")
    try:
        left, bottom, right, top = (float(side) for side in items(box))
    except (TypeError, ValueError, OverflowError):
        return (0.0, 0.0)
    sides = (abs(right - left), abs(top - bottom))
    return (round(sides[0], 2), round(sides[1], 2)) if all(map(math.isfinite, sides)) else (0.0, 0.0)
