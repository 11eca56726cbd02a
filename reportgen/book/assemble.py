"""Units → the bytes of a book: pages in order with their tags, bookmarks, labels and hints for the printer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.book import navigation
from reportgen.book.about import About, information, metadata, preferences
from reportgen.book.imposition import ImposedSide, imposed
from reportgen.book.merge.asset import resolved
from reportgen.book.merge.face import write_faces
from reportgen.book.merge.operators import number
from reportgen.book.merge.page_tree import PageTree
from reportgen.book.merge.part import Page, Part
from reportgen.book.merge.syntax import references, text
from reportgen.book.merge.tagging import Tagging
from reportgen.book.merge.template import Compiled
from reportgen.book.merge.writer import Writer
from reportgen.book.units import Piece, Side, Unit, sides_of
from reportgen.render.streams import PACKED
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as it has to be in the finished file: the object of its content, None for a white one."""

    content: int | None
    is_front: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    """The file and what its pages have to be. `tagged`: it is accessible; otherwise it is for printing only."""

    data: bytes
    pages: tuple[Laid, ...]
    tagged: bool


def assemble(units: Sequence[Unit], about: About, *, impose: str | None) -> Assembled:
    """`impose` is one of `imposition.IMPOSITIONS`, None for page after page."""
    writer = Writer()
    parts = list({id(piece.part): piece.part for unit in units for piece in unit.pieces}.values())
    tagged = impose is None and all(part.elements is not None for part in parts)
    book = _Book(writer, Tagging(writer, about.language) if tagged else None)
    for unit in units:
        if impose is None:
            book.add(sides_of(unit, duplex=about.duplex))
        else:
            for place, side in enumerate(imposed(unit, impose, duplex=about.duplex)):
                book.add_imposed(side, is_front=place == 0)
    write_faces(writer, (use for part in parts for use in part.glyphs))
    root, facts = book.finish(about, parts)
    return Assembled(writer.finish(root, facts), tuple(book.pages), tagged)


class _Book:
    """Writes pages one after the other, and at the end what leads to them."""

    def __init__(self, writer: Writer, tagging: Tagging | None) -> None:
        self._writer, self._tagging = writer, tagging
        self._tree = PageTree(writer)
        self._begins: list[tuple[Piece, int, int]] = []  # a piece, the index of its first page, that page
        self._links: dict[int, list[Compiled]] = {}
        self.pages: list[Laid] = []

    def add(self, sides: Sequence[Side]) -> None:
        """A unit, page after page."""
        place = 0
        while place < len(sides):
            side = sides[place]
            if side.piece is None:
                self._white(sides[place - 1])
                place += 1
            else:
                self._piece(side.piece)
                place += len(side.piece.part.pages)

    def _piece(self, piece: Piece) -> None:
        part = piece.part
        numbers = [self._tree.add() for _ in part.pages]
        self._begins.append((piece, len(self.pages), numbers[0][0]))
        links = [self._writer.reserve(len(page.links)) for page in part.pages]
        annotations = [
            first + place for first, page in zip(links, part.pages, strict=True) for place in range(len(page.links))
        ]
        all_pages = [page for page, _ in numbers]
        page_keys, link_keys = self._tagging.add(part, all_pages, annotations) if self._tagging else ([], [])
        named = [0, *all_pages]
        for place, page in enumerate(part.pages):
            content = self._writer.shared_stream(PACKED, page.content, is_packed=True)
            resources = self._writer.shared(resolved(page.resources, self._writer))
            body = b"/Contents %d 0 R/Resources %d 0 R" % (content, resources)
            if page_keys:
                body += b"/Tabs/S/StructParents %d" % page_keys[place]
            if page.links:
                body += b"/Annots" + references(range(links[place], links[place] + len(page.links)))
            self._put(numbers[place], page, body)
            self.pages.append(Laid(content, place == 0))
        for place, (annotation, link) in enumerate(zip(annotations, self._links_of(part), strict=True)):
            key = b"/StructParent %d" % link_keys[place] if link_keys else b""
            self._writer.put(annotation, link.filled(named) + key + b">>")

    def _links_of(self, part: Part) -> list[Compiled]:
        if id(part) not in self._links:
            self._links[id(part)] = [link.compiled(self._writer) for page in part.pages for link in page.links]
        return self._links[id(part)]

    def _white(self, before: Side) -> None:
        if before.piece is None:
            raise AssertionError("a white page follows a white page")
        self._put(self._tree.add(), before.piece.part.pages[-1], b"/Resources<<>>")
        self.pages.append(Laid(None, False))

    def _put(self, place: tuple[int, int], page: Page, body: bytes) -> None:
        number, above = place
        self._writer.put(number, b"<</Type/Page/Parent %d 0 R%s%s>>" % (above, page.boxes, body))

    def add_imposed(self, side: ImposedSide, *, is_front: bool) -> None:
        """One side of a sheet with several pages."""
        page, above = self._tree.add()
        content, drawn = [], {}
        for cell in side.cells:
            piece = cell.side.piece
            if piece is None:
                continue
            shown = piece.part.pages[cell.side.page]
            form = self._form(shown)
            name = b"/P%d" % form
            drawn[name] = b"%d 0 R" % form
            scale, x, y = (number(value, 5) for value in (cell.scale, cell.x_pt, cell.y_pt))
            content.append(b"q %s 0 0 %s %s %s cm %s Do Q" % (scale, scale, x, y, name))
            if cell.side.page == 0:
                self._begins.append((piece, len(self.pages), page))
        stream = self._writer.shared_stream(b"", b"\n".join(content))
        entries = b"".join(name + b" " + form for name, form in sorted(drawn.items()))
        size = b"%s %s" % (number(side.width_pt, 3), number(side.height_pt, 3))
        self._writer.put(
            page,
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Contents %d 0 R/Resources<</XObject<<%s>>>>>>"
            % (above, size, stream, entries),
        )
        self.pages.append(Laid(stream, is_front))

    def _form(self, page: Page) -> int:
        left, bottom, right, top = page.box_pt
        box = b" ".join(number(value, 3) for value in (left, bottom, right, top))
        matrix = b"1 0 0 1 %s %s" % (number(-left, 3), number(-bottom, 3))
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Matrix[%s]/Resources %d 0 R" % (
            box, matrix, self._writer.shared(resolved(page.resources, self._writer)),
        )  # fmt: skip
        return self._writer.shared_stream(entries + PACKED, page.content, is_packed=True)

    def finish(self, about: About, parts: Iterable[Part]) -> tuple[int, int]:
        """The objects of the catalogue and of the document information."""
        writer, print_only = self._writer, self._tagging is None
        self._tree.finish()
        tops = navigation.bookmarks([(piece, page) for piece, _, page in self._begins])
        outline = navigation.write_outline(writer, tops)
        described = writer.reserve()
        writer.put_stream(
            described, b"/Type/Metadata/Subtype/XML", metadata(about, print_only=print_only), is_packed=True
        )
        body = b"/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Metadata %d 0 R/Lang%s/ViewerPreferences%s" % (
            self._tree.root, outline, described, text(about.language), preferences(about),
        )  # fmt: skip
        if self._tagging is not None:
            self._tagging.finish()
            starts = [(index, piece) for piece, index, _ in self._begins]
            labels = navigation.page_labels(starts)
            body += b"/PageLabels%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % (labels, self._tagging.root)
        root = writer.reserve(2)
        facts = root + 1
        writer.put(root, b"<</Type/Catalog" + body + b">>")
        writer.put(facts, information(about, parts, print_only=print_only))
        return root, facts
