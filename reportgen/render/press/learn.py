"""Asks WeasyPrint once what its CSS says of each kind of element, for the press to go by afterwards.

An element's kind is all that the style sheets may look at: the kinds of its ancestors, its name and class, whether it
is the first or last child or the first of its name, and its elder sibling. The colours of the page are variables on
<html>: they are asked for with colours of no use elsewhere, so that one answer holds for every palette.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from reportgen.render.press.computed import PROBES, Styles, styles_of
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.selectors import beyond_kinds
from reportgen.render.press.standing import Piece
from reportgen.render.press.style import Style

# An element, its parent's kind, whether it is the first, the last and the first of its name, and its elder sibling.
_Asked = tuple[Any, int, bool, bool, bool, Any]
_ROOT = (-1, True, True, True, None)


class StyleBook:
    """What is known of the kinds of elements that the pages of one layout have."""

    def __init__(self, ask: Any, css: Sequence[str]) -> None:
        """`ask(root)` is WeasyPrint's answer for a tree: a function from element and pseudo-element to a style."""
        self._ask = ask
        self.learned = 0  # times that WeasyPrint was asked
        self._kinds: dict[tuple[Any, ...], int] = {}
        self._styles: list[Styles | list[Any] | None] = []  # lists are packed: a document needs less than half of them
        for sheet in css:
            if asked := beyond_kinds(sheet):
                raise NotPressedError(f"a style sheet asks for “{asked}”")

    def export(self) -> list[Any]:
        """What is known, as JSON can hold it."""
        return [[list(key), _packed(self._styles[kind])] for key, kind in self._kinds.items()]

    def remember(self, known: list[Any]) -> None:
        """Take over what another book exported. Raises KeyError, TypeError or ValueError for what none can have."""
        for (parent, tag, class_, first, last, first_of_name, elder), styles in known:
            key = (parent, tag, class_, first, last, first_of_name, None if elder is None else tuple(elder))
            self._kinds[key] = len(self._styles)
            self._styles.append(styles)

    def forget(self) -> None:
        """All of it."""
        self._kinds.clear()
        self._styles.clear()

    def of(self, root: Any, pieces: Mapping[Any, Piece]) -> dict[Any, Styles]:
        """The styles of every element below `root`. Raises NotPressedError where one is beyond the press.

        What is in a piece that has its boxes and is of the same kind still is left out.
        """
        kinds = dict(self._kinds_of([(root, *_ROOT)], pieces))
        if any(self._styles[kind] is None for kind in kinds.values()):
            self._learn(root)
            self.learned += 1
        return self._found(kinds)

    def within(self, element: Any, kind: int) -> dict[Any, Styles] | None:
        """The styles of an element of that kind and of all in it; None where they have to be asked for."""
        kinds = {element: kind, **dict(self._kinds_of(_children(element, kind), {}))}
        if any(self._styles[kind] is None for kind in kinds.values()):
            return None
        return self._found(kinds)

    def kinds(self, root: Any) -> dict[Any, int]:
        """The kinds of every element below `root`."""
        return dict(self._kinds_of([(root, *_ROOT)], {}))

    def _found(self, kinds: Mapping[Any, int]) -> dict[Any, Styles]:
        found = {}
        for element, kind in kinds.items():
            styles = self._styles[kind]
            assert styles is not None
            if isinstance(styles, list):
                styles = self._styles[kind] = _unpacked(styles)
            if styles.why_not:
                raise NotPressedError(styles.why_not)
            found[element] = styles
        return found

    def _kinds_of(self, waiting: list[_Asked], pieces: Mapping[Any, Piece]) -> Iterator[tuple[Any, int]]:
        while waiting:
            element, parent, first, last, first_of_name, elder = waiting.pop()
            key = (parent, element.tag, element.get("class"), first, last, first_of_name, elder)
            kind = self._kinds.get(key)
            if kind is None:
                kind = self._kinds[key] = len(self._styles)
                self._styles.append(None)
            yield element, kind
            if (piece := pieces.get(element)) is not None:
                if piece.kind == kind and piece.box is not None:
                    continue
                piece.kind, piece.box = kind, None
            if element.tag.endswith("}svg"):
                continue
            waiting += _children(element, kind)

    def _learn(self, root: Any) -> None:
        kinds = list(self.kinds(root).values())
        probe = deepcopy(root)
        probe.set("style", ";".join(f"{name}:{colour}" for name, colour in PROBES.items()))
        elements = list(self.kinds(probe))
        for element in elements[1:]:
            element.attrib.pop("style", None)
        style_for = self._ask(probe)
        for element, kind in zip(elements, kinds, strict=True):
            if self._styles[kind] is None:
                self._styles[kind] = styles_of(element, style_for)


def _children(element: Any, kind: int) -> list[_Asked]:
    """Those of an element of that kind, the last first."""
    names: set[str] = set()
    elder, end = None, len(element) - 1
    children: list[_Asked] = []
    for place, child in enumerate(element):
        children.append((child, kind, place == 0, place == end, child.tag not in names, elder))
        names.add(child.tag)
        elder = (child.tag, child.get("class"))
    children.reverse()
    return children


def _packed(styles: Styles | list[Any] | None) -> list[Any] | None:
    if not isinstance(styles, Styles):
        return styles
    return [
        *(None if style is None else style.packed() for style in (styles.own, styles.before, styles.after)),
        styles.why_not,
    ]


def _unpacked(packed: list[Any]) -> Styles:
    own, before, after, why_not = packed
    before, after = (None if each is None else Style.unpacked(each) for each in (before, after))
    return Styles(Style.unpacked(own), before, after, why_not)
