"""The pages of a book, in a tree of two levels so that a reader finds the last of thousands as soon as the first."""

from __future__ import annotations

from reportgen.book.merge.syntax import references
from reportgen.book.merge.writer import Writer

_PAGES_IN_NODE = 64


class PageTree:
    """Hands out page objects in the order of the book."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.reserve()
        self._nodes: list[tuple[int, list[int]]] = []
        self.count = 0

    def add(self) -> tuple[int, int]:
        """(the next page, the object above it)."""
        if not self._nodes or len(self._nodes[-1][1]) == _PAGES_IN_NODE:
            self._nodes.append((self._writer.reserve(), []))
        page = self._writer.reserve()
        node, pages = self._nodes[-1]
        pages.append(page)
        self.count += 1
        return page, node

    def finish(self) -> None:
        """Write the nodes."""
        for node, pages in self._nodes:
            body = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids%s>>" % (self.root, len(pages), references(pages))
            self._writer.put(node, body)
        kids = references([node for node, _ in self._nodes])
        self._writer.put(self.root, b"<</Type/Pages/Count %d/Kids%s>>" % (self.count, kids))
