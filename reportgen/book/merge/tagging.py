"""The structure tree of a book: the trees of its parts under one document, in the order of the book."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.merge.part import Part
from reportgen.book.merge.syntax import references, text
from reportgen.book.merge.tag_templates import element_templates, parents_template
from reportgen.book.merge.template import Compiled
from reportgen.book.merge.writer import Writer


class Tagging:
    """Writes the elements of one copy after the other."""

    def __init__(self, writer: Writer, language: str) -> None:
        self._writer, self._language = writer, language
        self.root, self._document = writer.reserve(), writer.reserve()
        self._kids: list[int] = []
        self._leaves: list[int] = []
        self._next_key = 0
        self._compiled: dict[int, tuple[Part, list[Compiled], Compiled, list[int]]] = {}

    def add(self, part: Part, pages: Sequence[int], annotations: Sequence[int]) -> tuple[list[int], list[int]]:
        """Write the elements of a copy whose pages and annotations have these numbers.

        Returns the keys that the pages and the annotations have to name.
        """
        templates, parents, tops = self._of(part)
        first = self._writer.reserve(len(templates))
        keys = list(range(self._next_key, self._next_key + len(pages) + len(annotations)))
        self._next_key += len(keys)
        elements = range(first, first + len(templates))
        numbers = [self._document, *pages, *annotations, *elements, *keys]
        for element, template in zip(elements, templates, strict=True):
            self._writer.put(element, template.filled(numbers), tag=True)
        leaf = self._writer.reserve()
        self._writer.put(leaf, parents.filled(numbers), tag=True)
        self._leaves.append(leaf)
        self._kids += [first + top for top in tops]
        return keys[: len(pages)], keys[len(pages) :]

    def finish(self) -> None:
        """Write what stands above all elements."""
        self._writer.put(self._document, b"<</S/Document/P %d 0 R/K%s>>" % (self.root, references(self._kids)))
        parents = self._writer.reserve()
        self._writer.put(parents, b"<</Kids%s>>" % references(self._leaves))
        self._writer.put(
            self.root,
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self._document, parents, self._next_key),
        )

    def _of(self, part: Part) -> tuple[list[Compiled], Compiled, list[int]]:
        """The elements and the leaf as they are filled in, and the places of the topmost elements."""
        if id(part) not in self._compiled:
            elements, numbering = part.elements or [], part.numbering
            compiled = [each.compiled(self._writer) for each in element_templates(elements, numbering)]
            tops, place = [], 0
            for top in elements:
                tops.append(place)
                if part.language != self._language and b"/Lang" not in top.attributes:
                    body = compiled[place].body.removesuffix(b">>") + b"/Lang" + text(part.language) + b">>"
                    compiled[place] = Compiled(body, compiled[place].slots)
                place += sum(1 for _ in top.walk())
            leaf = parents_template(elements, numbering).compiled(self._writer)
            self._compiled[id(part)] = (part, compiled, leaf, tops)
        return self._compiled[id(part)][1:]
