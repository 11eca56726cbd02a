"""How much an SVG comes to when all that it repeats is drawn: a few lines can ask for millions of shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.brand.problem import Refused
from reportgen.brand.svg_element import Element

MOST_DRAWN = 20_000
_DEEPEST = 120
_ID = re.compile(r"url\s*\(\s*[\"']?#([^)\"'\s]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")


def require_cheap(root: Element) -> None:
    """Raises Refused where more than MOST_DRAWN elements would be drawn, or one is drawn inside itself."""
    _Count(root).of(root, 0)


class _Count:
    """Elements drawn for an element: itself, its children, and whatever it refers to, each time anew."""

    def __init__(self, root: Element) -> None:
        every = list(_all(root))
        self._by_id: dict[str, list[Element]] = {}
        for each in every:
            self._by_id.setdefault(each.attributes.get("id", ""), []).append(each)
        self._rules = [rule for each in every if each.tag == "style" for rule in _rules(each.text)]
        self._known: dict[int, int] = {}
        self._inside: set[int] = set()

    def of(self, element: Element, depth: int) -> int:
        key = id(element)
        if key in self._known:
            return self._known[key]
        if key in self._inside or depth > _DEEPEST:
            raise Refused(
                f"the logo repeats a part inside itself (its line {element.line})", "Simplify it, or save it as PNG."
            )
        self._inside.add(key)
        count = 1
        for part in (*element.children, *self._referred(element)):
            count += self.of(part, depth + 1)
            if count > MOST_DRAWN:
                raise Refused(
                    f"the logo comes to more than {MOST_DRAWN:,} shapes with all that it repeats "
                    f"(its line {element.line})",
                    "Simplify it, or save it as PNG.",
                )
        self._inside.discard(key)
        self._known[key] = count
        return count

    def _referred(self, element: Element) -> Iterator[Element]:
        names = [element.attributes["href"][1:]] if "href" in element.attributes else []
        for value in element.attributes.values():
            names += _ID.findall(value)
        classes = set(element.attributes.get("class", "").split())
        for selected, targets in self._rules:
            if selected is None or selected & classes:
                names += targets
        return (part for name in names if name for part in self._by_id.get(name, ()))


def _rules(sheet: str) -> Iterator[tuple[set[str] | None, list[str]]]:
    """(classes that a rule is for, None for whatever else it selects, and the ids that it refers to)."""
    for selector, declarations in _RULE.findall(sheet):
        if targets := _ID.findall(declarations):
            parts = [part.strip() for part in selector.split(",")]
            classes = [_CLASS.fullmatch(part) for part in parts]
            yield ({found[1] for found in classes if found} if all(classes) else None), targets


def _all(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _all(child)
